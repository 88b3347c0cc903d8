package dev.scar.traffic.router;

/** Answers as numbers, found without branches: nobody could foresee which way these would go. */
final class Bits {
  private Bits() {}

  /** 1 for 0, and 0 for numbers above. */
  static int isZero(int number) {
    return isNegative(number - 1);
  }

  /** 1 for numbers below 0, or else 0. */
  static int isNegative(int number) {
    return number >>> Integer.SIZE - 1;
  }

  /** 1 if any bit is set, or else 0. */
  static int isAny(long bits) {
    return (int) ((bits | -bits) >>> Long.SIZE - 1);
  }

  /** These bits, or if none of them is set those. */
  static long orElse(long these, long those) {
    return these | those & isAny(these) - 1L;
  }

  /** The first bit that is set from this one on, round the end; some bit if none is. */
  static int next(long bits, int from) {
    return Long.numberOfTrailingZeros(Long.rotateRight(bits, from)) + from & Long.SIZE - 1;
  }
}
