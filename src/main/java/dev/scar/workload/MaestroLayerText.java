package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import java.util.Map;

/** A layer as it is written. */
record MaestroLayerText(
    String file,
    int line,
    String name,
    String type,
    Map<String, Long> strides,
    Map<String, Long> sizes) {
  boolean has(String dimension) {
    return sizes.containsKey(dimension);
  }

  long size(String dimension) {
    Long size = sizes.get(dimension);
    if (size == null) {
      throw problem(name, "has no dimension " + dimension);
    }
    return size;
  }

  /** Rows or columns of the input: as they are written, or those that the output needs. */
  long input(String axis, long kernel) {
    if (has(axis) || !has(axis + "'")) {
      return size(axis);
    }
    return Math.addExact(Math.multiplyExact(size(axis + "'") - 1, stride(axis, 1)), kernel);
  }

  long stride(String axis, long fallback) {
    return strides.getOrDefault(axis, fallback);
  }

  InputException problem(String value, String expectation) {
    return new InputException(new InputProblem(file, "line " + line, value, expectation, ""));
  }
}
