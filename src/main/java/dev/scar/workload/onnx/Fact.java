package dev.scar.workload.onnx;

import org.jspecify.annotations.Nullable;

/**
 * What an operator's definition says of a tensor that it makes.
 *
 * @param shape null if it depends on what is not known
 * @param values null unless they are known and few
 */
record Fact(ElementType type, @Nullable Shape shape, @Nullable Values values) {
  Fact(ElementType type, @Nullable Shape shape) {
    this(type, shape, null);
  }
}
