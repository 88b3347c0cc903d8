package dev.scar.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Cuts that differ a little from given ones. */
final class CutMoves {
  private static final int LARGEST_STEP_BITS = 5;

  private final RandomGenerator random;

  CutMoves(RandomGenerator random) {
    this.random = random;
  }

  /**
   * As many segments as asked for: random neighbours are joined, random segments are cut in two.
   *
   * @param bounds first layer of each segment, then the end
   * @param segments at most as many as there are layers
   */
  int[] of(int[] bounds, int segments) {
    int[] made = bounds;
    while (made.length - 1 > segments) {
      made = without(made, 1 + random.nextInt(made.length - 2));
    }
    while (made.length - 1 < segments) {
      made = split(made);
    }
    return made;
  }

  /** One cut, if there is any, moved by 1, 2, 4, … 16 layers, but not past its neighbours. */
  int[] shifted(int[] bounds) {
    if (bounds.length < 3) {
      return bounds;
    }
    int cut = 1 + random.nextInt(bounds.length - 2);
    int step = 1 << random.nextInt(LARGEST_STEP_BITS);
    int moved = bounds[cut] + (random.nextBoolean() ? step : -step);
    int[] made = bounds.clone();
    made[cut] = Math.max(bounds[cut - 1] + 1, Math.min(bounds[cut + 1] - 1, moved));
    return made;
  }

  private static int[] without(int[] bounds, int at) {
    int[] made = Arrays.copyOf(bounds, bounds.length - 1);
    System.arraycopy(bounds, at + 1, made, at, made.length - at);
    return made;
  }

  /** Cuts the segment of a random layer that can be cut. */
  private int[] split(int[] bounds) {
    int first = bounds[0];
    int layers = bounds[bounds.length - 1] - first;
    int cut = first + 1 + random.nextInt(layers - 1);
    int at = Arrays.binarySearch(bounds, cut);
    while (at >= 0) {
      cut = cut + 1 == first + layers ? first + 1 : cut + 1;
      at = Arrays.binarySearch(bounds, cut);
    }
    int[] made = Arrays.copyOf(bounds, bounds.length + 1);
    System.arraycopy(bounds, -at - 1, made, -at, bounds.length + at + 1);
    made[-at - 1] = cut;
    return made;
  }
}
