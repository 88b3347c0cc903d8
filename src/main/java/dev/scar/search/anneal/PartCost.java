package dev.scar.search.anneal;

import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.WeightPolicy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Costs a model's segments in a window; the hot loop of the optimiser. Not for several threads.
 *
 * <p>It is the pipeline recurrence of {@code analysis}, but mini-batches are not walked one by one.
 * Their durations are of three kinds only: the first one loads resident weights, those in the
 * middle are alike, the last one may be smaller. A finish time is the longest path through the
 * lattice of stages and mini-batches, and along such a path all middle mini-batches are best passed
 * in one stage. So each stage has four values: its start with the first mini-batch, with the
 * second, with the last but one, and with the last. <b>Cost:</b> O(stages · crossing tensors),
 * whatever the batch.
 */
final class PartCost {
  private static final int KINDS = 3;
  static final int FIRST = 0;
  static final int MIDDLE = 1;
  static final int LAST = 2;

  private final Fabric fabric;
  private final LayerTable[] tables;
  private final WeightPolicy weights;
  private final boolean spills;
  private final List<Fix> fixed;
  private final boolean barrier;
  private int[] edgeFrom = new int[16];
  private int[] edgeTo = new int[16];
  private int edges;
  private long costed;
  private long[][] sentPs = new long[KINDS][16];
  private long[][] busyPs = new long[KINDS][16];
  private long[] storeBytes = new long[16];
  private long[] at = new long[16];
  private long[] later = new long[16];

  PartCost(Ground ground) {
    this.fabric = ground.fabric();
    this.tables = ground.tables();
    this.weights = ground.execution().weights();
    this.spills = ground.execution().l2Overflow() == L2Overflow.SPILLED;
    this.fixed = ground.fixed();
    this.barrier = ground.barrier();
  }

  /**
   * The costed part.
   *
   * @param wish samples per mini-batch, or fewer if L2 has no room for them; 0 for the most that it
   *     has room for; −n for n in any case
   */
  Part of(int model, int[] bounds, int[] chiplets, int wish) {
    costed++;
    LayerTable table = tables[model];
    int stages = chiplets.length;
    int batch = table.batch();
    long allowed = batch;
    for (int k = 0; k < stages && wish != 1 && wish >= 0; k++) { // Else it does not matter.
      allowed = Math.min(allowed, allowed(table, bounds[k], bounds[k + 1], chiplets[k]));
    }
    int miniBatch = Part.miniBatch(wish, batch, allowed);
    int count = (batch + miniBatch - 1) / miniBatch;
    ensure(stages);
    double energy = energyAndSteps(table, bounds, chiplets, miniBatch, count);
    return new Part(
        model,
        bounds,
        chiplets,
        wish,
        miniBatch,
        latencyPs(stages, count),
        energy,
        misplaced(model, bounds, chiplets),
        barrier ? null : Timing.of(table, bounds, count, edges, busyPs, edgeFrom, edgeTo, sentPs));
  }

  /** Parts costed so far. */
  long count() {
    return costed;
  }

  private int misplaced(int model, int[] bounds, int[] chiplets) {
    int misplaced = 0;
    for (int f = 0; f < fixed.size(); f++) {
      Fix fix = fixed.get(f);
      for (int k = 0; fix.model() == model && k < chiplets.length; k++) {
        if (chiplets[k] != fix.chiplet()) {
          int overlap = Math.min(bounds[k + 1], fix.end()) - Math.max(bounds[k], fix.first());
          misplaced += Math.max(0, overlap);
        }
      }
    }
    return misplaced;
  }

  private boolean fits(LayerTable table, int first, int end, int chiplet) {
    return weights == WeightPolicy.AUTO
        && table.weightBytes(first, end) + table.peakBytes(first, end) <= fabric.l2Bytes(chiplet);
  }

  /** Samples that L2 holds beside the weights. */
  private long allowed(LayerTable table, int first, int end, int chiplet) {
    return Math.max(1, room(table, first, end, chiplet) / Math.max(1, table.peakBytes(first, end)));
  }

  /** L2 for activations. */
  private long room(LayerTable table, int first, int end, int chiplet) {
    return fabric.l2Bytes(chiplet)
        - (fits(table, first, end, chiplet) ? table.weightBytes(first, end) : 0);
  }

  /** What a mini-batch of so many samples stores and loads again, since L2 does not hold it. */
  private long spilledBytes(LayerTable table, int first, int end, int chiplet, int samples) {
    return Math.max(0, table.peakBytes(first, end) * samples - room(table, first, end, chiplet));
  }

  /** Fills in what takes how long; returns the energy. */
  private double energyAndSteps(
      LayerTable table, int[] bounds, int[] chiplets, int miniBatch, int count) {
    int stages = chiplets.length;
    int windowFirst = bounds[0];
    int windowEnd = bounds[stages];
    int batch = table.batch();
    int last = batch - (count - 1) * miniBatch;
    long[] first = busyPs[FIRST];
    long[] middle = busyPs[MIDDLE];
    long[] ragged = busyPs[LAST];
    edges = 0;
    double compute = 0;
    double dramBits = 0;
    double hopBits = 0;
    for (int k = 0; k < stages; k++) {
      storeBytes[k] = table.outputBytes(bounds[k], bounds[k + 1]);
    }
    for (int t = table.crossingFrom(windowEnd); t < table.crossingFrom(windowEnd + 1); t++) {
      int producer = table.producer(t);
      if (producer >= windowFirst && !table.isOutput(producer)) {
        storeBytes[stageOf(bounds, stages, producer)] += table.tensorBytes(t);
      }
    }
    for (int k = 0; k < stages; k++) {
      int from = bounds[k];
      int end = bounds[k + 1];
      int chiplet = chiplets[k];
      long loadBytes = table.inputBytes(from, end);
      for (int t = table.crossingFrom(from); t < table.crossingFrom(from + 1); t++) {
        if (table.nextUse(t) >= end) {
          break; // They are sorted by next use.
        }
        int producer = table.producer(t);
        if (producer < windowFirst) {
          loadBytes += table.readBytes(t, from, end);
        } else {
          int source = stageOf(bounds, k, producer);
          Wire wire = fabric.send(chiplets[source], chiplet);
          long bytes = table.readBytes(t, from, end);
          hopBits += 8.0 * bytes * batch * wire.hops();
          long now = wire.durationPs(bytes * miniBatch);
          long then = last == miniBatch ? now : wire.durationPs(bytes * last);
          edge(source, k, now, then);
        }
      }
      long own = table.weightBytes(from, end);
      boolean resident = weights == WeightPolicy.RESIDENT || fits(table, from, end, chiplet);
      int type = fabric.typeOf(chiplet);
      long computePs = table.computePs(type, from, end);
      Wire load = fabric.load(chiplet);
      middle[k] =
          load.durationPs(loadBytes * miniBatch + (resident ? 0 : own)) + computePs * miniBatch;
      first[k] =
          resident && own > 0
              ? load.durationPs(loadBytes * miniBatch + own) + computePs * miniBatch
              : middle[k];
      ragged[k] =
          last == miniBatch
              ? middle[k]
              : load.durationPs(loadBytes * last + (resident ? 0 : own)) + computePs * last;
      double spilledBits = 0;
      if (spills) {
        long now = spilledBytes(table, from, end, chiplet, miniBatch);
        long then = spilledBytes(table, from, end, chiplet, last);
        long each = fabric.store(chiplet).durationPs(now) + load.durationPs(now);
        first[k] += each;
        middle[k] += each;
        ragged[k] += fabric.store(chiplet).durationPs(then) + load.durationPs(then);
        spilledBits = 8.0 * (now * (count - 1) + then);
      }
      compute += table.energyJ(type, from, end);
      double loadBits = 8.0 * (loadBytes * batch + (resident ? own : own * count)) + spilledBits;
      double storeBits = 8.0 * storeBytes[k] * batch + spilledBits;
      dramBits += loadBits + storeBits;
      hopBits += loadBits * load.hops() + storeBits * fabric.store(chiplet).hops();
    }
    for (int k = 0; k < stages; k++) {
      if (storeBytes[k] > 0) {
        Wire store = fabric.store(chiplets[k]);
        long now = store.durationPs(storeBytes[k] * miniBatch);
        first[k] += now;
        middle[k] += now;
        ragged[k] += last == miniBatch ? now : store.durationPs(storeBytes[k] * last);
      }
    }
    return compute * batch
        + dramBits * fabric.dramJoulePerBit()
        + hopBits * fabric.nopJoulePerBit();
  }

  /** A send, after all earlier ones of its stage; it may only be later once the stage is known. */
  private void edge(int source, int target, long now, long then) {
    if (edges == edgeFrom.length) {
      edgeFrom = Arrays.copyOf(edgeFrom, 2 * edges);
      edgeTo = Arrays.copyOf(edgeTo, 2 * edges);
      for (int kind = 0; kind < KINDS; kind++) {
        sentPs[kind] = Arrays.copyOf(sentPs[kind], 2 * edges);
      }
    }
    edgeFrom[edges] = source;
    edgeTo[edges] = target;
    // The source comes before the target, so that its own work is complete but for sends and store.
    busyPs[FIRST][source] += now;
    busyPs[MIDDLE][source] += now;
    busyPs[LAST][source] += then;
    for (int kind = 0; kind < KINDS; kind++) {
      sentPs[kind][edges] = busyPs[kind][source];
    }
    edges++;
  }

  private static int stageOf(int[] bounds, int below, int layer) {
    int k = below - 1;
    while (bounds[k] > layer) {
      k--;
    }
    return k;
  }

  private long latencyPs(int stages, int count) {
    starts(stages, sentPs[FIRST], null, 0);
    if (count == 1) {
      return latest(stages, busyPs[FIRST]);
    }
    if (count == 2) {
      starts(stages, sentPs[LAST], busyPs[FIRST], 1);
      return latest(stages, busyPs[LAST]);
    }
    starts(stages, sentPs[MIDDLE], busyPs[FIRST], 1);
    starts(stages, sentPs[MIDDLE], busyPs[MIDDLE], count - 3);
    starts(stages, sentPs[LAST], busyPs[MIDDLE], 1);
    return latest(stages, busyPs[LAST]);
  }

  /**
   * When each stage starts with a mini-batch, at the latest of what it did before and what it gets.
   */
  private void starts(int stages, long[] sent, long @Nullable [] before, int times) {
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

  private long latest(int stages, long[] busy) {
    long latest = 0;
    for (int k = 0; k < stages; k++) {
      latest = Math.max(latest, at[k] + busy[k]);
    }
    return latest;
  }

  private void ensure(int stages) {
    if (stages > at.length) {
      int size = 2 * stages;
      for (int kind = 0; kind < KINDS; kind++) {
        busyPs[kind] = new long[size];
      }
      storeBytes = new long[size];
      at = new long[size];
      later = new long[size];
    }
  }
}
