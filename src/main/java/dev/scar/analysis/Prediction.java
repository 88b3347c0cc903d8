package dev.scar.analysis;

import dev.scar.plan.Plan;
import java.util.List;

/** Predicted latency and energy of a plan. */
public record Prediction(Plan plan, List<WindowPrediction> windows, List<Energy> windowEnergy) {
  public Prediction {
    windows = List.copyOf(windows);
    windowEnergy = List.copyOf(windowEnergy);
  }

  /** Sum over the windows. */
  public long latencyPs() {
    return windows.stream().mapToLong(WindowPrediction::latencyPs).reduce(0, Math::addExact);
  }

  public Energy energy() {
    return windowEnergy.stream().reduce(Energy.ZERO, Energy::plus);
  }

  /** Energy-delay product in joule-seconds. */
  public double edpJouleSeconds() {
    return energy().totalJ() * latencyPs() * 1e-12;
  }
}
