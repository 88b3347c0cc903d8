package dev.scar.search;

/** How long a window with these placements lasts, so far as the search knows. */
@FunctionalInterface
interface WindowLatency {
  /** The longest model, without contention: the paper's. */
  WindowLatency LONGEST_MODEL =
      placements -> {
        long latency = 0;
        for (Placement placement : placements) {
          latency = Math.max(latency, placement.latencyPs());
        }
        return latency;
      };

  /** The latency of an arrangement: a placement for each model of the window. */
  long latencyPs(Placement[] placements);
}
