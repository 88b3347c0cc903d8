package dev.scar.search.anneal;

import org.jspecify.annotations.Nullable;

/**
 * One model in one window: its layers cut into segments on chiplets, and what that costs. Its
 * arrays are never changed.
 *
 * @param bounds first layer of each segment, then the end of the last one
 * @param chiplets of the segments, by the fabric's numbers
 * @param wish samples per mini-batch asked for, at most what L2 allows; 0 for the most that it
 *     allows; −n for n in any case
 * @param miniBatch samples per mini-batch
 * @param misplaced layers that are not on the chiplet that they are fixed to
 * @param timing null where windows end with a barrier
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; lists would double the time of a move.
record Part(
    int model,
    int[] bounds,
    int[] chiplets,
    int wish,
    int miniBatch,
    long latencyPs,
    double energyJ,
    int misplaced,
    @Nullable Timing timing) {
  /** Samples per mini-batch for a wish, where L2 allows so many. */
  static int miniBatch(int wish, int batch, long allowed) {
    if (wish < 0) {
      return Math.min(-wish, batch);
    }
    return (int) (wish == 0 ? allowed : Math.min(wish, allowed));
  }

  int segments() {
    return chiplets.length;
  }

  int first() {
    return bounds[0];
  }

  int end() {
    return bounds[bounds.length - 1];
  }

  int layers() {
    return end() - first();
  }
}
