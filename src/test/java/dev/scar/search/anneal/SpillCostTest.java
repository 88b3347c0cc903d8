package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Prediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
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

/** What both searches think that spills cost is what the plan says. */
class SpillCostTest {
  @Test
  void rowsCostWhatThePlanSays() {
    int spills = 0;
    for (long seed = 0; seed < Sampled.of(600); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      int nodes = 1 + (int) (seed % 8);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      WeightPolicy weights = WeightPolicy.values()[(int) (seed % 3)];
      ExecutionPolicy policy =
          new ExecutionPolicy(weights, Map.of(), Execution.SEQUENTIAL, L2Overflow.SPILLED);
      List<Window> windows = scenes.withMiniBatches(scenes.windows(scenario, nodes), scenario);
      Schedule schedule = new Schedule(scenario, chips, policy, windows);
      Prediction plan = Small.checkedAgainstThePlan(schedule, seed);
      spills +=
          plan.plan().windows().stream()
              .flatMap(w -> w.stages().stream())
              .mapToInt(s -> s.spill().isPresent() ? 1 : 0)
              .sum();
    }
    assertThat(spills).as("stages that spill").isGreaterThan(Sampled.of(200));
  }

  /** The engines' own check mode compares every placement with its plan. */
  @Test
  void theEnginesPassTheirOwnCheck() {
    int spills = 0;
    for (long seed = 0; seed < Sampled.costly(100); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(4);
      Scenario scenario = scenes.oddScenario(2);
      ExecutionPolicy policy =
          new ExecutionPolicy(
              WeightPolicy.AUTO, Map.of(), Execution.SEQUENTIAL, L2Overflow.SPILLED);
      SearchOptions options = SearchOptions.PAPER.execution(policy).check(true);
      spills +=
          new ScarScheduler(Scenes.BY_TYPE, 1, () -> false, (d, n) -> {})
              .schedule(scenario, chips, options).best().plan().windows().stream()
                  .flatMap(w -> w.stages().stream())
                  .mapToInt(s -> s.spill().isPresent() ? 1 : 0)
                  .sum();
    }
    assertThat(spills).as("stages of results that spill").isPositive();
  }
}
