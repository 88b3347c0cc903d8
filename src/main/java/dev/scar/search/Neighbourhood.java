package dev.scar.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Walks that differ a little from a given one. */
final class Neighbourhood {
  private static final int[] NONE = {};

  private final PackageView view;
  private final RandomGenerator random;

  Neighbourhood(PackageView view, RandomGenerator random) {
    this.view = view;
    this.random = random;
  }

  /**
   * The walk turned around or not, then shorter, longer or moved on by a chiplet.
   *
   * @param most longest walk allowed
   * @return empty if that leads nowhere or over chiplets that are not free
   */
  int[] of(int[] walk, BitSet free, int most) {
    int[] path = walk.clone();
    if (random.nextBoolean()) {
      for (int i = 0; i < path.length; i++) {
        path[i] = walk[walk.length - 1 - i];
      }
    }
    int move = random.nextInt(4);
    if (move == 1 || move == 3) {
      path = longer(path, free);
    }
    if (move >= 2 && path.length > 1) {
      path = Arrays.copyOfRange(path, 1, path.length);
    }
    for (int chiplet : path) {
      if (!free.get(chiplet)) {
        return NONE;
      }
    }
    return path.length <= most ? path : NONE;
  }

  /** With one more chiplet at the end, if there is one. */
  private int[] longer(int[] path, BitSet free) {
    int[] neighbours = view.neighbours(path[path.length - 1]);
    int offset = neighbours.length == 0 ? 0 : random.nextInt(neighbours.length);
    for (int i = 0; i < neighbours.length; i++) {
      int next = neighbours[(i + offset) % neighbours.length];
      if (free.get(next) && Arrays.stream(path).noneMatch(c -> c == next)) {
        int[] made = Arrays.copyOf(path, path.length + 1);
        made[path.length] = next;
        return made;
      }
    }
    return path;
  }
}
