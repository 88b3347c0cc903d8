package dev.scar.plan;

import dev.scar.hardware.ChipletPackage;
import java.math.BigInteger;
import java.util.List;

/**
 * How long a plan may take at the very most: every step of every stage after every other one, and
 * every transfer at one resource after another, all after the last sample has come; a DRAM that
 * pauses turns around for every byte and refreshes half of the time. From then on something is
 * served, computed or on its way at any time, so no replay is longer, whatever waits for what.
 * <b>Cost:</b> O(steps and resources of their routes).
 */
final class WorstTime {
  private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private WorstTime() {}

  /**
   * Checks that no time of a plan can pass the largest {@code long}.
   *
   * @throws TooLongException if one may
   */
  static void check(String what, List<WindowPlan> windows, ChipletPackage chipletPackage) {
    try {
      BigInteger sum = BigInteger.ZERO;
      long arrival = 0;
      for (WindowPlan window : windows) {
        for (Stage stage : window.stages()) {
          sum = sum.add(ps(stage)).add(turnaroundPs(stage, chipletPackage));
          arrival = Math.max(arrival, stage.arrivalPs(stage.miniBatches() - 1));
        }
      }
      sum = sum.add(BigInteger.valueOf(arrival));
      if (chipletPackage.drams().stream().anyMatch(dram -> dram.timing().refreshPs() > 0)) {
        sum = sum.shiftLeft(1);
      }
      if (sum.compareTo(LONGEST) > 0) {
        throw new ArithmeticException(sum + " ps");
      }
    } catch (ArithmeticException e) {
      throw new TooLongException(what, e);
    }
  }

  /** Before every byte to and from DRAM. */
  private static BigInteger turnaroundPs(Stage stage, ChipletPackage chipletPackage) {
    long most =
        chipletPackage.drams().stream().mapToLong(d -> d.timing().turnaroundPs()).max().orElse(0);
    BigInteger bytes = BigInteger.ZERO;
    for (Step step : stage.steps()) {
      if (step instanceof Step.Move move && move.flow().kind() != Flow.Kind.SEND) {
        long largest =
            Math.max(
                move.flow().sizeBytes(0, stage.samples(0)),
                move.flow().sizeBytes(stage.miniBatches() - 1, 1));
        bytes = bytes.add(BigInteger.valueOf(largest));
      }
    }
    return bytes
        .multiply(BigInteger.valueOf(stage.miniBatches()))
        .multiply(BigInteger.valueOf(most));
  }

  /** The mini-batches between the first and the last one are alike. */
  private static BigInteger ps(Stage stage) {
    int count = stage.miniBatches();
    BigInteger sum = ps(stage, 0);
    if (count > 1) {
      sum = sum.add(ps(stage, count - 1));
    }
    if (count > 2) {
      sum = sum.add(ps(stage, 1).multiply(BigInteger.valueOf(count - 2L)));
    }
    return sum;
  }

  private static BigInteger ps(Stage stage, int miniBatch) {
    BigInteger sum = BigInteger.ZERO;
    int samples = stage.samples(miniBatch);
    for (Step step : stage.steps()) {
      if (step instanceof Step.Move move) {
        Path path = move.flow().path();
        long size = move.flow().sizeBytes(miniBatch, samples);
        sum = sum.add(BigInteger.valueOf(path.latencyPs()));
        for (Resource resource : path.resources()) {
          sum = sum.add(BigInteger.valueOf(resource.bandwidth().transferPs(size)));
        }
      } else {
        sum = sum.add(BigInteger.valueOf(step.durationPs(miniBatch, samples)));
      }
    }
    return sum;
  }
}
