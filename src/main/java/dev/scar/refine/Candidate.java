package dev.scar.refine;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import java.util.List;
import java.util.Map;

/**
 * A schedule in the making: windows that name the mini-batches of all their models that are chosen,
 * so that equal windows do the same in any schedule.
 */
record Candidate(List<Window> windows) {
  Candidate {
    windows = List.copyOf(windows);
  }

  static Candidate of(Schedule schedule) {
    return new Candidate(schedule.windowsAlone());
  }

  /** The schedule, executed otherwise as that one. */
  Schedule like(Schedule other) {
    ExecutionPolicy policy = other.policy().withMiniBatch(Map.of());
    return new Schedule(other.scenario(), other.chipletPackage(), policy, windows);
  }
}
