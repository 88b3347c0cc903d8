package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import java.util.List;

/**
 * A schedule lowered to loads, computes, sends and stores.
 *
 * <p>No time of it can pass the largest {@code long}, however its transfers wait for each other;
 * what may is refused with a {@link TooLongException}.
 *
 * @param costs what its layers cost
 * @param barrier whether a window starts when all of the one before is done; otherwise a chiplet
 *     goes on to its next stage as soon as that stage's inputs allow ({@link StoredInput})
 */
public record Plan(
    Schedule schedule,
    CostModel costs,
    Resources resources,
    List<WindowPlan> windows,
    boolean barrier) {
  public Plan {
    windows = List.copyOf(windows);
    WorstTime.check(
        "the schedule of " + schedule.scenario().name() + " on " + schedule.chipletPackage().name(),
        windows,
        schedule.chipletPackage());
  }

  /** Whether L2 holds the mini-batches of all windows, see {@link WindowPlan#isHeld}. */
  public boolean isHeld() {
    return windows.stream().allMatch(WindowPlan::isHeld);
  }

  /**
   * The same work without the barrier between windows. Weights may then come early over the end of
   * a window ({@code model.md#prefetch}). <b>Cost:</b> that of lowering the windows in which this
   * changes something.
   */
  public Plan withoutBarrier() {
    return barrier ? new PlanBuilder(costs).withoutBarrier(this) : this;
  }

  /** The package it is for. */
  public ChipletPackage chipletPackage() {
    return schedule.chipletPackage();
  }
}
