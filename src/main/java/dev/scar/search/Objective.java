package dev.scar.search;

/** What a schedule is judged by; smaller is better. */
public enum Objective {
  LATENCY,
  ENERGY,
  /** Energy-delay product. */
  EDP;

  /** The score of a latency in seconds and an energy in joules. */
  public double score(double latencySeconds, double energyJ) {
    return switch (this) {
      case LATENCY -> latencySeconds;
      case ENERGY -> energyJ;
      case EDP -> latencySeconds * energyJ;
    };
  }
}
