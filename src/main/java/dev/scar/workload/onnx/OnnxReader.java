package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of an ONNX file (onnx.proto): those fields that shapes, work and edges depend
 * on; all others are skipped. Values of weights stay in the file, and files beside it are never
 * opened.
 */
final class OnnxReader {
  /** Graphs inside graphs; a file with more is taken for an attack. */
  private static final int DEEPEST = 32;

  private final Wire wire;
  private final TensorReader tensors;
  private int depth;

  private OnnxReader(Wire wire) {
    this.wire = wire;
    this.tensors = new TensorReader(wire);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is cut off or no ONNX file
   */
  static OnnxModel read(InputFile file) {
    try (Wire wire = new Wire(file)) {
      return new OnnxReader(wire).model();
    }
  }

  private OnnxModel model() {
    long end = wire.end();
    Map<String, Long> opsets = new LinkedHashMap<>();
    List<OnnxFunction> functions = new ArrayList<>();
    OnnxGraph graph = null;
    long version = 0;
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> version = wire.number(end);
        case 7 -> graph = graph(end);
        case 8 -> opset(wire.open(end), opsets);
        case 25 -> functions.add(function(wire.open(end)));
        default -> wire.skip(end);
      }
    }
    if (graph == null) {
      throw wire.problem("is not an ONNX file: it has no graph", "");
    }
    if (opsets.isEmpty() && version > 2) {
      throw wire.problem(
          "does not say which operators it uses (opset_import): it is incomplete",
          "Copy or export it again.");
    }
    return new OnnxModel(opsets, graph, functions);
  }

  private void opset(long end, Map<String, Long> opsets) {
    String domain = "";
    long version = 1;
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> domain = wire.text(end);
        case 2 -> version = wire.number(end);
        default -> wire.skip(end);
      }
    }
    opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
  }

  private OnnxGraph graph(long enclosing) {
    long end = wire.open(enclosing);
    wire.keep(0);
    if (++depth > DEEPEST) {
      throw wire.problem("has graphs nested more than " + DEEPEST + " deep", "");
    }
    String name = "";
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> initializers = new ArrayList<>();
    List<OnnxValue> inputs = new ArrayList<>();
    List<OnnxValue> outputs = new ArrayList<>();
    List<OnnxValue> values = new ArrayList<>();
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> nodes.add(node(wire.open(end)));
        case 2 -> name = wire.text(end);
        case 5 -> initializers.add(tensors.read(wire.open(end)));
        case 11 -> inputs.add(tensors.value(wire.open(end)));
        case 12 -> outputs.add(tensors.value(wire.open(end)));
        case 13 -> values.add(tensors.value(wire.open(end)));
        case 15 -> initializers.add(tensors.sparse(wire.open(end)));
        default -> wire.skip(end);
      }
    }
    depth--;
    return new OnnxGraph(name, nodes, initializers, inputs, outputs, values);
  }

  private OnnxFunction function(long end) {
    wire.keep(0);
    String name = "";
    String domain = "";
    String overload = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, OnnxAttribute> defaults = new LinkedHashMap<>();
    List<OnnxNode> nodes = new ArrayList<>();
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> name = wire.text(end);
        case 4 -> inputs.add(wire.text(end));
        case 5 -> outputs.add(wire.text(end));
        case 7 -> nodes.add(node(wire.open(end)));
        case 10 -> domain = wire.text(end);
        case 11 -> attribute(wire.open(end), defaults);
        case 13 -> overload = wire.text(end);
        default -> wire.skip(end);
      }
    }
    return new OnnxFunction(domain, variant(name, overload), inputs, outputs, defaults, nodes);
  }

  /** Of functions of one name, which. */
  private static String variant(String name, String overload) {
    return overload.isEmpty() ? name : name + ":" + overload;
  }

  private OnnxNode node(long end) {
    wire.keep(0);
    String name = "";
    String op = "";
    String domain = "";
    String overload = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, OnnxAttribute> attributes = new HashMap<>();
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> inputs.add(wire.text(end));
        case 2 -> outputs.add(wire.text(end));
        case 3 -> name = wire.text(end);
        case 4 -> op = wire.text(end);
        case 5 -> attribute(wire.open(end), attributes);
        case 7 -> domain = wire.text(end);
        case 8 -> overload = wire.text(end);
        default -> wire.skip(end);
      }
    }
    return new OnnxNode(name, variant(op, overload), domain, inputs, outputs, attributes);
  }

  private void attribute(long end, Map<String, OnnxAttribute> attributes) {
    wire.keep(0);
    String name = "";
    String reference = "";
    long whole = 0;
    float real = 0;
    String text = "";
    List<Long> wholes = new ArrayList<>();
    List<Float> reals = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    @Nullable OnnxTensor tensor = null;
    @Nullable OnnxGraph graph = null;
    for (int field = wire.field(end); field > 0; field = wire.field(end)) {
      switch (field) {
        case 1 -> name = wire.text(end);
        case 2 -> real = wire.real(end);
        case 3 -> whole = wire.number(end);
        case 4 -> text = wire.text(end);
        case 5 -> tensor = tensors.read(wire.open(end));
        case 6 -> graph = graph(end);
        case 7 -> tensors.reals(end, reals);
        case 8 -> tensors.wholes(end, wholes);
        case 9 -> texts.add(wire.text(end));
        case 21 -> reference = wire.text(end);
        case 22 -> tensor = tensors.sparse(wire.open(end));
        default -> wire.skip(end);
      }
    }
    attributes.put(
        name,
        new OnnxAttribute(name, whole, real, text, wholes, reals, texts, tensor, graph, reference));
  }
}
