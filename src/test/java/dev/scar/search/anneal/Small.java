package dev.scar.search.anneal;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.Objective;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;

/** Options of small searches. */
final class Small {
  private Small() {}

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
            barrier));
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
        true);
  }
}
