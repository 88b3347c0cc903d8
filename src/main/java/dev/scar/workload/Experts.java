package dev.scar.workload;

/**
 * Experts of which each token takes as many, whichever, with equal chance.
 *
 * @param all how many there are, at least 1
 * @param taken how many of them a token takes, 1 to {@code all}
 */
record Experts(long all, long taken) {
  Experts {
    if (taken < 1 || taken > all) {
      throw new IllegalArgumentException(taken + " of " + all + " experts cannot be taken");
    }
  }

  /** How many so many tokens are expected to touch: all · (1 − (1 − taken / all)^tokens). */
  double touched(double tokens) {
    double missed = 1 - (double) taken / all;
    return all * (1 - StrictMath.pow(missed, tokens));
  }

  /** The same, rounded down; at least those of one token. */
  long side(long tokens) {
    double slack = 1e-9;
    return Math.max(taken, (long) (touched(tokens) + slack));
  }
}
