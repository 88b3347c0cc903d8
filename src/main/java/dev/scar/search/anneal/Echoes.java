package dev.scar.search.anneal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Moves for models that repeat themselves, as transformers do: what turned out well in one window
 * is tried in another one. Not for several threads.
 */
final class Echoes {
  private final LayerKinds[] kinds;
  private final PartCost costs;
  private final SplittableRandom random;
  private final int[] usedAt;
  private int tick;

  Echoes(Ground ground, PartCost costs, SplittableRandom random) {
    this.kinds = ground.kinds();
    this.costs = costs;
    this.random = random;
    this.usedAt = new int[ground.fabric().size()];
  }

  /**
   * A window whose models, one or all that run in both, are cut and placed as in another window;
   * null if that does not go.
   */
  @Nullable Row echo(Row of, Row in) {
    @Nullable Part[] parts = in.parts().clone();
    int start = random.nextInt(parts.length);
    boolean all = random.nextBoolean();
    boolean changed = false;
    for (int i = 0; i < parts.length && (all || !changed); i++) {
      int m = start + i < parts.length ? start + i : start + i - parts.length;
      Part pattern = of.parts()[m];
      Part old = parts[m];
      if (pattern != null && old != null && pattern.segments() <= old.layers()) {
        parts[m] = costs.of(m, bounds(pattern, old), pattern.chiplets(), pattern.wish());
        changed = true;
      }
    }
    return changed && isDisjoint(parts) ? Row.of(parts) : null;
  }

  /** The pattern's cuts for other layers, as many or at the same shares of them. */
  private static int[] bounds(Part pattern, Part old) {
    int segments = pattern.segments();
    int[] bounds = new int[segments + 1];
    bounds[0] = old.first();
    bounds[segments] = old.end();
    for (int k = 1; k < segments; k++) {
      long share = (long) (pattern.bounds()[k] - pattern.first()) * old.layers();
      int cut = old.first() + (int) ((share + pattern.layers() / 2) / pattern.layers());
      bounds[k] = Math.max(bounds[k - 1] + 1, Math.min(old.end() - (segments - k), cut));
    }
    return bounds;
  }

  private boolean isDisjoint(@Nullable Part[] parts) {
    tick++;
    for (Part part : parts) {
      if (part != null) {
        for (int chiplet : part.chiplets()) {
          if (usedAt[chiplet] == tick) {
            return false;
          }
          usedAt[chiplet] = tick;
        }
      }
    }
    return true;
  }

  /**
   * How many layers later (or, negative, earlier) a boundary of a model would have the same layers
   * around it as another one has; 0 if it has, or if there is none within a period.
   *
   * @param boundary its place
   * @param like the other one's
   */
  int shiftTo(int model, int boundary, int like) {
    int[] of = kinds[model].kinds();
    int most = Math.max(boundary, of.length - boundary);
    boolean later = random.nextBoolean();
    for (int far = 0; far < most; far++) {
      for (int side = 0; side < 2; side++) {
        int shift = later == (side == 0) ? far : -far;
        if (isAlike(of, boundary + shift, like)) {
          return shift;
        }
      }
    }
    return 0;
  }

  private static boolean isAlike(int[] kinds, int boundary, int like) {
    if (boundary < 1 || boundary >= kinds.length) {
      return false;
    }
    int from = Math.max(-2, -Math.min(boundary, like));
    int to = Math.min(2, kinds.length - Math.max(boundary, like));
    return Arrays.equals(kinds, boundary + from, boundary + to, kinds, like + from, like + to);
  }
}
