package dev.scar.report;

import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;

/**
 * From when to when a window has something to do: from the earliest start of its stages to their
 * latest finish, in picoseconds from the start of the run. With the barrier between windows that is
 * the window itself; without it windows overlap, and each has its own.
 */
record WindowExtent(long fromPs, long toPs) {
  WindowExtent {
    if (toPs < fromPs) {
      throw new IllegalArgumentException("ends at " + toPs + ", before " + fromPs);
    }
  }

  /** As simulated. */
  static WindowExtent of(WindowReplay window) {
    long from = window.endPs();
    long to = window.startPs();
    for (StageRun run : window.stages()) {
      from = Math.min(from, run.beganPs(0));
      to = Math.max(to, run.finishPs(run.program().stage().miniBatches() - 1));
    }
    return new WindowExtent(from, to);
  }

  /**
   * As predicted.
   *
   * @param startPs when the window's own times begin: its start, or 0 without a barrier
   */
  static WindowExtent of(WindowPrediction window, long startPs) {
    long from = window.latencyPs();
    long to = 0;
    for (Stage stage : window.plan().stages()) {
      from = Math.min(from, window.stageBeganPs(stage, 0));
      to = Math.max(to, window.stageFinishPs(stage, stage.miniBatches() - 1));
    }
    return new WindowExtent(Math.addExact(startPs, from), Math.addExact(startPs, to));
  }

  /** Since when a chiplet that was busy until {@code freePs} can work for this window. */
  long readyPs(long freePs) {
    return Math.max(fromPs, freePs);
  }
}
