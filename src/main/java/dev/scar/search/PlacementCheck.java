package dev.scar.search;

import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.cost.CostModel;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.function.Consumer;

/** Compares incremental costs with the analytical model on the lowered plan. */
final class PlacementCheck implements Consumer<Option> {
  private static final double ENERGY_TOLERANCE = 1e-9;

  private final Scenario scenario;
  private final Geometry geometry;
  private final ExecutionPolicy execution;
  private final PlanBuilder builder;

  PlacementCheck(Scenario scenario, Geometry geometry, ExecutionPolicy execution, CostModel costs) {
    this.scenario = scenario;
    this.geometry = geometry;
    this.execution = execution;
    this.builder = new PlanBuilder(costs);
  }

  /**
   * Checks a placement.
   *
   * @throws IllegalStateException if the costs differ
   */
  @Override
  public void accept(Option option) {
    WindowPlan plan =
        builder.window(
            scenario,
            geometry.chipletPackage(),
            execution,
            geometry.resources(),
            new Window(option.segments(geometry)),
            0);
    WindowPrediction prediction = Predictor.predict(plan);
    double energy = Predictor.energy(geometry.chipletPackage(), plan).totalJ();
    boolean sameEnergy = Math.abs(energy - option.energyJ()) <= ENERGY_TOLERANCE * energy;
    if (prediction.latencyPs() != option.latencyPs() || !sameEnergy) {
      throw new IllegalStateException(
          "the search costs %s at %d ps and %s J, its plan takes %d ps and %s J"
              .formatted(
                  option.segments(geometry),
                  option.latencyPs(),
                  option.energyJ(),
                  prediction.latencyPs(),
                  energy));
    }
  }
}
