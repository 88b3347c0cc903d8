package dev.scar.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to do part of the work: options chosen so far, as a chain, and what they cost together.
 *
 * @param latencyPs of the window so far (the longest model), or of the windows so far (their sum)
 * @param energyJ sum
 * @param finishPs when each model that has a latency bound finishes, by bound; {@link #NO_BOUNDS}
 *     where there are none
 * @param item what was chosen last: an option, or the point of a window
 */
record Point(
    long latencyPs,
    double energyJ,
    long[] finishPs,
    @Nullable Object item,
    @Nullable Point before) {
  static final long[] NO_BOUNDS = {};

  static Point empty(int bounds) {
    return new Point(0, 0, bounds == 0 ? NO_BOUNDS : new long[bounds], null, null);
  }

  /** At least as good in everything. */
  boolean covers(Point other) {
    if (latencyPs > other.latencyPs || energyJ > other.energyJ) {
      return false;
    }
    for (int b = 0; b < finishPs.length; b++) {
      if (finishPs[b] > other.finishPs[b]) {
        return false;
      }
    }
    return true;
  }

  /** The items of this type along the chain, first chosen first. */
  <T> List<T> chain(Class<T> type) {
    List<T> items = new ArrayList<>();
    for (Point at = this; at != null; at = at.before()) {
      if (at.item() != null) {
        items.add(0, type.cast(at.item()));
      }
    }
    return items;
  }
}
