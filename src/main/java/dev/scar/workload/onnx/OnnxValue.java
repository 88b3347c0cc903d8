package dev.scar.workload.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file says of a tensor without having it.
 *
 * @param dims its sizes; null if they are not given, not even their number
 */
record OnnxValue(String name, ElementType type, @Nullable List<Dim> dims) {
  /**
   * A size: a number, a symbol, or neither.
   *
   * @param size the number; null if it is not given
   * @param symbol empty if it has none
   */
  record Dim(@Nullable Long size, String symbol) {}
}
