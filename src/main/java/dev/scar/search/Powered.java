package dev.scar.search;

import dev.scar.hardware.ChipletPackage;

/**
 * An objective for energies without static power, which is a term of the whole schedule's latency.
 *
 * <p>A schedule that another one covers in latency and dynamic energy is covered with static power
 * as well, so searches drop schedules by dynamic energy and judge whole ones by this.
 *
 * @param objective for energies with static power
 * @param staticW power of the package
 */
public record Powered(Objective objective, double staticW) implements Objective {
  /** The objective for dynamic energies on a package; itself where static power does not matter. */
  public static Objective of(Objective objective, ChipletPackage chipletPackage) {
    double watts = chipletPackage.staticW();
    return watts == 0 || objective == Objectives.LATENCY || objective instanceof Powered
        ? objective
        : new Powered(objective, watts);
  }

  @Override
  public String label() {
    return objective.label();
  }

  @Override
  public double score(double latencySeconds, double energyJ) {
    return objective.score(latencySeconds, energyJ + staticW * latencySeconds);
  }
}
