package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Sizes of a tensor; {@link #UNKNOWN} where a size depends on data.
 *
 * @param dims each unknown or at least 0
 */
public record Shape(List<Long> dims) {
  /** A size that the file does not settle. */
  static final long UNKNOWN = -1;

  /** A single value. */
  static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
    if (dims.stream().anyMatch(dim -> dim < UNKNOWN)) {
      throw new IllegalArgumentException("a size is negative: " + dims);
    }
  }

  static Shape of(long... dims) {
    return new Shape(LongStream.of(dims).boxed().toList());
  }

  public int rank() {
    return dims.size();
  }

  /** Whether every size is known. */
  boolean isKnown() {
    return !dims.contains(UNKNOWN);
  }

  /** The size along an axis; negative ones count from the end. */
  public long dim(long axis) {
    return dims.get(axis(axis));
  }

  /**
   * The axis as counted from the front.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  int axis(long axis) {
    return axis(axis, rank());
  }

  /** An axis of a tensor of so many axes, as counted from the front. */
  static int axis(long axis, int rank) {
    long front = axis < 0 ? axis + rank : axis;
    if (front < 0 || front >= rank) {
      throw new IllegalArgumentException("axis " + axis + " is none of " + rank);
    }
    return (int) front;
  }

  /** The same with another size along an axis. */
  Shape with(long axis, long size) {
    List<Long> changed = new ArrayList<>(dims);
    changed.set(axis(axis), size);
    return new Shape(changed);
  }

  /**
   * The sizes of some axes.
   *
   * @throws IllegalArgumentException if it has not so many
   */
  Shape part(int from, int to) {
    if (from < 0 || to > rank() || from > to) {
      throw new IllegalArgumentException(this + " has no axes " + from + " to " + to);
    }
    return new Shape(dims.subList(from, to));
  }

  /** These sizes, then others. */
  Shape then(Shape other) {
    List<Long> both = new ArrayList<>(dims);
    both.addAll(other.dims);
    return new Shape(both);
  }

  /**
   * Elements.
   *
   * @throws ArithmeticException beyond 2^63
   * @throws IllegalArgumentException if a size is unknown
   */
  public long elements() {
    if (!isKnown()) {
      throw new IllegalArgumentException("the shape " + this + " is not known");
    }
    return dims.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * The shape of an operation between elements of two tensors.
   *
   * @throws IllegalArgumentException if their sizes do not agree
   */
  Shape broadcast(Shape other) {
    List<Long> out = new ArrayList<>();
    int rank = Math.max(rank(), other.rank());
    for (int i = 0; i < rank; i++) {
      int a = i - rank + rank();
      int b = i - rank + other.rank();
      out.add(together(a < 0 ? 1 : dims.get(a), b < 0 ? 1 : other.dims.get(b), other));
    }
    return new Shape(out);
  }

  private long together(long a, long b, Shape other) {
    if (a == b || b == 1) {
      return a;
    }
    if (a == 1) {
      return b;
    }
    if (a != UNKNOWN && b != UNKNOWN) {
      throw new IllegalArgumentException(this + " and " + other + " do not fit each other");
    }
    return Math.max(a, b);
  }

  @Override
  public String toString() {
    return dims.stream()
        .map(dim -> dim == UNKNOWN ? "?" : String.valueOf(dim))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
