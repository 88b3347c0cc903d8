package dev.scar.traffic;

/** Told now and then how far a run is. */
@FunctionalInterface
public interface TrafficProgress {
  /** So many cycles of so many have been simulated. */
  void at(long cycle, long cycles);
}
