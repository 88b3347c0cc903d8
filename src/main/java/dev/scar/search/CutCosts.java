package dev.scar.search;

import dev.scar.plan.Cut;
import dev.scar.plan.Fit;
import dev.scar.plan.Path;
import dev.scar.plan.Recurrence;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one model's layers of a window, cut into segments, cost on any chiplets.
 *
 * <p>What moves follows from the {@linkplain Cut cut} alone and is worked out once; a placement
 * then only looks up compute times and paths and runs the {@linkplain Recurrence recurrence}. The
 * check mode compares the result with the lowered plan. <b>Cost:</b> O(stages and sends ×
 * mini-batches) per placement.
 */
final class CutCosts {
  private final PackageView view;
  private final ModelTable table;
  private final ExecutionPolicy policy;
  private final Cut cut;
  private final Recurrence recurrence;

  /**
   * Works out what moves.
   *
   * @param bounds first layer of each segment, then the end of the range
   */
  CutCosts(PackageView view, ModelTable table, ExecutionPolicy policy, int[] bounds) {
    this.view = view;
    this.table = table;
    this.policy = policy;
    this.cut = new Cut(table.model(), bounds, table::peakBytes, view.chipletPackage().multicast());
    this.recurrence = Recurrence.of(cut);
  }

  int[] bounds() {
    return cut.bounds();
  }

  /** What the segments cost on these chiplets, in order. */
  Cost on(int[] chiplets) {
    Run inOrder = new Run(chiplets, 1);
    if (policy.execution() == Execution.SEQUENTIAL) {
      return inOrder.cost();
    }
    Run overlapped = new Run(chiplets, 2);
    boolean crowded = inOrder.fits && !overlapped.fits;
    if (crowded || inOrder.spills() || overlapped.spills()) {
      return inOrder.cost();
    }
    // With equal mini-batches and weights, overlap takes no longer and moves as much.
    if (inOrder.miniBatch == overlapped.miniBatch
        && Arrays.equals(inOrder.resident, overlapped.resident)) {
      return overlapped.cost();
    }
    Cost one = inOrder.cost();
    Cost other = overlapped.cost();
    return other.latencyPs() < one.latencyPs() ? other : one;
  }

  /** Latency and energy of a model in a window. */
  record Cost(long latencyPs, double energyJ) {}

  /** One evaluation. */
  private final class Run {
    private final int[] chiplets;
    private final int held;
    private final int batch = table.model().batch();
    private final boolean[] resident = new boolean[cut.stages()];
    private final Fit[] segmentFits = new Fit[cut.stages()];
    private final int miniBatch;
    private final boolean fits;
    private final int miniBatches;

    /** With so many mini-batches in L2: one in order, two where steps overlap. */
    Run(int[] chiplets, int held) {
      this.chiplets = chiplets;
      this.held = held;
      long room = Long.MAX_VALUE;
      for (int k = 0; k < resident.length; k++) {
        Fit fit =
            Fit.of(
                policy.weights(),
                cut.weightBytes(k),
                Math.multiplyExact(cut.activationBytes(k), (long) held),
                view.l2Bytes(chiplets[k]));
        segmentFits[k] = fit;
        resident[k] = fit.resident();
        room = Math.min(room, fit.samples());
      }
      miniBatch = policy.miniBatch(table.model(), room);
      fits = miniBatch <= room;
      miniBatches = (batch + miniBatch - 1) / miniBatch;
    }

    Cost cost() {
      long[] first = durations(0);
      long[] middle = miniBatches > 2 ? durations(1) : first;
      long[] last = miniBatches > 1 ? durations(miniBatches - 1) : first;
      long latency =
          held > 1
              ? sideBySidePs(first, middle, last)
              : recurrence.latestPs(
                  new Recurrence.Durations(miniBatches, first, middle, last),
                  Recurrence.Ready.AT_ONCE,
                  Recurrence.Listener.NONE);
      return new Cost(latency, energyJ());
    }

    private long sideBySidePs(long[] first, long[] middle, long[] last) {
      SideBySide steps = new SideBySide();
      steps.begin(resident.length, miniBatches);
      for (int k = 0; k < resident.length; k++) {
        int step = recurrence.firstStep(k) + 1;
        if (cut.loadBytes(k) > 0 || cut.weightBytes(k) > 0) {
          steps.load(k, first[step], middle[step], last[step]);
        }
        step++;
        steps.compute(k, middle[step], last[step]);
        for (Cut.Send send : cut.sends(k)) {
          step++;
          if (send.along()) {
            steps.sendAlong(k, send.toStage(), middle[step], last[step]);
          } else {
            steps.send(k, send.toStage(), middle[step], last[step]);
          }
        }
        if (cut.storeBytes(k) > 0) {
          steps.store(k, middle[step + 1], last[step + 1]);
        }
      }
      return steps.latencyPs();
    }

    boolean spills() {
      for (int k = 0; k < resident.length; k++) {
        if (spilledBytes(k, miniBatch) > 0) {
          return true;
        }
      }
      return false;
    }

    /** The steps of one mini-batch. */
    private long[] durations(int i) {
      long samples = i == miniBatches - 1 ? batch - i * miniBatch : miniBatch;
      long[] takes = new long[recurrence.firstStep(resident.length)];
      for (int k = 0; k < resident.length; k++) {
        int chiplet = chiplets[k];
        int step = recurrence.firstStep(k) + 1;
        long weights = i == 0 || !resident[k] ? cut.weightBytes(k) : 0;
        long load = Math.addExact(weights, Math.multiplyExact(cut.loadBytes(k), samples));
        long spilled = spilledBytes(k, samples);
        takes[step++] =
            view.load(chiplet).durationPs(load)
                + view.store(chiplet).durationPs(spilled)
                + view.load(chiplet).durationPs(spilled);
        takes[step++] = Math.multiplyExact(computePs(k), samples);
        for (Cut.Send send : cut.sends(k)) {
          takes[step++] =
              view.send(chiplet, chiplets[send.toStage()])
                  .durationPs(Math.multiplyExact(send.bytes(), samples));
        }
        takes[step] =
            view.store(chiplet).durationPs(Math.multiplyExact(cut.storeBytes(k), samples));
      }
      return takes;
    }

    /** What a mini-batch of so many samples stores and loads again before it computes. */
    private long spilledBytes(int k, long samples) {
      return policy.l2Overflow() == L2Overflow.SPILLED
          ? segmentFits[k].overflowBytes((int) samples)
          : 0;
    }

    private long computePs(int k) {
      return table.computePs(view.typeOf(chiplets[k]), cut.bounds()[k], cut.bounds()[k + 1]);
    }

    private double energyJ() {
      double nopJ = view.chipletPackage().nopJoulePerBit();
      double dramJ = view.chipletPackage().dramJoulePerBit();
      int[] bounds = cut.bounds();
      double compute = 0;
      double nop = 0;
      double dram = 0;
      for (int k = 0; k < resident.length; k++) {
        int chiplet = chiplets[k];
        compute += table.energyJ(view.typeOf(chiplet), bounds[k], bounds[k + 1]) * batch;
        double loadBits =
            8.0 * (cut.loadBytes(k) * batch + cut.weightBytes(k) * (resident[k] ? 1 : miniBatches));
        double storeBits = 8.0 * cut.storeBytes(k) * batch;
        double spilledBits =
            8.0
                * (spilledBytes(k, miniBatch) * (miniBatches - 1)
                    + spilledBytes(k, batch - (miniBatches - 1L) * miniBatch));
        loadBits += spilledBits;
        storeBits += spilledBits;
        dram += (loadBits + storeBits) * dramJ;
        nop +=
            (loadBits * view.load(chiplet).hops() + storeBits * view.store(chiplet).hops()) * nopJ;
        List<Path> tree = new ArrayList<>();
        for (Cut.Send send : cut.sends(k)) {
          Path path = view.send(chiplet, chiplets[send.toStage()]);
          int hops = path.hops();
          if (send.along()) {
            hops -= tree.stream().mapToInt(path::sharedHops).max().orElse(0);
          } else {
            tree.clear();
          }
          tree.add(path);
          nop += 8.0 * send.bytes() * batch * hops * nopJ;
        }
      }
      return compute + nop + dram;
    }
  }
}
