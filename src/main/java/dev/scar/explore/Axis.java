package dev.scar.explore;

import java.util.List;

/**
 * Something that varies.
 *
 * @param name heading of its column
 * @param levels its values, in order
 */
public record Axis(String name, List<Level> levels) {
  public Axis {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("axis " + name + " has no values");
    }
  }
}
