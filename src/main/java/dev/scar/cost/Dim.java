package dev.scar.cost;

/** Loop dimensions, in the alphabetical order in which unmapped ones are appended to a level. */
public enum Dim {
  /** Input channels. */
  C,
  /** Groups. */
  G,
  /** Output channels; the reduction of a GEMM. */
  K,
  /** Rows of a GEMM. */
  M,
  /** Batch; columns of a GEMM. */
  N,
  /** Filter rows. */
  R,
  /** Filter columns. */
  S,
  /** Input columns. */
  X,
  /** Input rows. */
  Y;

  static final int COUNT = values().length;

  /** Whether a filter slides along this dimension. */
  boolean slides() {
    return this == X || this == Y;
  }

  /** The filter dimension that slides along X or Y. */
  Dim filter() {
    return switch (this) {
      case X -> S;
      case Y -> R;
      default -> throw new IllegalArgumentException("no filter slides along " + this);
    };
  }
}
