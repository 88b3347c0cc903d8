package dev.scar.search;

import dev.scar.schedule.Window;

/** A window's schedule with its latency and energy. */
record WindowCandidate(Window window, long latencyPs, double energyJ) {
  double score(Objective objective) {
    return objective.score(latencyPs * 1e-12, energyJ);
  }
}
