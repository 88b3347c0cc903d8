package dev.scar.search;

/**
 * What a schedule is judged by; smaller is better.
 *
 * <p>An objective grows with latency and with energy, which is what lets the search drop a schedule
 * that is worse in both.
 */
public interface Objective {
  /** Its name, as written on the command line. */
  String label();

  /** The score of a latency in seconds and an energy in joules. */
  double score(double latencySeconds, double energyJ);

  /** The score of a latency in picoseconds and an energy in joules. */
  default double scorePs(long latencyPs, double energyJ) {
    return score(latencyPs * 1e-12, energyJ);
  }
}
