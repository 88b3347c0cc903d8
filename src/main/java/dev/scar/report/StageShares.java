package dev.scar.report;

import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;

/**
 * What a stage's chiplet did with the time of its window ({@link WindowExtent}), in picoseconds;
 * the parts add up to the window, with and without the barrier between windows. Where a chiplet
 * loads, computes and sends at the same time, a part is what the parts named before it do not hide.
 *
 * @param earlierPs still at the stages before it, of the window or, without the barrier, of earlier
 *     ones; where queues run on, what it does itself until then counts here
 * @param computePs computing
 * @param loadPs loading, what was spilled too, as long as it takes without contention
 * @param sendPs sending, as long as it takes without contention
 * @param storePs storing and spilling, as long as it takes without contention
 * @param contentionPs what its loads, sends and stores took longer
 * @param waitPs waiting for inputs
 * @param idlePs nothing left to do in the window; without the barrier it may be at a later one
 * @param predictedWaitPs waiting for inputs as predicted; no part of the window
 */
record StageShares(
    long earlierPs,
    long computePs,
    long loadPs,
    long sendPs,
    long storePs,
    long contentionPs,
    long waitPs,
    long idlePs,
    long predictedWaitPs) {

  /**
   * The shares of one stage.
   *
   * @param window from when to when its window is, as simulated
   * @param freePs when its chiplet was through with the stage before, absolute; 0 if there is none
   */
  static StageShares of(WindowExtent window, long freePs, StageRun run, long predictedWaitPs) {
    Stage stage = run.program().stage();
    if (!stage.doesOneThingAtATime()) {
      return overlapped(window, freePs, run, predictedWaitPs);
    }
    long[] moved = new long[Flow.Kind.values().length];
    long contention = 0;
    for (Transfer transfer : run.transfers()) {
      moved[transfer.program().flow().kind().ordinal()] += transfer.predictedPs();
      contention += transfer.delayPs();
    }
    long wait = 0;
    long free = window.readyPs(freePs);
    for (int i = 0; i < stage.miniBatches(); i++) {
      wait += run.startPs(i) - free;
      free = run.finishPs(i);
    }
    return new StageShares(
        window.readyPs(freePs) - window.fromPs(),
        Math.multiplyExact(stage.computePs(), (long) stage.batch()),
        moved[Flow.Kind.LOAD.ordinal()] + moved[Flow.Kind.REFILL.ordinal()],
        moved[Flow.Kind.SEND.ordinal()],
        moved[Flow.Kind.STORE.ordinal()] + moved[Flow.Kind.SPILL.ordinal()],
        contention,
        wait,
        window.toPs() - free,
        predictedWaitPs);
  }

  /** Where a stage does several things at once, computing comes first and contention last. */
  private static StageShares overlapped(
      WindowExtent window, long freePs, StageRun run, long predictedWaitPs) {
    Stage stage = run.program().stage();
    int late = 1 + Flow.Kind.values().length;
    Exposed exposed = new Exposed(1 + late);
    for (int i = 0; i < stage.miniBatches(); i++) {
      exposed.add(0, run.computeStartPs(i), run.computeEndPs(i));
    }
    for (Transfer transfer : run.transfers()) {
      long clean = transfer.releasePs() + transfer.predictedPs();
      Flow.Kind kind = transfer.program().flow().kind();
      exposed.add(1 + shownAs(kind).ordinal(), transfer.releasePs(), clean);
      exposed.add(late, clean, transfer.arrivalPs());
    }
    long end = run.finishPs(stage.miniBatches() - 1);
    long ready = Math.min(end, window.readyPs(freePs)); // Sends of the stage before may end later.
    long[] ps = exposed.between(ready, end);
    return new StageShares(
        ready - window.fromPs(),
        ps[0],
        ps[1 + Flow.Kind.LOAD.ordinal()],
        ps[1 + Flow.Kind.SEND.ordinal()],
        ps[1 + Flow.Kind.STORE.ordinal()],
        ps[late],
        ps[1 + late],
        window.toPs() - end,
        predictedWaitPs);
  }

  private static Flow.Kind shownAs(Flow.Kind kind) {
    return switch (kind) {
      case LOAD, PREFETCH, REFILL -> Flow.Kind.LOAD;
      case SEND -> Flow.Kind.SEND;
      case SPILL, STORE -> Flow.Kind.STORE;
    };
  }

  /** How long a stage that overlaps does nothing as predicted, from a time to its end. */
  static long predictedWaitPs(Stage stage, WindowPrediction predicted, long readyPs) {
    Exposed exposed = new Exposed(1);
    for (int i = 0; i < stage.miniBatches(); i++) {
      long start = predicted.stageStartPs(stage, i);
      exposed.add(0, start, start + stage.computePs() * stage.samples(i));
      for (Step step : stage.steps()) {
        if (step instanceof Step.Move move) {
          exposed.add(0, predicted.releasePs(move.flow(), i), predicted.arrivalPs(move.flow(), i));
        }
      }
    }
    long end = predicted.stageFinishPs(stage, stage.miniBatches() - 1);
    return exposed.between(Math.min(end, readyPs), end)[1];
  }

  /** The window. */
  long totalPs() {
    return earlierPs + computePs + loadPs + sendPs + storePs + contentionPs + waitPs + idlePs;
  }
}
