package dev.scar.plan;

import dev.scar.schedule.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A segment seen from its pipeline: what its chiplet does for every mini-batch.
 *
 * @param ordinal its number in the window
 * @param batch samples in all
 * @param miniBatch samples per mini-batch; the last may be smaller
 * @param layerPs compute time of each layer for one sample
 * @param computePs compute time of the segment for one sample, the sum of {@code layerPs}
 * @param computeEnergyJ compute energy of one sample
 * @param mappedPes the cost model's mean share of processing elements that have work while it
 *     computes, stalls left out
 * @param inputs flows of other stages that it waits for, by ordinal
 * @param steps what it does, each after the steps that it names
 * @param weightBytes weights of the segment
 * @param activationBytes peak live activations of one sample
 * @param enteringBytes activations of one sample that come from outside; there from its load, or
 *     from when it could be loaded, to the end of its computation
 * @param leavingBytes activations of one sample that leave the segment; there from its computation
 *     to the end of its last send or store
 * @param weightsResident whether weights stay in L2 for the window
 * @param overflowBytes activations of a mini-batch beyond L2, which are {@linkplain #spill spilled}
 *     or only reported
 * @param kept what stays in L2 for later segments of its chiplet
 * @param isOverlapped whether its chiplet loads, computes and sends at the same time
 * @param l2Bytes the L2 of its chiplet
 */
public record Stage(
    int ordinal,
    Segment segment,
    int batch,
    int miniBatch,
    List<Long> layerPs,
    long computePs,
    double computeEnergyJ,
    double mappedPes,
    List<Integer> inputs,
    List<Step> steps,
    long weightBytes,
    long activationBytes,
    long enteringBytes,
    long leavingBytes,
    boolean weightsResident,
    long overflowBytes,
    Kept kept,
    boolean isOverlapped,
    long l2Bytes) {
  public Stage {
    layerPs = List.copyOf(layerPs);
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    for (int s = 0; s < steps.size(); s++) {
      for (Step.After after : steps.get(s).after()) {
        if (after.step() >= (after.miniBatchesBefore() == 0 ? s : steps.size())) {
          throw new IllegalArgumentException("step " + s + " comes " + after);
        }
      }
    }
  }

  /** Whether its chiplet does at most one thing at any time. */
  public boolean doesOneThingAtATime() {
    return !isOverlapped && steps.stream().noneMatch(Step::isBranch);
  }

  public int chiplet() {
    return segment.chiplet();
  }

  public int model() {
    return segment.model();
  }

  /** What it reads from DRAM, if anything. */
  public Optional<Flow> load() {
    return flows(Flow.Kind.LOAD).stream().findFirst();
  }

  /** What goes to DRAM and comes back because L2 does not hold it, if anything does. */
  public Optional<Flow> spill() {
    return flows(Flow.Kind.SPILL).stream().findFirst();
  }

  /** What it moves, in order. */
  public List<Flow> flows() {
    return steps.stream()
        .filter(Step.Move.class::isInstance)
        .map(step -> ((Step.Move) step).flow())
        .toList();
  }

  /** What it sends, in order. */
  public List<Flow> sends() {
    return flows(Flow.Kind.SEND);
  }

  /** What it writes to DRAM, if anything. */
  public Optional<Flow> store() {
    return flows(Flow.Kind.STORE).stream().findFirst();
  }

  /** What it moves of a kind, in order. */
  public List<Flow> flows(Flow.Kind kind) {
    return flows().stream().filter(flow -> flow.kind() == kind).toList();
  }

  /** When the last of the samples that a mini-batch takes from outside is there; 0 without any. */
  public long arrivalPs(int miniBatchIndex) {
    long latest = 0;
    for (Step step : steps) {
      if (step instanceof Step.Wait wait) {
        latest = Math.max(latest, arrivalPs(wait, miniBatchIndex));
      }
    }
    return latest;
  }

  /** Those that one of its steps waits for. */
  public long arrivalPs(Step.Wait wait, int miniBatchIndex) {
    return wait.arrivals().ps(Math.min(batch, (miniBatchIndex + 1) * miniBatch) - 1);
  }

  /** Number of mini-batches. */
  public int miniBatches() {
    return (batch + miniBatch - 1) / miniBatch;
  }

  /** Samples in this mini-batch. */
  public int samples(int miniBatchIndex) {
    return miniBatchIndex == miniBatches() - 1 ? batch - miniBatchIndex * miniBatch : miniBatch;
  }
}
