package dev.scar.paper;

import java.util.Locale;

/** Whether a claim holds here. */
enum Verdict {
  /**
   * The figure is within 10 % of the paper's (a percentage within 5 points, a ranking in every
   * case) and on the same side of "no difference".
   */
  HOLDS,
  /** Only the direction is the paper's: the same side of 1, the same sign. */
  HOLDS_IN_DIRECTION,
  /** Neither. */
  FAILS,
  /** An input, or a statement that contradicts itself. */
  NOT_CHECKABLE;

  /** As reports write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The worse of two. */
  Verdict and(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
