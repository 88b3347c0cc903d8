package dev.scar.search.anneal;

import org.jspecify.annotations.Nullable;

/**
 * One window of a schedule in the making: a part for each model that runs in it. Never changed.
 *
 * @param parts by model; null for a model that does not run here
 * @param misplaced layers that are not on the chiplet that they are fixed to
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; lists would double the time of a move.
record Row(@Nullable Part[] parts, long latencyPs, double energyJ, int misplaced) {
  static Row of(@Nullable Part[] parts) {
    long latency = 0;
    double energy = 0;
    int misplaced = 0;
    for (Part part : parts) {
      if (part != null) {
        latency = Math.max(latency, part.latencyPs());
        energy += part.energyJ();
        misplaced += part.misplaced();
      }
    }
    return new Row(parts, latency, energy, misplaced);
  }

  /** This window with another part of a model. */
  Row with(int model, @Nullable Part part) {
    @Nullable Part[] changed = parts.clone();
    changed[model] = part;
    return of(changed);
  }

  boolean isEmpty() {
    for (Part part : parts) {
      if (part != null) {
        return false;
      }
    }
    return true;
  }
}
