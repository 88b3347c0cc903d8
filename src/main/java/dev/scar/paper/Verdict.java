package dev.scar.paper;

import java.util.Locale;

/** Whether a claim holds here. */
enum Verdict {
  /**
   * The figure is within 10 % of the paper's (a percentage within 5 points, a ranking in every
   * case) and says the same as the paper's: more, less, or no difference.
   */
  HOLDS,
  /**
   * The figure says the same as the paper's, more or less, and is not more than {@value
   * Effect#MOST} times as large or as small.
   */
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
