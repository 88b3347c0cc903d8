package dev.scar.study;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.search.Objective;
import dev.scar.sim.Engine;
import dev.scar.sim.ReplayOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays several schedules and asks whether the prediction ranks them as the simulation does.
 *
 * @param entries in the order in which they were given
 * @param kendallTau rank correlation τ-b of predicted and simulated scores: 1 the same order, −1
 *     the reverse; NaN with fewer than two different scores
 * @param estimateTau the same for the contention-aware estimate
 * @param regret how much worse the schedule with the best prediction simulates than the one that
 *     simulates best, as a share; 0 is none
 * @param estimateRegret the same for the schedule with the best contention-aware estimate
 */
public record Validation(
    List<Entry> entries,
    double kendallTau,
    double estimateTau,
    double regret,
    double estimateRegret) {
  public Validation {
    entries = List.copyOf(entries);
  }

  /**
   * A schedule.
   *
   * @param estimatedPs predicted with the contention-aware bound of each window
   */
  public record Entry(
      long predictedPs,
      long estimatedPs,
      long simulatedPs,
      double energyJ,
      double predicted,
      double estimated,
      double simulated) {}

  /** Replays them all. */
  public static Validation of(
      List<Prediction> schedules, Objective objective, Engine engine, ReplayOptions options) {
    List<Entry> entries = new ArrayList<>();
    for (Prediction schedule : schedules) {
      double energy = schedule.energy().totalJ();
      long simulated = engine.replay(schedule.plan(), options, entry -> {}).latencyPs();
      long estimated = ContentionBound.latencyPs(schedule);
      entries.add(
          new Entry(
              schedule.latencyPs(),
              estimated,
              simulated,
              energy,
              objective.scorePs(schedule.latencyPs(), energy),
              objective.scorePs(estimated, energy),
              objective.scorePs(simulated, energy)));
    }
    double[] predicted = entries.stream().mapToDouble(Entry::predicted).toArray();
    double[] estimated = entries.stream().mapToDouble(Entry::estimated).toArray();
    double[] simulated = entries.stream().mapToDouble(Entry::simulated).toArray();
    return new Validation(
        entries,
        kendallTau(predicted, simulated),
        kendallTau(estimated, simulated),
        regret(predicted, simulated),
        regret(estimated, simulated));
  }

  /** Kendall's τ-b; ties count for neither side. O(n²). */
  static double kendallTau(double[] a, double[] b) {
    long both = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int signA = Double.compare(a[i], a[j]);
        int signB = Double.compare(b[i], b[j]);
        both += (long) Integer.signum(signA) * Integer.signum(signB);
        untiedA += signA == 0 ? 0 : 1;
        untiedB += signB == 0 ? 0 : 1;
      }
    }
    return untiedA == 0 || untiedB == 0 ? Double.NaN : both / Math.sqrt((double) untiedA * untiedB);
  }

  private static double regret(double[] by, double[] simulated) {
    int first = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < by.length; i++) {
      first = by[i] < by[first] ? i : first;
      least = Math.min(least, simulated[i]);
    }
    return simulated[first] / least - 1;
  }
}
