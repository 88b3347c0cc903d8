package dev.scar.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to do part of the work: items chosen so far, as a chain, and what they cost together. A
 * window is a chain of placements, a schedule a chain of windows.
 *
 * @param latencyPs of the window so far (the longest model), or of the windows so far (their sum)
 * @param energyJ sum
 * @param finishPs when each model that has a latency bound finishes, by bound; {@link #NO_BOUNDS}
 *     where there are none
 * @param item what was chosen last; null at the beginning of the chain
 */
record Choice<T>(
    long latencyPs, double energyJ, long[] finishPs, @Nullable T item, @Nullable Choice<T> before) {
  static final long[] NO_BOUNDS = {};

  static <T> Choice<T> empty(int bounds) {
    return new Choice<>(0, 0, bounds == 0 ? NO_BOUNDS : new long[bounds], null, null);
  }

  /** At least as good in everything. */
  boolean covers(Choice<T> other) {
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

  /** The items along the chain, first chosen first. */
  List<T> items() {
    List<T> items = new ArrayList<>();
    for (Choice<T> at = this; at != null; at = at.before()) {
      if (at.item() != null) {
        items.add(at.item());
      }
    }
    Collections.reverse(items);
    return items;
  }

  /** The score of its latency and energy. */
  double score(Objective objective) {
    return objective.scorePs(latencyPs, energyJ);
  }
}
