package dev.scar.sim;

import dev.scar.plan.Handover;
import dev.scar.plan.Handover.Need;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.Tail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a chiplet is with a stage. Where queues run on, it works on a stage and the next one at
 * once ({@code replay-rules.md#rule-25}).
 */
final class StageProgress {
  final StageRun run;
  final List<RunningStep> steps = new ArrayList<>();
  private final int count;
  private @Nullable StageProgress before;
  private int finished;

  /** Of a stage with which a chiplet may begin now, or which follows on one that still runs. */
  StageProgress(StageRun run, @Nullable StageProgress before) {
    this.run = run;
    this.before = before;
    this.count = run.program().stage().miniBatches();
    run.program().stage().steps().forEach(s -> steps.add(RunningStep.of(s, steps)));
  }

  /** The stages before it are over. */
  void comesFirst() {
    before = null;
  }

  /** Whether all steps of the next mini-batch have ended. */
  boolean finishesNext() {
    if (finished == count) {
      return false;
    }
    for (RunningStep step : steps) {
      if (step.done <= finished) {
        return false;
      }
    }
    return true;
  }

  /** The mini-batch that is through. */
  int finish() {
    return finished++;
  }

  boolean isOver() {
    return finished == count;
  }

  /**
   * Whether the stage after it on its chiplet may begin with something while it runs; until its
   * last but one computation is over there is nothing.
   *
   * @param untilHere it and the stages before it
   */
  boolean lets(Stage next, Tail untilHere) {
    return ended(Need.COMPUTED_BEFORE) && untilHere.runsOnTo(next);
  }

  boolean canBegin(RunningStep running) {
    if (running.done == count || !running.mayBegin()) {
      return false;
    }
    for (Step.After after : running.step.after()) {
      if (steps.get(after.step()).done <= after.of(running.done, count)) {
        return false;
      }
    }
    StageProgress earlier = before;
    return earlier == null
        || Handover.needs(run.program().stage(), true, steps.indexOf(running), running.done)
            .stream()
            .allMatch(earlier::ended);
  }

  /** Whether this has ended of it and of those before it. */
  private boolean ended(Need need) {
    boolean butOne = need == Need.COMPUTED_BEFORE || need == Need.OUT_BEFORE;
    Need queue =
        need == Need.COMPUTED_BEFORE ? Need.COMPUTED : need == Need.OUT_BEFORE ? Need.OUT : need;
    int least = butOne ? count - 1 : count;
    for (RunningStep running : steps) {
      if (running.done < least && isIn(queue, running.step)) {
        return false;
      }
    }
    return before == null || need == Need.EARLY || before.ended(queue);
  }

  private static boolean isIn(Need queue, Step step) {
    return step instanceof Step.Move move
        ? Handover.queues(move.flow().kind()).contains(queue)
        : queue == Need.COMPUTED && step instanceof Step.Compute;
  }
}
