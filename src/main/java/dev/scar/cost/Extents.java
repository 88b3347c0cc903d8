package dev.scar.cost;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One size per dimension; a value. */
public final class Extents {
  private final long[] sizes;

  private Extents(long[] sizes) {
    this.sizes = sizes;
  }

  /** All ones. */
  public static Extents ones() {
    long[] sizes = new long[Dim.COUNT];
    Arrays.fill(sizes, 1);
    return new Extents(sizes);
  }

  /** Takes over the array. */
  static Extents of(long[] sizes) {
    return new Extents(sizes);
  }

  public long get(Dim dim) {
    return sizes[dim.ordinal()];
  }

  /** The same with one size changed. */
  public Extents with(Dim dim, long size) {
    long[] changed = sizes.clone();
    changed[dim.ordinal()] = size;
    return new Extents(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extents that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public String toString() {
    return Arrays.stream(Dim.values())
        .map(dim -> dim + " " + get(dim))
        .collect(Collectors.joining(", "));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }
}
