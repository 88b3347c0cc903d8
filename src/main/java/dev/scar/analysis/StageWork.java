package dev.scar.analysis;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import java.util.List;

/** How long a stage is occupied by what, over all its mini-batches and without contention. */
public record StageWork(long computePs, long dramPs, long nopPs) {
  /** What takes the largest part. */
  public enum Bound {
    COMPUTE,
    DRAM,
    NOP
  }

  /** The work of one stage. */
  public static StageWork of(Stage stage) {
    long compute = Math.multiplyExact(stage.computePs(), (long) stage.batch());
    long nop = time(stage, stage.sends());
    return new StageWork(compute, time(stage, stage.flows()) - nop, nop);
  }

  private static long time(Stage stage, List<Flow> flows) {
    long sum = 0;
    long together = 0;
    for (Flow flow : flows) {
      long takes = 0;
      for (int i = 0; i < stage.miniBatches(); i++) {
        takes = Math.addExact(takes, flow.path().durationPs(flow.sizeBytes(i, stage.samples(i))));
      }
      long more = flow.isBranch() ? Math.max(0, takes - together) : takes;
      together = flow.isBranch() ? together + more : takes;
      sum = Math.addExact(sum, more);
    }
    return sum;
  }

  public long totalPs() {
    return computePs + dramPs + nopPs;
  }

  public Bound bound() {
    if (computePs >= dramPs && computePs >= nopPs) {
      return Bound.COMPUTE;
    }
    return dramPs >= nopPs ? Bound.DRAM : Bound.NOP;
  }
}
