package dev.scar.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.files.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes imported models as model and scenario files that {@link ModelReader} and {@link
 * ScenarioReader} read back to the same layers.
 */
public final class ModelWriter {
  private static final DefaultIndenter LINES =
      DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n");
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  private static final int LONGEST_NOTE = 1000;
  private static final int LONGEST_POOL = 200;

  private ModelWriter() {}

  /**
   * A model file.
   *
   * @param source where the shapes come from
   */
  public static void write(ImportedModel imported, String name, String source, OutputStream out)
      throws IOException {
    Model model = imported.model();
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("format", "scar-model-1");
    file.put("name", name);
    file.put("title", model.title());
    file.put("source", source);
    if (!imported.notes().isEmpty()) {
      file.put("notes", imported.notes());
    }
    if (!imported.exact()) {
      file.put("graph", "approximate");
    }
    List<Map<String, Object>> given =
        model.layers().stream()
            .flatMap(ModelWriter::named)
            .distinct()
            .map(ModelWriter::input)
            .toList();
    if (!given.isEmpty()) {
      file.put("inputs", given);
    }
    if (imported.bitsPerElement() != ModelReader.DEFAULT_BITS) {
      file.put("precision", imported.bitsPerElement() + " bit");
    }
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int i = 0; i < model.layers().size(); i++) {
      layers.add(layer(model, model.layer(i), imported.links().get(i)));
    }
    file.put("layers", layers);
    write(file, out);
  }

  /**
   * A scenario of some models, each with its batch.
   *
   * @param title one line for people
   * @param source where its models come from
   * @param names the models' file names without ending
   */
  public static void writeScenario(
      String name,
      String title,
      String source,
      String topology,
      List<ImportedModel> imported,
      List<String> names,
      OutputStream out)
      throws IOException {
    List<Map<String, Object>> models = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      ImportedModel model = imported.get(m);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("model", names.get(m));
      entry.put("batch", model.batch());
      if (!model.dependencies().isEmpty() || model.probability() < 1) {
        String note = note(model);
        entry.put("note", note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
      }
      models.add(entry);
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("format", "scar-scenario-1");
    file.put("name", name);
    file.put("title", title);
    file.put("layerLists", "as in " + source);
    file.put("topology", topology);
    file.put("models", models);
    write(file, out);
  }

  private static String note(ImportedModel model) {
    String after =
        model.dependencies().isEmpty()
            ? ""
            : "runs after " + String.join(", ", model.dependencies()) + "; ";
    return after + "probability " + model.probability() + "; neither is scheduled for";
  }

  private static void write(Map<String, Object> file, OutputStream out) throws IOException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(LINES);
    printer.indentObjectsWith(LINES);
    JSON.writer(printer).writeValue(out, file);
    out.write('\n');
  }

  /** Without what the reader works out again: an approximate graph's missing operands. */
  private static Stream<NamedInput> named(Layer layer) {
    return layer.namedInputs().stream().filter(input -> !input.name().isEmpty());
  }

  private static Map<String, Object> input(NamedInput input) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", input.name());
    fields.put("elements", input.elements());
    return fields;
  }

  private static Map<String, Object> layer(Model model, Layer layer, LayerLinks links) {
    LayerShape shape = layer.shape();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", layer.name());
    fields.put("op", op(shape.kind()));
    switch (shape.kind()) {
      case GEMM, RECURRENT, MATMUL -> {
        fields.put("M", shape.y());
        fields.put("N", shape.k());
        fields.put("K", shape.c());
        if (shape.repeat() > 1) {
          fields.put("heads", shape.repeat());
        }
        if (shape.kind() == LayerKind.RECURRENT) {
          fields.put("recurrent", true);
        }
      }
      case ADD -> {
        fields.put("K", shape.k());
        fields.put("Y", shape.y());
        fields.put("X", shape.x());
      }
      case CONV, DEPTHWISE, GROUPED, TRANSPOSED -> convolution(fields, shape);
    }
    if (layer.weightElements() != shape.weightElements()) {
      fields.put("weights", layer.weightElements());
    }
    if (layer.weightBits() > 0) {
      fields.put("weightPrecision", layer.weightBits() + " bit");
    }
    if (layer.outputElements() != shape.outputElements()) {
      fields.put("outputs", layer.outputElements());
    }
    if (layer.outputBits() > 0) {
      fields.put("outputPrecision", layer.outputBits() + " bit");
    }
    if (layer.macs() != shape.macs()) {
      fields.put("macs", layer.macs());
    }
    fields.put(
        "inputs",
        Stream.concat(names(model, links.inputs()).stream(), named(layer).map(NamedInput::name))
            .toList());
    putNames(fields, "add", model, links.added());
    putNames(fields, "gate", model, links.gates());
    long all = Math.addExact(shape.inputElements(), shape.operandElements());
    if (layer.readsModelInput() && layer.modelInputElements() != all) {
      fields.put("modelInput", layer.modelInputElements());
    }
    if (!layer.parts().isEmpty()) {
      Map<String, Object> parts = new LinkedHashMap<>();
      layer.parts().forEach((from, elements) -> parts.put(model.layer(from).name(), elements));
      fields.put("reads", parts);
    }
    if (layer.output()) {
      fields.put("output", true);
    }
    putText(fields, "pool", links.pool(), LONGEST_POOL);
    putText(fields, "note", links.note(), LONGEST_NOTE);
    return fields;
  }

  private static List<String> names(Model model, List<Integer> layers) {
    return layers.stream().map(index -> model.layer(index).name()).toList();
  }

  private static void putNames(
      Map<String, Object> fields, String key, Model model, List<Integer> layers) {
    if (!layers.isEmpty()) {
      fields.put(key, names(model, layers));
    }
  }

  private static void putText(Map<String, Object> fields, String key, String text, int longest) {
    if (!text.isEmpty()) {
      String plain = PlainText.of(text);
      fields.put(
          key,
          plain.codePointCount(0, plain.length()) > longest
              ? plain.substring(0, plain.offsetByCodePoints(0, longest))
              : plain);
    }
  }

  private static void convolution(Map<String, Object> fields, LayerShape shape) {
    fields.put("K", shape.k());
    fields.put("C", shape.c());
    fields.put("R", shape.r());
    fields.put("S", shape.s());
    fields.put("Y", shape.y());
    fields.put("X", shape.x());
    Axis rows = shape.rows();
    Axis columns = shape.columns();
    fields.put("stride", List.of(rows.stride(), columns.stride()));
    if (rows.dilation() * columns.dilation() > 1) {
      fields.put("dilation", List.of(rows.dilation(), columns.dilation()));
    }
    boolean even = rows.before() == rows.after() && columns.before() == columns.after();
    fields.put(
        "pad",
        even
            ? List.of(rows.before(), columns.before())
            : List.of(rows.before(), columns.before(), rows.after(), columns.after()));
    if (rows.outputPadding() + columns.outputPadding() > 0) {
      fields.put("outputPadding", List.of(rows.outputPadding(), columns.outputPadding()));
    }
    if (shape.kind() != LayerKind.DEPTHWISE && shape.groups() > 1) {
      fields.put("groups", shape.groups());
    }
  }

  private static String op(LayerKind kind) {
    return switch (kind) {
      case CONV, GROUPED -> "CONV2D";
      case DEPTHWISE -> "DWCONV";
      case TRANSPOSED -> "TRCONV";
      case GEMM, RECURRENT -> "GEMM";
      case MATMUL -> "MATMUL";
      case ADD -> "ADD";
    };
  }
}
