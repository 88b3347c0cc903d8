package dev.scar.report;

import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;

/**
 * What a stage's chiplet did with the time of its window, in picoseconds; the simulated parts add
 * up to the window.
 *
 * @param computePs computing
 * @param loadPs loading, as long as it takes without contention
 * @param sendPs sending, as long as it takes without contention
 * @param storePs storing, as long as it takes without contention
 * @param contentionPs what its loads, sends and stores took longer
 * @param waitPs waiting for inputs
 * @param idlePs nothing left to do in the window
 * @param predictedWaitPs waiting for inputs, as predicted
 */
public record StageShares(
    long computePs,
    long loadPs,
    long sendPs,
    long storePs,
    long contentionPs,
    long waitPs,
    long idlePs,
    long predictedWaitPs) {

  /** The shares of one stage whose chiplet is free from the window's start on. */
  public static StageShares of(WindowReplay window, StageRun run, WindowPrediction prediction) {
    return of(window, run, prediction, window.startPs(), 0);
  }

  /**
   * The shares of one stage.
   *
   * @param freeFromPs when the chiplet was through with its stage before, absolute
   * @param predictedFreeFromPs the same as predicted
   */
  static StageShares of(
      WindowReplay window,
      StageRun run,
      WindowPrediction prediction,
      long freeFromPs,
      long predictedFreeFromPs) {
    Stage stage = run.program().stage();
    long[] moved = new long[Flow.Kind.values().length];
    long contention = 0;
    for (Transfer transfer : run.transfers()) {
      moved[transfer.program().flow().kind().ordinal()] += transfer.predictedPs();
      contention += transfer.delayPs();
    }
    long wait = 0;
    long predictedWait = 0;
    long free = freeFromPs;
    long predictedFree = predictedFreeFromPs;
    for (int i = 0; i < stage.miniBatches(); i++) {
      wait += run.startPs(i) - free;
      free = run.finishPs(i);
      predictedWait += prediction.stageStartPs(stage, i) - predictedFree;
      predictedFree = prediction.stageFinishPs(stage, i);
    }
    return new StageShares(
        Math.multiplyExact(stage.computePs(), (long) stage.batch()),
        moved[Flow.Kind.LOAD.ordinal()],
        moved[Flow.Kind.SEND.ordinal()],
        moved[Flow.Kind.STORE.ordinal()],
        contention,
        wait,
        window.endPs() - free,
        predictedWait);
  }

  /** The window. */
  public long totalPs() {
    return computePs + loadPs + sendPs + storePs + contentionPs + waitPs + idlePs;
  }
}
