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
final class PlacementCheck implements Consumer<Placement> {
  private static final double ENERGY_TOLERANCE = 1e-9;

  private final Scenario scenario;
  private final PackageView view;
  private final ExecutionPolicy execution;
  private final PlanBuilder builder;

  PlacementCheck(Scenario scenario, PackageView view, ExecutionPolicy execution, CostModel costs) {
    this.scenario = scenario;
    this.view = view;
    this.execution = execution;
    this.builder = new PlanBuilder(costs);
  }

  /**
   * Checks a placement.
   *
   * @throws IllegalStateException if the costs differ
   */
  @Override
  public void accept(Placement placement) {
    WindowPlan plan =
        builder.window(
            scenario,
            view.chipletPackage(),
            execution,
            view.resources(),
            new Window(placement.segments(view)),
            0);
    WindowPrediction prediction = Predictor.predict(plan);
    double energy = Predictor.energy(view.chipletPackage(), plan).totalJ();
    boolean sameEnergy = Math.abs(energy - placement.energyJ()) <= ENERGY_TOLERANCE * energy;
    if (prediction.latencyPs() != placement.latencyPs() || !sameEnergy) {
      throw new IllegalStateException(
          "the search costs %s at %d ps and %s J, its plan takes %d ps and %s J"
              .formatted(
                  placement.segments(view),
                  placement.latencyPs(),
                  placement.energyJ(),
                  prediction.latencyPs(),
                  energy));
    }
  }
}
