package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Ways to search the same problem side by side: what each finds, in which time, and how far it may
 * be from the best possible. To see another one here, add it to {@link #ALL}.
 */
public final class QualitySweep {
  /**
   * A way to search.
   *
   * @param options what it changes of the options of the sweep
   * @param chance whether what it finds depends on the seed, whatever the package
   */
  public record Contender(String name, UnaryOperator<SearchOptions> options, boolean chance) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** All of them; the first that is asked for is what the others are compared with. */
  public static final List<Contender> ALL =
      List.of(
          new Contender("paper", o -> o.paper(p -> p), false),
          annealing(Effort.QUICK),
          annealing(Effort.DEFAULT),
          annealing(Effort.HIGH));

  /**
   * Searches by a contender, with a seed each.
   *
   * @param first the searches of the first contender on the same problem
   */
  public record Trial(
      Contender contender, List<SearchExperiment> searches, List<SearchExperiment> first) {
    public Trial {
      searches = List.copyOf(searches);
      first = List.copyOf(first);
    }

    /** For people. */
    public String label() {
      return searches.get(0).label() + ", " + contender.name();
    }
  }

  /**
   * What a contender came to. Of several seeds each figure is the median.
   *
   * @param firstScore what the first contender found on the same problem
   */
  public record Row(
      Trial trial, List<Measured<SearchExperiment, SearchOutcome>> searches, double firstScore) {
    public Row {
      searches = List.copyOf(searches);
    }

    double score() {
      return median(searches.stream().mapToDouble(s -> s.answer().score()));
    }

    double seconds() {
      return median(searches.stream().mapToDouble(Measured::seconds));
    }

    double boundScore() {
      return searches.get(0).answer().boundScore();
    }

    double gap() {
      return median(searches.stream().mapToDouble(s -> s.answer().gap()));
    }

    long evaluated() {
      return (long) median(searches.stream().mapToDouble(s -> s.answer().coverage().evaluated()));
    }

    private DoubleSummaryStatistics scores() {
      return searches.stream().mapToDouble(s -> s.answer().score()).summaryStatistics();
    }

    private SearchExperiment any() {
      return trial.searches().get(0);
    }
  }

  /** What they come to. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", r -> r.any().scenario().name()),
          Column.text("package", r -> r.any().chipletPackage().name()),
          Column.text("search", r -> r.trial().contender().name()),
          Column.count("seeds", r -> r.searches().size()),
          Column.<Row>number("EDP", "%.4g", Row::score).key("score"),
          Column.<Row>number("least", "%.4g", r -> r.scores().getMin()),
          Column.<Row>number("most", "%.4g", r -> r.scores().getMax()),
          Column.<Row>number("s", "%.1f", Row::seconds).key("seconds"),
          Column.<Row>number("of first", "%.4f", r -> r.score() / r.firstScore()).key("ratio"),
          Column.number("bound", "%.4g", Row::boundScore),
          Column.<Row>number("gap %", "%.1f", r -> 100 * r.gap()).textOnly(),
          Column.<Row>share("gap", Row::gap).filesOnly(),
          Column.<Row>count("evaluated", Row::evaluated).filesOnly());

  private QualitySweep() {}

  private static Contender annealing(Effort effort) {
    return new Contender(effort.label(), o -> o.search(AnnealingSearch.of(effort)), true);
  }

  /** Of an even number the mean of the middle two. */
  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Contenders on a problem, executed as is usual on its package.
   *
   * @param options of the first seed
   * @param seeds how many seeds are tried, one after the other; those that leave nothing to chance
   *     search once
   */
  public static List<Trial> of(
      Scenario scenario,
      ChipletPackage chipletPackage,
      SearchOptions options,
      List<Contender> contenders,
      int seeds) {
    List<Trial> trials = new ArrayList<>();
    for (Contender contender : contenders) {
      List<SearchExperiment> searches = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        SearchOptions usual = options.usualOn(chipletPackage).seed(options.seed() + i);
        SearchOptions seeded = contender.options().apply(usual);
        if (i == 0 || contender.chance() || isEvolutionary(seeded, chipletPackage)) {
          searches.add(new SearchExperiment(scenario, chipletPackage, seeded));
        }
      }
      trials.add(
          new Trial(contender, searches, trials.isEmpty() ? searches : trials.get(0).searches()));
    }
    return trials;
  }

  private static boolean isEvolutionary(SearchOptions options, ChipletPackage chipletPackage) {
    SearchOptions.Method method =
        options.paper().method().on(chipletPackage.chiplets().size(), options.paper().strategy());
    return method == SearchOptions.Method.EVOLUTIONARY;
  }

  /** Runs a trial; the first contender's answers are known if its trial was run before. */
  public static Row row(Trial trial, Experiments experiments, Meter clock) {
    List<Measured<SearchExperiment, SearchOutcome>> searches = new ArrayList<>();
    for (SearchExperiment search : trial.searches()) {
      searches.add(experiments.measured(search, clock));
    }
    double first =
        median(trial.first().stream().mapToDouble(search -> experiments.run(search).score()));
    return new Row(trial, searches, first);
  }
}
