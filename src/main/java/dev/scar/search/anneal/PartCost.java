package dev.scar.search.anneal;

import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.search.SideBySide;
import dev.scar.search.StageTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Costs a model's segments in a window; the hot loop of the optimiser. Not for several threads.
 *
 * <p>It is the pipeline recurrence of {@code analysis}, by prefix sums. <b>Cost:</b> O(stages ·
 * crossing tensors), whatever the batch.
 *
 * <p>Where execution overlaps, {@link SideBySide} walks the mini-batches, and the form that the
 * plan would take counts: the sooner one, of equal ones that in order.
 */
final class PartCost {
  private final Fabric fabric;
  private final LayerTable[] tables;
  private final Room one;
  private final Room two;
  private final boolean overlaps;
  private final InOrder inOrder = new InOrder();
  private final SideBySide sideBySide = new SideBySide();
  private final List<Fix> fixed;
  private final boolean barrier;
  private long costed;
  private long[] storeBytes = new long[16];
  private Timing.FirstLoad[] firstLoads = Timing.FirstLoad.NONE;
  private final TreeSends trees;

  PartCost(Ground ground) {
    this.fabric = ground.fabric();
    this.trees = new TreeSends(fabric);
    this.tables = ground.tables();
    ExecutionPolicy policy = ground.execution();
    this.one = new Room(fabric, policy.weights(), policy.l2Overflow(), 1);
    this.two = new Room(fabric, policy.weights(), policy.l2Overflow(), 2);
    this.overlaps = policy.execution() == Execution.OVERLAPPED;
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
    storeBytes = chiplets.length > storeBytes.length ? new long[2 * chiplets.length] : storeBytes;
    boolean asks = wish != 1 && (wish >= 0 || overlaps); // Else it does not matter what fits.
    long ofOne = asks ? one.samples(table, bounds, chiplets) : 1;
    int most = Part.miniBatch(wish, table.batch(), ofOne);
    if (!overlaps) {
      return inOrder(model, bounds, chiplets, wish, most);
    }
    long ofTwo = asks ? two.samples(table, bounds, chiplets) : 1;
    int overlapped = wish == 0 ? Part.miniBatch(wish, table.batch(), ofTwo) : most;
    boolean crowded = overlapped > ofTwo && most <= ofOne;
    if (crowded
        || one.spills(table, bounds, chiplets, most)
        || two.spills(table, bounds, chiplets, overlapped)) {
      return inOrder(model, bounds, chiplets, wish, most);
    }
    Part side = sideBySide(model, bounds, chiplets, wish, overlapped);
    // With equal mini-batches and weights, overlap takes no longer and moves as much.
    if (barrier && most == overlapped && one.keepsAs(two, table, bounds, chiplets)) {
      return side;
    }
    Part other = inOrder(model, bounds, chiplets, wish, most);
    return other.latencyPs() <= side.latencyPs() ? other : side;
  }

  private Part sideBySide(int model, int[] bounds, int[] chiplets, int wish, int miniBatch) {
    int count = (tables[model].batch() + miniBatch - 1) / miniBatch;
    Retold kept = new Retold();
    StageTimes steps = barrier ? sideBySide : kept;
    steps.begin(chiplets.length, count);
    double energy = energyAndSteps(two, steps, tables[model], bounds, chiplets, miniBatch, count);
    long latency = steps.latencyPs();
    Timing timing =
        barrier
            ? null
            : Timing.of(tables[model], bounds, chiplets, miniBatch, two, firstLoads, kept);
    return part(model, bounds, chiplets, wish, miniBatch, latency, energy, timing);
  }

  private Part inOrder(int model, int[] bounds, int[] chiplets, int wish, int miniBatch) {
    LayerTable table = tables[model];
    int count = (table.batch() + miniBatch - 1) / miniBatch;
    inOrder.begin(chiplets.length, count);
    double energy = energyAndSteps(one, inOrder, table, bounds, chiplets, miniBatch, count);
    Timing timing = barrier ? null : inOrder.timing(table, bounds, firstLoads);
    long latency = inOrder.latencyPs();
    return part(model, bounds, chiplets, wish, miniBatch, latency, energy, timing);
  }

  private Part part(
      int model,
      int[] bounds,
      int[] chiplets,
      int wish,
      int miniBatch,
      long latencyPs,
      double energyJ,
      @Nullable Timing timing) {
    int misplaced = misplaced(model, bounds, chiplets);
    return new Part(
        model, bounds, chiplets, wish, miniBatch, latencyPs, energyJ, misplaced, timing);
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

  /** Fills in what takes how long; returns the energy. */
  private double energyAndSteps(
      Room room,
      StageTimes times,
      LayerTable table,
      int[] bounds,
      int[] chiplets,
      int miniBatch,
      int count) {
    int stages = chiplets.length;
    int windowFirst = bounds[0];
    int windowEnd = bounds[stages];
    int batch = table.batch();
    int last = batch - (count - 1) * miniBatch;
    double compute = 0;
    double dramBits = 0;
    double hopBits = 0;
    boolean canComeEarly = overlaps && !barrier;
    firstLoads = canComeEarly ? new Timing.FirstLoad[stages] : Timing.FirstLoad.NONE;
    for (int k = 0; k < stages; k++) {
      storeBytes[k] = table.outputBytes(bounds[k], bounds[k + 1]);
    }
    for (int t = table.crossingFrom(windowEnd); t < table.crossingFrom(windowEnd + 1); t++) {
      int producer = table.producer(t);
      if (producer >= windowFirst && !table.isOutput(producer)) {
        storeBytes[TreeSends.stageOf(bounds, stages, producer)] += table.tensorBytes(t);
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
        } else if (!fabric.multicasts() || !table.isWhole(t, from, end)) {
          int source = TreeSends.stageOf(bounds, k, producer);
          Wire wire = fabric.send(chiplets[source], chiplet);
          long bytes = table.readBytes(t, from, end);
          hopBits += 8.0 * bytes * batch * wire.hops();
          long now = wire.durationPs(bytes * miniBatch);
          long then = last == miniBatch ? now : wire.durationPs(bytes * last);
          times.send(source, k, now, then);
        } else if (!TreeSends.areBegun(table, producer, bounds, k)) {
          int hops = trees.send(times, table, producer, bounds, chiplets, k, miniBatch, last);
          hopBits += 8.0 * table.tensorBytes(t) * batch * hops;
        }
      }
      long own = table.weightBytes(from, end);
      boolean resident = room.isResident(table, from, end, chiplet);
      int type = fabric.typeOf(chiplet);
      long computePs = table.computePs(type, from, end);
      Wire load = fabric.load(chiplet);
      long streamed = resident ? 0 : own;
      long loadPs = load.durationPs(loadBytes * miniBatch + streamed);
      long firstLoadPs =
          resident && own > 0 ? load.durationPs(loadBytes * miniBatch + own) : loadPs;
      long lastLoadPs = last == miniBatch ? loadPs : load.durationPs(loadBytes * last + streamed);
      if (loadBytes + own > 0) {
        times.load(k, firstLoadPs, loadPs, lastLoadPs);
      }
      if (canComeEarly) {
        long light = loadBytes > 0 ? load.durationPs(loadBytes * miniBatch + streamed) : 0;
        firstLoads[k] = new Timing.FirstLoad(resident ? own : 0, firstLoadPs, light);
      }
      times.compute(k, computePs * miniBatch, computePs * last);
      double spilledBits = 0;
      long now = room.spilledBytes(table, from, end, chiplet, miniBatch);
      if (now > 0 && room == one) {
        long then = room.spilledBytes(table, from, end, chiplet, last);
        Wire store = fabric.store(chiplet);
        inOrder.spill(
            k,
            store.durationPs(now) + load.durationPs(now),
            store.durationPs(then) + load.durationPs(then));
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
        long then = last == miniBatch ? now : store.durationPs(storeBytes[k] * last);
        times.store(k, now, then);
      }
    }
    return compute * batch
        + dramBits * fabric.dramJoulePerBit()
        + hopBits * fabric.nopJoulePerBit();
  }
}
