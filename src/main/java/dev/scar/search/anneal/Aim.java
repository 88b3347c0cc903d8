package dev.scar.search.anneal;

import dev.scar.search.Objective;
import dev.scar.search.Objectives;

/** What a run minimises; only ratios of its values matter. */
@FunctionalInterface
interface Aim {
  /** How much the other quantity counts where only one is asked for, so that it is not wasted. */
  double TRACE = 0.01;

  double of(double latencyPs, double energyJ);

  /**
   * For an objective.
   *
   * @param latencyPs a typical latency
   * @param energyJ a typical energy
   */
  static Aim of(Objective objective, double latencyPs, double energyJ) {
    if (objective == Objectives.EDP) {
      return (l, e) -> l * e;
    }
    if (objective == Objectives.LATENCY) {
      return (l, e) -> l * (1 + TRACE * e / energyJ);
    }
    if (objective == Objectives.ENERGY) {
      return (l, e) -> e * (1 + TRACE * l / latencyPs);
    }
    return (l, e) -> objective.score(l * 1e-12, e);
  }
}
