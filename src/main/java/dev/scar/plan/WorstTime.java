package dev.scar.plan;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Dram;
import java.util.List;

/**
 * How long a plan may take at the very most: every step of every stage after every other one, and
 * every transfer at one resource after another, all after the last sample has come; a DRAM that
 * pauses turns around for every byte and refreshes half of the time. From then on something is
 * served, computed or on its way at any time, so no replay is longer, whatever waits for what.
 * Every term is at least 0, so that a part that overflows says that the whole does. <b>Cost:</b>
 * O(steps and resources of their routes).
 */
final class WorstTime {
  private WorstTime() {}

  /**
   * Checks that no time of a plan can pass the largest {@code long}.
   *
   * @throws TooLongException if one may
   */
  static void check(String what, List<WindowPlan> windows, ChipletPackage chipletPackage) {
    try {
      most(windows, chipletPackage);
    } catch (ArithmeticException e) {
      throw new TooLongException(what, e);
    }
  }

  /** Fails with an {@link ArithmeticException} if it does not fit. */
  private static long most(List<WindowPlan> windows, ChipletPackage chipletPackage) {
    long sum = 0;
    long arrival = 0;
    for (WindowPlan window : windows) {
      for (Stage stage : window.stages()) {
        sum = Math.addExact(sum, ps(stage));
        sum = Math.addExact(sum, turnaroundPs(stage, chipletPackage));
        arrival = Math.max(arrival, stage.arrivalPs(stage.miniBatches() - 1));
      }
    }
    sum = Math.addExact(sum, arrival);
    boolean refreshes =
        chipletPackage.drams().stream().anyMatch(dram -> dram.timing().refreshPs() > 0);
    return Math.multiplyExact(sum, refreshes ? 2 : 1);
  }

  /** Before every byte to and from DRAM. */
  private static long turnaroundPs(Stage stage, ChipletPackage chipletPackage) {
    long most = 0;
    for (Dram dram : chipletPackage.drams()) {
      most = Math.max(most, dram.timing().turnaroundPs());
    }
    if (most == 0) {
      return 0;
    }
    long bytes = 0;
    for (Step step : stage.steps()) {
      if (step instanceof Step.Move move && move.flow().kind() != Flow.Kind.SEND) {
        long largest =
            Math.max(
                move.flow().sizeBytes(0, stage.samples(0)),
                move.flow().sizeBytes(stage.miniBatches() - 1, 1));
        bytes = Math.addExact(bytes, largest);
      }
    }
    return Math.multiplyExact(Math.multiplyExact(bytes, stage.miniBatches()), most);
  }

  /** The mini-batches between the first and the last one are alike. */
  private static long ps(Stage stage) {
    int count = stage.miniBatches();
    long sum = ps(stage, 0);
    if (count > 1) {
      sum = Math.addExact(sum, ps(stage, count - 1));
    }
    if (count > 2) {
      sum = Math.addExact(sum, Math.multiplyExact(ps(stage, 1), count - 2L));
    }
    return sum;
  }

  private static long ps(Stage stage, int miniBatch) {
    long sum = 0;
    int samples = stage.samples(miniBatch);
    for (Step step : stage.steps()) {
      if (step instanceof Step.Move move) {
        Path path = move.flow().path();
        long size = move.flow().sizeBytes(miniBatch, samples);
        sum = Math.addExact(sum, path.latencyPs());
        for (Resource resource : path.resources()) {
          sum = Math.addExact(sum, resource.bandwidth().transferPs(size));
        }
      } else {
        sum = Math.addExact(sum, step.durationPs(miniBatch, samples));
      }
    }
    return sum;
  }
}
