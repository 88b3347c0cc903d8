package dev.scar.study;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.search.Objective;
import dev.scar.sim.Engine;
import dev.scar.sim.ReplayOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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
 * @param best the schedule that simulates best, the first of equals
 */
public record Validation(
    List<Entry> entries,
    double kendallTau,
    double estimateTau,
    double regret,
    double estimateRegret,
    Best best) {
  /** A validation per scenario and package. */
  public static final Table<Measured<ValidationExperiment, Validation>> TABLE =
      Table.of(
          Column.text("scenario", m -> m.experiment().scenario().name()),
          Column.<Measured<ValidationExperiment, Validation>>text(
                  "package", m -> m.experiment().chipletPackage().name())
              .key("topology"),
          Column.count("replayed", m -> m.answer().entries().size()),
          Column.<Measured<ValidationExperiment, Validation>>number(
                  "largest δ %", "%.3f", m -> 100 * m.answer().largestDelta())
              .textOnly(),
          Column.<Measured<ValidationExperiment, Validation>>share(
                  "largest delta", m -> m.answer().largestDelta())
              .filesOnly(),
          tau("tau predicted", "tau", Validation::kendallTau),
          percent("regret %", Validation::regret),
          share("regret", Validation::regret),
          tau("tau estimate", "estimate_tau", Validation::estimateTau),
          percent("regret %", Validation::estimateRegret),
          share("estimate regret", Validation::estimateRegret),
          Column.count("best is", m -> m.answer().first() + 1),
          Column.<Measured<ValidationExperiment, Validation>>number(
                  "simulated",
                  "%.4g",
                  m -> m.answer().entries().get(m.answer().first()).simulated())
              .key("best_simulated"));

  /** The schedule that simulates best, without scenario and package. */
  public record Best(ExecutionPolicy policy, List<Window> windows) {
    public Best {
      windows = List.copyOf(windows);
    }

    static Best of(Schedule schedule) {
      return new Best(schedule.policy(), schedule.windows());
    }

    /** The schedule of a problem of which this is the answer. */
    public Schedule of(ValidationExperiment problem) {
      return new Schedule(problem.scenario(), problem.chipletPackage(), policy, windows);
    }
  }

  public Validation {
    entries = List.copyOf(entries);
  }

  private static Column<Measured<ValidationExperiment, Validation>> tau(
      String title, String key, Column.Value<Validation, Double> value) {
    return Column.<Measured<ValidationExperiment, Validation>>number(
            title, "%.3f", m -> value.of(m.answer()))
        .key(key)
        .absent("–");
  }

  private static Column<Measured<ValidationExperiment, Validation>> percent(
      String title, ToDoubleFunction<Validation> share) {
    return Column.<Measured<ValidationExperiment, Validation>>number(
            title, "%.3f", m -> 100 * share.applyAsDouble(m.answer()))
        .textOnly();
  }

  private static Column<Measured<ValidationExperiment, Validation>> share(
      String title, Column.Value<Validation, Double> value) {
    return Column.<Measured<ValidationExperiment, Validation>>share(
            title, m -> value.of(m.answer()))
        .filesOnly();
  }

  /** Which entry simulates best, from 0 on; the first of equals. */
  private int first() {
    return first(entries);
  }

  private static int first(List<Entry> of) {
    return IntStream.range(0, of.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> of.get(i).simulated()))
        .orElseThrow();
  }

  /** The largest share by which a schedule simulates longer than predicted. */
  private double largestDelta() {
    return entries.stream()
        .mapToDouble(e -> (double) e.simulatedPs() / e.predictedPs() - 1)
        .max()
        .orElse(0);
  }

  private static String tau(double tau) {
    return Double.isNaN(tau) ? "undefined (all equal)" : String.format(Locale.ROOT, "%.3f", tau);
  }

  /** A schedule in its place. */
  private record Ranked(int rank, Entry entry) {}

  /** All schedules as a table, and how well they are ranked, for people. */
  public String text(String objective) {
    Table<Ranked> table =
        Table.of(
            Column.count("rank", Ranked::rank),
            Column.time("predicted", r -> r.entry().predictedPs()),
            Column.time("estimate", r -> r.entry().estimatedPs()),
            Column.time("simulated", r -> r.entry().simulatedPs()),
            Column.energy("energy", r -> r.entry().energyJ()),
            Column.number(objective + " predicted", "%.6g", r -> r.entry().predicted()),
            Column.number("estimate", "%.6g", r -> r.entry().estimated()),
            Column.number("simulated", "%.6g", r -> r.entry().simulated()));
    List<Ranked> rows = new ArrayList<>();
    entries.forEach(entry -> rows.add(new Ranked(rows.size() + 1, entry)));
    return table.text(rows)
        + String.format(
            Locale.ROOT,
            "  order of prediction and simulation: Kendall tau %s, regret of trusting the prediction %.3f %%%n"
                + "  order of contention-aware estimate and simulation: Kendall tau %s, regret %.3f %%%n",
            tau(kendallTau),
            100 * regret,
            tau(estimateTau),
            100 * estimateRegret);
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
              objective.scorePs(estimated, schedule.energy(estimated).totalJ()),
              objective.scorePs(simulated, schedule.energy(simulated).totalJ())));
    }
    double[] predicted = entries.stream().mapToDouble(Entry::predicted).toArray();
    double[] estimated = entries.stream().mapToDouble(Entry::estimated).toArray();
    double[] simulated = entries.stream().mapToDouble(Entry::simulated).toArray();
    return new Validation(
        entries,
        kendallTau(predicted, simulated),
        kendallTau(estimated, simulated),
        regret(predicted, simulated),
        regret(estimated, simulated),
        Best.of(schedules.get(first(entries)).plan().schedule()));
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
