package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Prediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Stage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What both searches think that overlapped schedules cost is what the plan says. */
class OverlapCostTest {
  @Test
  void rowsCostWhatThePlanSays() {
    int overlapped = 0;
    int inOrder = 0;
    for (long seed = 0; seed < Sampled.of(1200); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      scenes = seed % 5 == 4 ? scenes.multicasting() : scenes;
      int nodes = 1 + (int) (seed % 8);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      ExecutionPolicy policy =
          new ExecutionPolicy(
              WeightPolicy.values()[(int) (seed % 3)],
              Map.of(),
              Execution.OVERLAPPED,
              L2Overflow.values()[(int) (seed / 3 % 2)]);
      List<Window> windows = scenes.windows(scenario, nodes);
      if (seed % 2 == 0) {
        windows = scenes.withMiniBatches(windows, scenario);
      }
      Schedule schedule = new Schedule(scenario, chips, policy, windows);
      Prediction plan = Small.checkedAgainstThePlan(schedule, seed);
      List<Stage> stages =
          plan.plan().windows().stream().flatMap(w -> w.stages().stream()).toList();
      overlapped += (int) stages.stream().filter(Stage::isOverlapped).count();
      inOrder += (int) stages.stream().filter(s -> !s.isOverlapped()).count();
    }
    assertThat(overlapped).as("stages that overlap").isGreaterThan(Sampled.of(1000));
    assertThat(inOrder).as("stages that do not").isGreaterThan(Sampled.of(200));
  }

  /** The engines' own check mode compares every placement with its plan. */
  @Test
  void theEnginesPassTheirOwnCheck() {
    int overlapped = 0;
    for (long seed = 0; seed < Sampled.costly(100); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(4);
      Scenario scenario = scenes.oddScenario(2);
      SearchOptions options =
          SearchOptions.PAPER
              .execution(ExecutionPolicy.DEFAULT.withExecution(Execution.OVERLAPPED))
              .check(true);
      overlapped +=
          new ScarScheduler(Scenes.BY_TYPE, 1, () -> false, (d, n) -> {})
              .schedule(scenario, chips, options).best().plan().windows().stream()
                  .flatMap(w -> w.stages().stream())
                  .mapToInt(s -> s.isOverlapped() ? 1 : 0)
                  .sum();
    }
    assertThat(overlapped).as("stages of results that overlap").isPositive();
  }
}
