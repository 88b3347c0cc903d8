package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.Objective;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;

/** Options of small searches. */
final class Small {
  private Small() {}

  /** What the plan is predicted to take, which is what the rows of the optimiser cost. */
  static Prediction checkedAgainstThePlan(Schedule schedule, long seed) {
    Ground ground =
        ground(
            schedule.scenario(),
            schedule.chipletPackage(),
            Scenes.BY_TYPE,
            schedule.policy(),
            true);
    Prediction plan = Predictor.predict(new PlanBuilder(Scenes.BY_TYPE).build(schedule));
    long latency = 0;
    double energy = 0;
    for (Row row : new Lowering(ground).rows(schedule)) {
      latency += row.latencyPs();
      energy += row.energyJ();
    }
    assertThat(latency).as("seed %d", seed).isEqualTo(plan.latencyPs());
    assertThat(energy)
        .as("seed %d", seed)
        .isCloseTo(plan.energy().totalJ(), withinPercentage(1e-9));
    return plan;
  }

  static Ground ground(
      Scenario scenario, ChipletPackage chips, CostModel costs, WeightPolicy weights) {
    return ground(scenario, chips, costs, weights, true);
  }

  static Ground ground(
      Scenario scenario,
      ChipletPackage chips,
      CostModel costs,
      WeightPolicy weights,
      boolean barrier) {
    return ground(scenario, chips, costs, new ExecutionPolicy(weights, Map.of()), barrier);
  }

  static Ground ground(
      Scenario scenario,
      ChipletPackage chips,
      CostModel costs,
      ExecutionPolicy execution,
      boolean barrier) {
    OptimiserOptions d = OptimiserOptions.DEFAULT;
    return Ground.of(
        scenario,
        chips,
        costs,
        new OptimiserOptions(
            d.objective(),
            d.effort(),
            d.ranked(),
            execution,
            AnnealingSearch.FREE,
            Map.of(),
            List.of(),
            List.of(),
            1,
            barrier,
            AnnealingSearch.ANY_WINDOWS));
  }

  static OptimiserOptions options(Objective objective, long moves, long seed) {
    return new OptimiserOptions(
        objective,
        new Effort(String.valueOf(moves), moves),
        10,
        ExecutionPolicy.DEFAULT,
        AnnealingSearch.FREE,
        Map.of(),
        List.of(),
        List.of(),
        seed,
        true,
        AnnealingSearch.ANY_WINDOWS);
  }
}
