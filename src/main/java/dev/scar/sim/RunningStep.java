package dev.scar.sim;

import dev.scar.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of the stage that runs on a chiplet. */
final class RunningStep {
  final Step step;
  private final @Nullable RunningStep together;
  boolean busy;
  int done;
  long sincePs;
  long endPs = Component.NEVER;
  @Nullable Transfer transfer;

  private RunningStep(Step step, @Nullable RunningStep together) {
    this.step = step;
    this.together = together;
  }

  /** One that comes after these, or begins together with the last of them. */
  static RunningStep of(Step step, List<RunningStep> before) {
    return new RunningStep(step, Step.isBranch(step) ? before.get(before.size() - 1) : null);
  }

  /** Whether the step that it begins together with, if there is one, has begun. */
  boolean mayBegin() {
    return together == null || (together.busy && together.done == done);
  }

  /** The transfer of a flow among these. */
  static Transfer underWay(List<RunningStep> steps, int flow) {
    for (RunningStep running : steps) {
      if (running.transfer != null && running.transfer.program().flow().ordinal() == flow) {
        return running.transfer;
      }
    }
    throw new IllegalStateException("flow " + flow + " has not begun");
  }
}
