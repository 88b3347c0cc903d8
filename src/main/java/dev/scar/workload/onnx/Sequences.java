package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Operators on sequences of tensors whose elements are known one by one. */
final class Sequences {
  private static final Set<String> OPERATORS =
      Set.of(
          "SequenceEmpty",
          "SequenceConstruct",
          "SequenceInsert",
          "SequenceErase",
          "SequenceAt",
          "SequenceLength",
          "SplitToSequence",
          "ConcatFromSequence");

  private final Knowledge known;
  private final Step step;

  Sequences(Knowledge known, Step step) {
    this.known = known;
    this.step = step;
  }

  /** Whether a node makes, changes or reads a sequence. */
  boolean has(OnnxNode node) {
    return OPERATORS.contains(node.operator())
        || (node.operator().equals("Identity") && known.sequence(node.input(0)) != null);
  }

  /** Finds what a node makes. */
  void visit(OnnxNode node) {
    String output = node.outputs().isEmpty() ? "" : node.outputs().get(0);
    switch (node.op()) {
      case "SequenceEmpty" -> known.addSequence(output, List.of());
      case "SequenceConstruct" -> known.addSequence(output, node.inputs());
      case "SplitToSequence" -> known.addSequence(output, split(node));
      default -> change(node, new ArrayList<>(elements(node, node.input(0))), output);
    }
  }

  private void change(OnnxNode node, List<String> elements, String output) {
    int size = elements.size();
    switch (node.op()) {
      case "SequenceInsert" -> {
        elements.add(place(node, 2, size, size), node.input(1));
        known.addSequence(output, elements);
      }
      case "SequenceErase" -> {
        elements.remove(place(node, 1, size - 1, size - 1));
        known.addSequence(output, elements);
      }
      case "SequenceAt" -> known.alias(elements.get(place(node, 1, size - 1, -1)), output);
      case "SequenceLength" ->
          known.add(output, Tensor.parameter(ElementType.INT64, Shape.SCALAR, Values.whole(size)));
      case "ConcatFromSequence" ->
          join(node, elements, node.whole("axis", 0), node.whole("new_axis", 0) != 0, output);
      default -> known.addSequence(output, elements);
    }
  }

  /**
   * The tensors of a sequence.
   *
   * @throws InputException if they are not known
   */
  List<String> elements(OnnxNode node, String sequence) {
    List<String> found = known.sequence(sequence);
    if (found == null) {
      throw unknown(node, "the elements of sequence " + sequence);
    }
    return found;
  }

  private int place(OnnxNode node, int input, int last, int fallback) {
    Tensor tensor = known.tensor(node.input(input));
    Values values = tensor == null ? null : tensor.values();
    if (node.input(input).isEmpty() && fallback >= 0) {
      return fallback;
    }
    if (values == null || values.size() != 1) {
      throw unknown(node, "the place " + node.input(input));
    }
    int count = elements(node, node.input(0)).size();
    long place = values.first() < 0 ? values.first() + count : values.first();
    if (place < 0 || place > last) {
      throw known.problem(
          node, "asks for element " + values.first() + " of a sequence of " + count, "");
    }
    return (int) place;
  }

  private InputException unknown(OnnxNode node, String what) {
    return known.problem(
        node,
        "works on a sequence of tensors, but " + what + " depends on data",
        "Export the model with tensors instead of sequences.");
  }

  private List<String> split(OnnxNode node) {
    Tensor whole = known.tensor(node.input(0));
    Shape shape = whole == null ? null : whole.shape();
    Tensor sizes = known.tensor(node.input(1));
    Values asked = sizes == null ? null : sizes.values();
    long given = node.whole("axis", 0);
    if (shape == null || given < -shape.rank() || given >= shape.rank()) {
      throw unknown(node, "axis " + given + " of its tensor");
    }
    int axis = shape.axis(given);
    long size = shape.dim(axis);
    if (size == Shape.UNKNOWN || (sizes != null && (asked == null || asked.size() == 0))) {
      throw unknown(node, "the size of its parts");
    }
    boolean listed = sizes != null && sizes.shape() != null && sizes.shape().rank() == 1;
    List<Long> parts =
        listed && asked != null
            ? asked.wholes()
            : even(node, size, asked == null ? 1 : asked.first());
    String prefix = known.prefix();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      names.add(prefix + i);
    }
    operate(
        node,
        "Split",
        List.of(node.input(0)),
        names,
        whole("axis", axis),
        OnnxAttribute.of("split", parts));
    if (sizes != null || node.whole("keepdims", 1) != 0) {
      return names;
    }
    List<String> flat = new ArrayList<>();
    for (String name : names) {
      operate(
          node,
          "Squeeze",
          List.of(name),
          List.of(name + "s"),
          OnnxAttribute.of("axes", List.of((long) axis)));
      flat.add(name + "s");
    }
    return flat;
  }

  private List<Long> even(OnnxNode node, long size, long each) {
    if (each < 1 || size / each > Values.MOST) {
      throw known.problem(node, "splits " + size + " into parts of " + each, "");
    }
    List<Long> parts = new ArrayList<>();
    for (long left = size; left > 0; left -= each) {
      parts.add(Math.min(left, each));
    }
    return parts;
  }

  /** One place along an axis of a tensor; its name. */
  String slice(OnnxNode node, String tensor, long axis, long at) {
    String name = known.prefix() + "slice";
    operate(node, "Gather", List.of(tensor, known.number(at)), List.of(name), whole("axis", axis));
    return name;
  }

  /**
   * Tensors side by side.
   *
   * @param stacked along an axis that they do not have yet
   */
  void join(OnnxNode node, List<String> tensors, long axis, boolean stacked, String output) {
    List<String> parts = new ArrayList<>();
    String prefix = known.prefix();
    for (String tensor : tensors) {
      String part = stacked ? prefix + parts.size() : tensor;
      if (stacked) {
        operate(
            node,
            "Unsqueeze",
            List.of(tensor),
            List.of(part),
            OnnxAttribute.of("axes", List.of(axis)));
      }
      parts.add(part);
    }
    operate(node, "Concat", parts, List.of(output), whole("axis", axis));
  }

  private static OnnxAttribute whole(String name, long value) {
    return new OnnxAttribute(name, value, 0, "", List.of(), List.of(), List.of(), null, null, "");
  }

  private void operate(
      OnnxNode of,
      String op,
      List<String> inputs,
      List<String> outputs,
      OnnxAttribute... arguments) {
    Map<String, OnnxAttribute> attributes = new TreeMap<>();
    for (OnnxAttribute argument : arguments) {
      attributes.put(argument.name(), argument);
    }
    step.operate(new OnnxNode(of.shown(), op, "", inputs, outputs, attributes));
  }
}
