package dev.scar.refine;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A schedule in the making: windows that name the mini-batches of all their models that are chosen,
 * so that equal windows do the same in any schedule.
 */
record Candidate(List<Window> windows) {
  Candidate {
    windows = List.copyOf(windows);
  }

  static Candidate of(Schedule schedule) {
    List<Window> windows = new ArrayList<>();
    for (Window window : schedule.windows()) {
      Map<String, Integer> chosen = new TreeMap<>(window.under(schedule.policy()).miniBatch());
      List<ScenarioModel> models = schedule.scenario().models();
      for (int m = 0; m < models.size(); m++) {
        if (window.segmentsOf(m).isEmpty()) {
          chosen.remove(models.get(m).id());
        }
      }
      windows.add(new Window(window.segments(), chosen));
    }
    return new Candidate(windows);
  }

  /** The schedule, executed otherwise as that one. */
  Schedule like(Schedule other) {
    ExecutionPolicy policy = other.policy().withMiniBatch(Map.of());
    return new Schedule(other.scenario(), other.chipletPackage(), policy, windows);
  }
}
