package dev.scar.analysis;

import dev.scar.plan.Plan;
import java.util.List;

/**
 * Predicted latency and energy of a plan.
 *
 * @param windowEnergy of each window, without static power
 */
public record Prediction(Plan plan, List<WindowPrediction> windows, List<Energy> windowEnergy) {
  public Prediction {
    windows = List.copyOf(windows);
    windowEnergy = List.copyOf(windowEnergy);
  }

  /** Sum over the windows; the latest finish if there is no barrier between them. */
  public long latencyPs() {
    if (!plan.barrier()) {
      return windows.stream().mapToLong(WindowPrediction::latencyPs).max().orElse(0);
    }
    return sumPs(windows);
  }

  static long sumPs(List<WindowPrediction> windows) {
    return windows.stream().mapToLong(WindowPrediction::latencyPs).reduce(0, Math::addExact);
  }

  /** When a window starts; 0 without a barrier. */
  public long startPs(int window) {
    return plan.barrier() ? sumPs(windows.subList(0, window)) : 0;
  }

  /** What is computed and moved, and static power from the start to the predicted end. */
  public Energy energy() {
    return energy(latencyPs());
  }

  /** The same for another latency, such as a simulated one. */
  public Energy energy(long latencyPs) {
    return dynamicEnergy().plus(new Energy(0, 0, 0, plan.chipletPackage().staticJ(latencyPs)));
  }

  /** Without static power. */
  public Energy dynamicEnergy() {
    return windowEnergy.stream().reduce(Energy.ZERO, Energy::plus);
  }

  /** Energy-delay product in joule-seconds. */
  public double edpJouleSeconds() {
    return energy().totalJ() * latencyPs() * 1e-12;
  }
}
