package dev.scar.search.anneal;

import dev.scar.plan.Holding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to say when each mini-batch of a part is through; needed without barriers, where
 * its stages may start at different times.
 *
 * @param count mini-batches
 * @param busyPs by kind of mini-batch (first, middle, last) and stage
 * @param edgeFrom by send: the stage it comes from
 * @param edgeTo by send: the stage it goes to; ascending
 * @param sentPs by kind and send: from the start of its stage until it has arrived
 * @param firstLoads by stage: what it loads for its first mini-batch; empty where nothing overlaps
 * @param stored by stage: the layers of earlier windows whose outputs it loads
 * @param holdings by stage of a part that is executed overlapped: what it needs of L2
 * @param overlapped the steps of a part that is executed overlapped; null if one after another
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; lists would double the time of a move.
record Timing(
    int count,
    long[][] busyPs,
    int[] edgeFrom,
    int[] edgeTo,
    long[][] sentPs,
    FirstLoad[] firstLoads,
    int[][] stored,
    Holding[] holdings,
    @Nullable Retold overlapped) {

  /**
   * What a stage loads for its first mini-batch.
   *
   * @param weightBytes weights that stay, which may come early
   * @param ps how long it takes
   * @param lightPs the same without them; 0 if there is nothing else to load
   */
  record FirstLoad(long weightBytes, long ps, long lightPs) {
    /** Where nothing can come early. */
    static final FirstLoad[] NONE = {};

    /** What it is shorter by if they come early. */
    long savedPs() {
      return ps - lightPs;
    }
  }

  /** Of a part that is executed overlapped, for which only its steps and what it loads matter. */
  static Timing of(
      LayerTable table,
      int[] bounds,
      int[] chiplets,
      int miniBatch,
      Room room,
      FirstLoad[] firstLoads,
      Retold overlapped) {
    int count = (table.batch() + miniBatch - 1) / miniBatch;
    Holding[] holdings = new Holding[chiplets.length];
    for (int k = 0; k < holdings.length; k++) {
      holdings[k] = room.holding(table, bounds[k], bounds[k + 1], chiplets[k], miniBatch, count);
    }
    return new Timing(
        count,
        new long[0][],
        new int[0],
        new int[0],
        new long[0][],
        firstLoads,
        stored(table, bounds),
        holdings,
        overlapped);
  }

  /** Of a part with so many mini-batches and sends; copies what it needs of the arrays. */
  static Timing of(
      LayerTable table,
      int[] bounds,
      int count,
      int edges,
      long[][] busyPs,
      int[] edgeFrom,
      int[] edgeTo,
      long[][] sentPs,
      FirstLoad[] firstLoads) {
    int stages = bounds.length - 1;
    return new Timing(
        count,
        copies(busyPs, stages),
        Arrays.copyOf(edgeFrom, edges),
        Arrays.copyOf(edgeTo, edges),
        copies(sentPs, edges),
        firstLoads,
        stored(table, bounds),
        new Holding[0],
        null);
  }

  private static long[][] copies(long[][] values, int length) {
    return Arrays.stream(values).map(v -> Arrays.copyOf(v, length)).toArray(long[][]::new);
  }

  /** By stage: the layers before the first one that it loads, each once. */
  private static int[][] stored(LayerTable table, int[] bounds) {
    int[][] stored = new int[bounds.length - 1][];
    for (int k = 0; k < stored.length; k++) {
      stored[k] = stored(table, bounds[0], bounds[k], bounds[k + 1]);
    }
    return stored;
  }

  private static int[] stored(LayerTable table, int windowFirst, int from, int end) {
    int first = table.crossingFrom(from);
    int[] found = new int[table.crossingFrom(from + 1) - first];
    int count = 0;
    for (int t = first; t < table.crossingFrom(from + 1) && table.nextUse(t) < end; t++) {
      if (table.producer(t) < windowFirst) {
        found[count++] = table.producer(t);
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Kind of a mini-batch. */
  int kind(int miniBatch) {
    return miniBatch == 0 ? InOrder.FIRST : miniBatch == count - 1 ? InOrder.LAST : InOrder.MIDDLE;
  }
}
