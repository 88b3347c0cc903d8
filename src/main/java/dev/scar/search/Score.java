package dev.scar.search;

/** What local improvement strives for; smaller is better. */
@FunctionalInterface
interface Score {
  /** The score of an arrangement: a placement for each model of a window. */
  double of(Placement[] placements);

  /** The objective, as if the window were the whole schedule. */
  static Score by(Objective objective, WindowLatency latency) {
    return placements ->
        objective.scorePs(latency.latencyPs(placements), Archive.energyJ(placements));
  }

  /**
   * Little energy with every model in time: energy as a share of a known one, and a penalty for
   * each model that takes longer than a target.
   *
   * <p>In the objective only the longest model's latency counts, so that no single model gains by
   * getting faster where two take about as long. Here each one gains by itself.
   *
   * @param latency the window's, penalised too where it is later than every model
   * @param penalty for a model that takes twice the target, in units of that energy
   */
  static Score target(WindowLatency latency, long latencyPs, double energyJ, double penalty) {
    double perPs = penalty / Math.max(1, latencyPs);
    double perJ = 1 / Math.max(Double.MIN_NORMAL, energyJ);
    return placements -> {
      double score = Archive.energyJ(placements) * perJ;
      long longest = 0;
      for (Placement placement : placements) {
        score += Math.max(0, placement.latencyPs() - latencyPs) * perPs;
        longest = Math.max(longest, placement.latencyPs());
      }
      long window = latency.latencyPs(placements);
      if (window > longest) {
        score += Math.max(0, window - latencyPs) * perPs;
      }
      return score;
    };
  }
}
