package dev.scar.bound;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.workload.Scenario;
import org.jspecify.annotations.Nullable;

/** The bounds of a scenario on a package, each worked out when it is first asked for. */
public final class Bounds {
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final CostModel costs;
  private final Scope scope;
  private @Nullable LowerBound predicted;
  private @Nullable LowerBound simulated;
  private @Nullable LowerBound withoutBarrier;

  /** Of schedules that are executed so, with any mini-batches. */
  public Bounds(
      Scenario scenario, ChipletPackage chipletPackage, CostModel costs, ExecutionPolicy policy) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.costs = costs;
    int chiplets = chipletPackage.chiplets().size();
    this.scope = new Scope(policy.weights(), policy.execution(), true, chiplets, false);
  }

  /**
   * No prediction of a schedule with barriers lies below. <b>Cost:</b> milliseconds to a second.
   */
  public synchronized LowerBound predicted() {
    LowerBound known = predicted;
    if (known == null) {
      known = LowerBound.of(scenario, chipletPackage, costs, scope);
      predicted = known;
    }
    return known;
  }

  /** No replay of a schedule with barriers lies below. <b>Cost:</b> as much again. */
  public synchronized LowerBound simulated() {
    LowerBound known = simulated;
    if (known == null) {
      known = predicted().simulated(scenario, chipletPackage, costs);
      simulated = known;
    }
    return known;
  }

  /**
   * No prediction and no replay lies below without barriers, or where chiplets have several
   * segments in a window. <b>Cost:</b> milliseconds.
   */
  public synchronized LowerBound withoutBarrier() {
    LowerBound known = withoutBarrier;
    if (known == null) {
      known = LowerBound.of(scenario, chipletPackage, costs, scope.withoutBarrier());
      withoutBarrier = known;
    }
    return known;
  }

  /**
   * The bound of a prediction.
   *
   * @param barrier whether there are barriers, and no chiplet has several segments in a window
   */
  public LowerBound ofPrediction(boolean barrier) {
    return barrier ? predicted() : withoutBarrier();
  }

  /** The bound of a replay, likewise. */
  public LowerBound ofReplay(boolean barrier) {
    return barrier ? simulated() : withoutBarrier();
  }
}
