package dev.scar.search.anneal;

import java.util.Locale;

/**
 * How many moves the optimiser may propose; more moves begin with the same ones.
 *
 * @param label as people write it: {@code quick}, {@code default}, {@code high} or the number
 */
public record Effort(String label, long moves) {
  public static final Effort QUICK = new Effort("quick", 600_000);
  public static final Effort DEFAULT = new Effort("default", 7_250_000);
  public static final Effort HIGH = new Effort("high", 64_000_000);

  public Effort {
    if (moves < 1) {
      throw new IllegalArgumentException("at least one move, not " + moves);
    }
  }

  /**
   * A name or a number of moves.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Effort parse(String text) {
    for (Effort named : new Effort[] {QUICK, DEFAULT, HIGH}) {
      if (named.label().equals(text.toLowerCase(Locale.ROOT))) {
        return named;
      }
    }
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException(
          "(" + text + ") is not quick, default, high or a number of moves");
    }
    return new Effort(text, Long.parseLong(text));
  }

  /** Whether it has a name, so that its moves may be fewer where each takes longer. */
  boolean isNamed() {
    return !label.equals(String.valueOf(moves));
  }

  @Override
  public String toString() {
    return label;
  }
}
