package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Moves the elements of small tensors, in the order in which they lie in memory. */
final class Indexing {
  private Indexing() {}

  /** Whether so many elements are kept. */
  static boolean isSmall(@Nullable Shape shape) {
    if (shape == null || !shape.isKnown()) {
      return false;
    }
    long count = 1;
    for (long dim : shape.dims()) {
      count = dim > Values.MOST ? Values.MOST + 1L : count * dim;
      if (count > Values.MOST) {
        return false;
      }
    }
    return true;
  }

  /**
   * The elements of a tensor whose place of origin is known for each place of it; null if there are
   * too many.
   *
   * @param from the number of an element of the origin, given the coordinates of one of the result
   */
  static @Nullable Values gather(@Nullable Values of, Shape result, ToLongFunction<long[]> from) {
    if (of == null || !isSmall(result)) {
      return null;
    }
    int count = (int) result.elements();
    List<Integer> origins = new ArrayList<>(count);
    long[] at = new long[result.rank()];
    for (int i = 0; i < count; i++) {
      long origin = from.applyAsLong(at);
      if (origin < 0 || origin >= of.size()) {
        throw new IllegalArgumentException("element " + origin + " is none of " + of.size());
      }
      origins.add((int) origin);
      for (int axis = result.rank() - 1; axis >= 0 && ++at[axis] == result.dim(axis); axis--) {
        at[axis] = 0;
      }
    }
    return of.pick(count, origins::get);
  }

  /** The number of the element at these coordinates. */
  static long flat(Shape shape, long[] at) {
    long flat = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      flat = flat * shape.dim(axis) + at[axis];
    }
    return flat;
  }

  /** Copies elements along axes of size 1, as operations between tensors do. */
  static @Nullable Values expand(@Nullable Values of, Shape from, Shape to) {
    if (from.equals(to)) {
      return of;
    }
    int added = to.rank() - from.rank();
    return gather(
        of,
        to,
        at -> {
          long[] inner = new long[from.rank()];
          for (int axis = 0; axis < inner.length; axis++) {
            inner[axis] = from.dim(axis) == 1 ? 0 : at[axis + added];
          }
          return flat(from, inner);
        });
  }
}
