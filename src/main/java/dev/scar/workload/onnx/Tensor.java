package dev.scar.workload.onnx;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a tensor.
 *
 * @param stored the type in which it is kept, where it differs: in front of DequantizeLinear or,
 *     for weights, Cast
 * @param shape null if it is not known at all
 * @param values its elements, if they are known and few
 * @param isParameter whether it is fixed by the file and not by an input
 * @param flow where its contents come from; null if from no data
 */
record Tensor(
    ElementType type,
    ElementType stored,
    @Nullable Shape shape,
    @Nullable Values values,
    boolean isParameter,
    @Nullable Flow flow) {
  /** A tensor of the file. */
  static Tensor parameter(ElementType type, Shape shape, @Nullable Values values) {
    return new Tensor(type, type, shape, values, true, null);
  }
}
