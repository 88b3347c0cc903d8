package dev.scar.search;

/** What local improvement strives for; smaller is better. */
@FunctionalInterface
interface Aim {
  /** The score of an arrangement: an option for each model of a window. */
  double score(Option[] options);

  /** The objective, as if the window were the whole schedule. */
  static Aim of(Objective objective, WindowLatency latency) {
    return options -> objective.scorePs(latency.latencyPs(options), Archive.energyJ(options));
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
  static Aim target(WindowLatency latency, long latencyPs, double energyJ, double penalty) {
    double perPs = penalty / Math.max(1, latencyPs);
    double perJ = 1 / Math.max(Double.MIN_NORMAL, energyJ);
    return options -> {
      double score = Archive.energyJ(options) * perJ;
      long longest = 0;
      for (Option option : options) {
        score += Math.max(0, option.latencyPs() - latencyPs) * perPs;
        longest = Math.max(longest, option.latencyPs());
      }
      long window = latency.latencyPs(options);
      if (window > longest) {
        score += Math.max(0, window - latencyPs) * perPs;
      }
      return score;
    };
  }
}
