package dev.scar.search;

/** What local improvement strives for; smaller is better. */
@FunctionalInterface
interface Aim {
  double score(long latencyPs, double energyJ);

  /** The objective, as it is for the whole schedule. */
  static Aim of(Objective objective) {
    return objective::scorePs;
  }

  /**
   * A weighted sum of latency and energy, each as a share of a known point's. A window's best part
   * in a schedule of several windows need not be its own best, since EDP is not separable.
   *
   * @param latencyWeight from 0 (only energy counts) to 1 (only latency)
   */
  static Aim weighted(double latencyWeight, Point unit) {
    double perPs = latencyWeight / Math.max(1, unit.latencyPs());
    double perJ = (1 - latencyWeight) / Math.max(Double.MIN_NORMAL, unit.energyJ());
    return (latencyPs, energyJ) -> latencyPs * perPs + energyJ * perJ;
  }
}
