package dev.scar.search;

/** How long a window with these options lasts, so far as the search knows. */
@FunctionalInterface
interface WindowLatency {
  /** The longest model, without contention: the paper's. */
  WindowLatency LONGEST_MODEL =
      options -> {
        long latency = 0;
        for (Option option : options) {
          latency = Math.max(latency, option.latencyPs());
        }
        return latency;
      };

  /** The latency of an arrangement: an option for each model of the window. */
  long latencyPs(Option[] options);
}
