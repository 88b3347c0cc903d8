package dev.scar.search.anneal;

import dev.scar.search.StageTimes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline recurrence where each stage does one step after another. Mini-batches are not walked
 * one by one. Their durations are of three kinds only: the first one loads resident weights, those
 * in the middle are alike, the last one may be smaller. A finish time is the longest path through
 * the lattice of stages and mini-batches, and along such a path all middle mini-batches are best
 * passed in one stage. So each stage has four values: its start with the first mini-batch, with the
 * second, with the last but one, and with the last. <b>Cost:</b> O(stages + sends), whatever the
 * batch.
 */
final class InOrder implements StageTimes {
  static final int FIRST = 0;
  static final int MIDDLE = 1;
  static final int LAST = 2;
  private static final int KINDS = 3;

  private int stages;
  private int count;
  private int edges;
  private int[] edgeFrom = new int[16];
  private int[] edgeTo = new int[16];
  private final long[][] sentPs = new long[KINDS][16];
  private final long[][] busyPs = new long[KINDS][16];
  private final long[] together = new long[KINDS];
  private long[] at = new long[16];
  private long[] later = new long[16];

  @Override
  public void begin(int stagesOfModel, int miniBatches) {
    stages = stagesOfModel;
    count = miniBatches;
    edges = 0;
    if (stages > at.length) {
      for (int kind = 0; kind < KINDS; kind++) {
        busyPs[kind] = new long[2 * stages];
      }
      at = new long[2 * stages];
      later = new long[2 * stages];
    }
    for (int kind = 0; kind < KINDS; kind++) {
      Arrays.fill(busyPs[kind], 0, stages, 0);
    }
  }

  /** What the source does before its sends must have been told. */
  @Override
  public void send(int source, int target, long ps, long lastPs) {
    for (int kind = 0; kind < KINDS; kind++) {
      together[kind] = busyPs[kind][source];
    }
    sendAlong(source, target, ps, lastPs);
  }

  /** The send before it must have been told just before. */
  @Override
  public void sendAlong(int source, int target, long ps, long lastPs) {
    if (edges == edgeFrom.length) {
      edgeFrom = Arrays.copyOf(edgeFrom, 2 * edges);
      edgeTo = Arrays.copyOf(edgeTo, 2 * edges);
      for (int kind = 0; kind < KINDS; kind++) {
        sentPs[kind] = Arrays.copyOf(sentPs[kind], 2 * edges);
      }
    }
    edgeFrom[edges] = source;
    edgeTo[edges] = target;
    for (int kind = 0; kind < KINDS; kind++) {
      long sent = together[kind] + (kind == LAST ? lastPs : ps);
      sentPs[kind][edges] = sent;
      busyPs[kind][source] = Math.max(busyPs[kind][source], sent);
    }
    edges++;
  }

  @Override
  public void load(int stage, long firstPs, long ps, long lastPs) {
    add(stage, firstPs, ps, lastPs);
  }

  @Override
  public void compute(int stage, long ps, long lastPs) {
    add(stage, ps, ps, lastPs);
  }

  /** How long it stores, and loads again, what L2 does not hold. */
  void spill(int stage, long ps, long lastPs) {
    add(stage, ps, ps, lastPs);
  }

  @Override
  public void store(int stage, long ps, long lastPs) {
    add(stage, ps, ps, lastPs);
  }

  private void add(int stage, long firstPs, long ps, long lastPs) {
    busyPs[FIRST][stage] += firstPs;
    busyPs[MIDDLE][stage] += ps;
    busyPs[LAST][stage] += lastPs;
  }

  /** What it takes to walk the mini-batches. */
  Timing timing(LayerTable table, int[] bounds, Timing.FirstLoad[] firstLoads) {
    sortByTarget();
    return Timing.of(table, bounds, count, edges, busyPs, edgeFrom, edgeTo, sentPs, firstLoads);
  }

  /** Sends along with others may have been told before others to stages before theirs. */
  private void sortByTarget() {
    for (int e = 1; e < edges; e++) {
      for (int f = e; f > 0 && edgeTo[f - 1] > edgeTo[f]; f--) {
        swap(edgeFrom, f);
        swap(edgeTo, f);
        for (int kind = 0; kind < KINDS; kind++) {
          long sent = sentPs[kind][f];
          sentPs[kind][f] = sentPs[kind][f - 1];
          sentPs[kind][f - 1] = sent;
        }
      }
    }
  }

  private static void swap(int[] values, int at) {
    int value = values[at];
    values[at] = values[at - 1];
    values[at - 1] = value;
  }

  @Override
  public long latencyPs() {
    starts(sentPs[FIRST], null, 0);
    if (count == 1) {
      return latest(busyPs[FIRST]);
    }
    if (count == 2) {
      starts(sentPs[LAST], busyPs[FIRST], 1);
      return latest(busyPs[LAST]);
    }
    starts(sentPs[MIDDLE], busyPs[FIRST], 1);
    starts(sentPs[MIDDLE], busyPs[MIDDLE], count - 3);
    starts(sentPs[LAST], busyPs[MIDDLE], 1);
    return latest(busyPs[LAST]);
  }

  /**
   * When each stage starts with a mini-batch, at the latest of what it did before and what it gets.
   */
  private void starts(long[] sent, long @Nullable [] before, int times) {
    for (int k = 0; k < stages; k++) {
      later[k] = before == null ? 0 : at[k] + before[k] * times;
    }
    for (int e = 0; e < edges; e++) {
      long arrival = later[edgeFrom[e]] + sent[e];
      if (arrival > later[edgeTo[e]]) {
        later[edgeTo[e]] = arrival;
      }
    }
    long[] swap = at;
    at = later;
    later = swap;
  }

  private long latest(long[] busy) {
    long latest = 0;
    for (int k = 0; k < stages; k++) {
      latest = Math.max(latest, at[k] + busy[k]);
    }
    return latest;
  }
}
