package dev.scar.explore;

/**
 * A part of a study: every so many-th point.
 *
 * @param number of the part, from 1
 * @param of how many parts
 */
public record Shard(int number, int of) {
  public Shard {
    if (of < 1 || number < 1 || number > of) {
      throw new IllegalArgumentException("there is no part " + number + " of " + of);
    }
  }

  /** For names of files. */
  String name() {
    return number + "-of-" + of;
  }

  /** Whether a point, by its number from 1, belongs to it. */
  boolean has(long point) {
    return (point - 1) % of == number - 1;
  }
}
