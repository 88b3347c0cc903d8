package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Ways to search the same problem side by side: what each finds, in which time, and how far it may
 * be from the best possible. To see another one here, add it to {@link #ALL}.
 */
public final class QualitySweep {
  /**
   * A way to search.
   *
   * @param options what it changes of the options of the sweep
   */
  public record Contender(String name, UnaryOperator<SearchOptions> options) {}

  /** All of them; the first is what the others are compared with. */
  public static final List<Contender> ALL =
      List.of(
          new Contender("paper", o -> o.paper(p -> p)),
          annealing(Effort.QUICK),
          annealing(Effort.DEFAULT),
          annealing(Effort.HIGH));

  /**
   * A search by a contender.
   *
   * @param first the search of the first contender on the same problem
   */
  public record Trial(Contender contender, SearchExperiment search, SearchExperiment first) {
    /** For people. */
    public String label() {
      return search.label() + ", " + contender.name();
    }
  }

  /**
   * What a contender came to.
   *
   * @param firstScore what the first contender found on the same problem
   */
  public record Row(
      Trial trial, Measured<SearchExperiment, SearchOutcome> search, double firstScore) {
    SearchOutcome outcome() {
      return search.answer();
    }
  }

  /** What they come to. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", r -> r.trial().search().scenario().name()),
          Column.text("package", r -> r.trial().search().chipletPackage().name()),
          Column.text("search", r -> r.trial().contender().name()),
          Column.<Row>number("EDP", "%.4g", r -> r.outcome().score()).key("score"),
          Column.<Row>number("s", "%.1f", r -> r.search().seconds()).key("seconds"),
          Column.<Row>number("of first", "%.3f", r -> r.outcome().score() / r.firstScore())
              .key("ratio"),
          Column.number("bound", "%.4g", r -> r.outcome().boundScore()),
          Column.<Row>number("gap %", "%.1f", r -> 100 * r.outcome().gap()).textOnly(),
          Column.<Row>share("gap", r -> r.outcome().gap()).filesOnly(),
          Column.<Row>count("evaluated", r -> r.outcome().coverage().evaluated()).filesOnly());

  private QualitySweep() {}

  private static Contender annealing(Effort effort) {
    return new Contender(effort.label(), o -> o.search(AnnealingSearch.of(effort)));
  }

  /** Every contender on a problem. */
  public static List<Trial> of(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    List<Trial> trials = new ArrayList<>();
    SearchExperiment first =
        new SearchExperiment(scenario, chipletPackage, ALL.get(0).options().apply(options));
    for (Contender contender : ALL) {
      trials.add(
          new Trial(
              contender,
              new SearchExperiment(scenario, chipletPackage, contender.options().apply(options)),
              first));
    }
    return trials;
  }

  /** Runs a trial; the first contender's answer is known if its trial was run before. */
  public static Row row(Trial trial, Experiments experiments, Meter clock) {
    Measured<SearchExperiment, SearchOutcome> search = experiments.measured(trial.search(), clock);
    return new Row(trial, search, experiments.run(trial.first()).score());
  }
}
