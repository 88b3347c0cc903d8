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
 * @param inputs flows of other stages that it waits for, by ordinal
 * @param load what it reads from DRAM, if anything
 * @param sends what it sends, in order
 * @param store what it writes to DRAM, if anything
 * @param weightBytes weights of the segment
 * @param activationBytes peak live activations of one sample
 * @param weightsResident whether weights stay in L2 for the window
 * @param overflowBytes activations of one sample beyond L2 (reported, not charged)
 */
public record Stage(
    int ordinal,
    Segment segment,
    int batch,
    int miniBatch,
    List<Long> layerPs,
    long computePs,
    double computeEnergyJ,
    List<Integer> inputs,
    Optional<Flow> load,
    List<Flow> sends,
    Optional<Flow> store,
    long weightBytes,
    long activationBytes,
    boolean weightsResident,
    long overflowBytes) {
  public Stage {
    layerPs = List.copyOf(layerPs);
    inputs = List.copyOf(inputs);
    sends = List.copyOf(sends);
  }

  public int chiplet() {
    return segment.chiplet();
  }

  public int model() {
    return segment.model();
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
