package dev.scar.search;

import dev.scar.plan.Path;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One model's layers of a window cut into segments, ready to be costed on any chiplets.
 *
 * <p>What moves follows from the cuts alone and is worked out once; a placement then only looks up
 * compute times and paths and runs the pipeline recurrence of {@code analysis}. The check mode of
 * {@link Sched} compares the result with the lowered plan. <b>Cost:</b> O(stages and sends ×
 * mini-batches) per placement.
 */
final class Pipeline {
  private final Geometry geometry;
  private final ModelTable table;
  private final ExecutionPolicy policy;
  private final int[] bounds;
  private final int stages;
  private final int batch;
  private final long[] loadBytes;
  private final long[] weightBytes;
  private final long[] peakBytes;
  private final long[] storeBytes;
  private final int[][] sendTo;
  private final long[][] sendBytes;
  private final int[][] sendOrdinal;
  private final int[][] inputs;
  private final int sends;

  /** A tensor sent to a segment; sends of a stage are ordered by first consumer, then producer. */
  private record Send(int firstConsumer, int producer, int stage) {}

  /**
   * Works out what moves.
   *
   * @param bounds first layer of each segment, then the end of the range
   */
  Pipeline(Geometry geometry, ModelTable table, ExecutionPolicy policy, int[] bounds) {
    this.geometry = geometry;
    this.table = table;
    this.policy = policy;
    this.bounds = bounds;
    this.stages = bounds.length - 1;
    this.batch = table.model().batch();
    loadBytes = new long[stages];
    weightBytes = new long[stages];
    peakBytes = new long[stages];
    storeBytes = new long[stages];
    sendTo = new int[stages][];
    sendBytes = new long[stages][];
    sendOrdinal = new int[stages][];
    List<List<Integer>> inputsOf = new ArrayList<>();
    for (int k = 0; k < stages; k++) {
      inputsOf.add(new ArrayList<>());
    }
    int ordinal = 0;
    for (int k = 0; k < stages; k++) {
      weightBytes[k] = table.weightBytes(bounds[k], bounds[k + 1]);
      peakBytes[k] = table.peakBytes(bounds[k], bounds[k + 1]);
      loadBytes[k] = loads(k);
      storeBytes[k] = stores(k);
      List<Send> sent = sends(k);
      sendTo[k] = sent.stream().mapToInt(Send::stage).toArray();
      sendBytes[k] =
          sent.stream().mapToLong(s -> table.model().outputBytes(s.producer())).toArray();
      sendOrdinal[k] = new int[sent.size()];
      for (int e = 0; e < sent.size(); e++) {
        sendOrdinal[k][e] = ordinal;
        inputsOf.get(sent.get(e).stage()).add(ordinal++);
      }
    }
    sends = ordinal;
    inputs =
        inputsOf.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
  }

  private long loads(int k) {
    ScenarioModel model = table.model();
    long bytes = 0;
    TreeSet<Integer> stored = new TreeSet<>();
    for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
      bytes = Math.addExact(bytes, model.modelInputBytes(layer));
      for (int producer : model.model().layer(layer).producers()) {
        if (producer < bounds[0] && stored.add(producer)) {
          bytes = Math.addExact(bytes, model.outputBytes(producer));
        }
      }
    }
    return bytes;
  }

  private long stores(int k) {
    Model model = table.model().model();
    long bytes = 0;
    for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
      List<Integer> consumers = model.consumers(layer);
      if (consumers.isEmpty() || consumers.get(consumers.size() - 1) >= bounds[stages]) {
        bytes = Math.addExact(bytes, table.model().outputBytes(layer));
      }
    }
    return bytes;
  }

  private List<Send> sends(int k) {
    Model model = table.model().model();
    List<Send> sent = new ArrayList<>();
    for (int producer = bounds[k]; producer < bounds[k + 1]; producer++) {
      TreeMap<Integer, Integer> firstUse = new TreeMap<>();
      for (int consumer : model.consumers(producer)) {
        int stage = stageOf(consumer);
        if (stage > k) {
          firstUse.putIfAbsent(stage, consumer);
        }
      }
      int from = producer;
      firstUse.forEach((stage, consumer) -> sent.add(new Send(consumer, from, stage)));
    }
    sent.sort(Comparator.comparingInt(Send::firstConsumer).thenComparingInt(Send::producer));
    return sent;
  }

  /** The stage that computes a layer; −1 if a later window does. */
  private int stageOf(int layer) {
    for (int k = stages - 1; k >= 0; k--) {
      if (layer >= bounds[k]) {
        return layer < bounds[k + 1] ? k : -1;
      }
    }
    return -1;
  }

  int[] bounds() {
    return bounds;
  }

  int stages() {
    return stages;
  }

  /** What the segments cost on these chiplets, in order. */
  Cost on(int[] chiplets) {
    return new Run(chiplets).cost();
  }

  /** Latency and energy of a model in a window. */
  record Cost(long latencyPs, double energyJ) {}

  /** One evaluation. */
  private final class Run {
    private final int[] chiplets;
    private final boolean[] resident = new boolean[stages];
    private final int miniBatch;
    private final int miniBatches;

    Run(int[] chiplets) {
      this.chiplets = chiplets;
      long allowed = batch;
      for (int k = 0; k < stages; k++) {
        long l2 = geometry.l2Bytes(chiplets[k]);
        boolean fits = Math.addExact(weightBytes[k], peakBytes[k]) <= l2;
        boolean auto = policy.weights() == WeightPolicy.AUTO;
        resident[k] = policy.weights() == WeightPolicy.RESIDENT || (auto && fits);
        long room = auto && fits ? l2 - weightBytes[k] : l2;
        allowed = Math.min(allowed, Math.max(1, room / Math.max(1, peakBytes[k])));
      }
      Integer chosen = policy.miniBatch().get(table.model().id());
      miniBatch = chosen == null ? (int) allowed : Math.min(chosen, batch);
      miniBatches = (batch + miniBatch - 1) / miniBatch;
    }

    Cost cost() {
      return new Cost(latencyPs(), energyJ());
    }

    private int samples(int i) {
      return i == miniBatches - 1 ? batch - i * miniBatch : miniBatch;
    }

    private long latencyPs() {
      long[] free = new long[stages];
      long[] arrival = new long[sends];
      long[][] first = durations(0);
      long[][] middle = miniBatches > 2 ? durations(1) : first;
      long[][] last = miniBatches > 1 ? durations(miniBatches - 1) : first;
      for (int i = 0; i < miniBatches; i++) {
        long[][] steps = i == 0 ? first : i == miniBatches - 1 ? last : middle;
        for (int k = 0; k < stages; k++) {
          free[k] = stage(k, steps[k], free[k], arrival);
        }
      }
      long latest = 0;
      for (long end : free) {
        latest = Math.max(latest, end);
      }
      return latest;
    }

    /** A mini-batch of a stage: when it is through, if it is free from a time on. */
    private long stage(int k, long[] steps, long freePs, long[] arrival) {
      long now = freePs;
      for (int input : inputs[k]) {
        now = Math.max(now, arrival[input]);
      }
      now = Math.addExact(now, steps[0]);
      int[] ordinals = sendOrdinal[k];
      for (int e = 0; e < ordinals.length; e++) {
        now = Math.addExact(now, steps[e + 1]);
        arrival[ordinals[e]] = now;
      }
      return Math.addExact(now, steps[steps.length - 1]);
    }

    /** Per stage: load and compute, each send, the store, for one mini-batch. */
    private long[][] durations(int i) {
      int samples = samples(i);
      long[][] durations = new long[stages][];
      for (int k = 0; k < stages; k++) {
        int chiplet = chiplets[k];
        long[] steps = new long[sendTo[k].length + 2];
        long weights = i == 0 || !resident[k] ? weightBytes[k] : 0;
        long load = Math.addExact(weights, Math.multiplyExact(loadBytes[k], (long) samples));
        long compute = table.computePs(geometry.typeOf(chiplet), bounds[k], bounds[k + 1]);
        steps[0] =
            Math.addExact(
                geometry.load(chiplet).durationPs(load),
                Math.multiplyExact(compute, (long) samples));
        for (int e = 0; e < sendTo[k].length; e++) {
          steps[e + 1] =
              geometry
                  .send(chiplet, chiplets[sendTo[k][e]])
                  .durationPs(Math.multiplyExact(sendBytes[k][e], (long) samples));
        }
        steps[steps.length - 1] =
            geometry.store(chiplet).durationPs(Math.multiplyExact(storeBytes[k], (long) samples));
        durations[k] = steps;
      }
      return durations;
    }

    private double energyJ() {
      double nopJ = geometry.chipletPackage().nopJoulePerBit();
      double dramJ = geometry.chipletPackage().dramJoulePerBit();
      double compute = 0;
      double nop = 0;
      double dram = 0;
      for (int k = 0; k < stages; k++) {
        int chiplet = chiplets[k];
        compute += table.energyJ(geometry.typeOf(chiplet), bounds[k], bounds[k + 1]) * batch;
        double loadBits =
            8.0 * (loadBytes[k] * batch + weightBytes[k] * (resident[k] ? 1 : miniBatches));
        double storeBits = 8.0 * storeBytes[k] * batch;
        dram += (loadBits + storeBits) * dramJ;
        nop +=
            (loadBits * geometry.load(chiplet).hops() + storeBits * geometry.store(chiplet).hops())
                * nopJ;
        for (int e = 0; e < sendTo[k].length; e++) {
          Path path = geometry.send(chiplet, chiplets[sendTo[k][e]]);
          nop += 8.0 * sendBytes[k][e] * batch * path.hops() * nopJ;
        }
      }
      return compute + nop + dram;
    }
  }
}
