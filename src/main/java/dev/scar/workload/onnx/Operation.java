package dev.scar.workload.onnx;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node together with what is known of the tensors that it reads. */
final class Operation {
  private final OnnxNode node;
  private final List<@Nullable Tensor> inputs;
  private final List<Flow> log;
  private final Function<String, @Nullable Shape> saying;

  /**
   * Of a node.
   *
   * @param inputs one for each of its inputs; null where it is left out
   * @param log where flows that it makes are added
   * @param saying what the file says of a tensor's shape; null if nothing
   */
  Operation(
      OnnxNode node,
      List<@Nullable Tensor> inputs,
      List<Flow> log,
      Function<String, @Nullable Shape> saying) {
    this.node = node;
    this.inputs = inputs;
    this.log = log;
    this.saying = saying;
  }

  /** The shape that the file says of a result; null if it says none. */
  @Nullable Shape said(int output) {
    return output < node.outputs().size() ? saying.apply(node.outputs().get(output)) : null;
  }

  /** Remembers a flow that is made here. */
  Flow log(Flow made) {
    log.add(made);
    return made;
  }

  /** As {@link Flow#join}, and remembered. */
  @Nullable Flow join(
      Flow.Kind kind, List<Flow> flows, @Nullable Shape shape, double part, String how) {
    Flow joined = Flow.join(kind, flows, shape, part, how);
    return joined == null ? null : log(joined);
  }

  OnnxNode node() {
    return node;
  }

  /** How many inputs it lists. */
  int count() {
    return inputs.size();
  }

  /** The tensor at this place; null if it is left out. */
  @Nullable Tensor input(int index) {
    return index >= 0 && index < inputs.size() ? inputs.get(index) : null;
  }

  /** Its shape; null if there is no tensor or it is not known. */
  @Nullable Shape shape(int index) {
    Tensor tensor = input(index);
    return tensor == null ? null : tensor.shape();
  }

  /** Its elements; null if there is no tensor or they are not known. */
  @Nullable Values values(int index) {
    Tensor tensor = input(index);
    return tensor == null ? null : tensor.values();
  }

  ElementType type(int index) {
    Tensor tensor = input(index);
    return tensor == null ? ElementType.UNDEFINED : tensor.type();
  }

  /**
   * A shape that is needed.
   *
   * @throws IllegalArgumentException if it is not known in full
   */
  Shape needed(int index) {
    Shape shape = shape(index);
    if (shape == null || !shape.isKnown()) {
      throw new IllegalArgumentException(
          "needs the shape of "
              + (node.input(index).isEmpty() ? "input " + index : node.input(index))
              + ", which the file does not settle");
    }
    return shape;
  }

  /** Whole numbers that older operators have as attribute and newer ones as input. */
  @Nullable List<Long> wholes(String attribute, int index) {
    List<Long> fixed = node.wholes(attribute);
    Values values = values(index);
    return fixed != null ? fixed : values == null ? null : values.wholes();
  }

  /** Whether neither attribute nor input is there. */
  boolean lacks(String attribute, int index) {
    return !node.has(attribute) && input(index) == null;
  }

  /**
   * The axes that it says as attribute or input, as counted from the front.
   *
   * @return all of them if it says none, null if they are not known
   */
  @Nullable List<Integer> axes(int index, int rank) {
    if (lacks("axes", index)) {
      return IntStream.range(0, rank).boxed().toList();
    }
    List<Long> axes = wholes("axes", index);
    return axes == null ? null : axes.stream().map(axis -> Shape.axis(axis, rank)).toList();
  }
}
