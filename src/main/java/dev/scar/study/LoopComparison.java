package dev.scar.study;

import dev.scar.analysis.Prediction;
import dev.scar.refine.SimulatedSearch;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import java.util.List;

/**
 * Does simulation in the search find schedules that simulate better? The default search by
 * prediction, the same with as many more moves as simulation takes time, and the same with a last
 * phase that scores by the contention-aware estimate, and by replay. The best schedule of each is
 * replayed.
 */
public final class LoopComparison {
  /** What they find. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", Row::scenario),
          Column.<Row>text("package", Row::topology).key("topology"),
          score("predicted", "plain_predicted", r -> r.plain().entry().predicted()),
          score("simulated", "plain_simulated", r -> r.plain().entry().simulated()),
          Column.<Row>share("δ", r -> delta(r.plain().entry())).key("plain_delta"),
          seconds("plain_seconds", r -> r.plain().seconds()),
          score("as long", "longer_simulated", r -> r.longer().entry().simulated()),
          seconds("longer_seconds", r -> r.longer().seconds()),
          score("by estimate", "estimate_simulated", r -> r.estimate().entry().simulated()),
          seconds("estimate_seconds", r -> r.estimate().seconds()),
          score("by simulation", "loop_simulated", r -> r.loop().entry().simulated()),
          seconds("loop_seconds", r -> r.loop().seconds()),
          Column.<Row>number("of as long", "%.4f", Row::ratio).key("ratio"),
          Column.<Row>share("of δ recovered", Row::recovered).key("recovered").absent("–"));

  private static final double NOTHING = 0.001;

  private LoopComparison() {}

  private static Column<Row> score(String title, String key, Column.Value<Row, Double> value) {
    return Column.number(title, "%.4g", value).key(key);
  }

  private static Column<Row> seconds(String key, Column.Value<Row, Double> value) {
    return Column.number("s", "%.1f", value).key(key);
  }

  private static double delta(Validation.Entry of) {
    return (double) of.simulatedPs() / of.predictedPs() - 1;
  }

  /** The best schedule of a search, and how long that took. */
  public record Found(Validation.Entry entry, double seconds) {}

  /**
   * What all found for a problem.
   *
   * @param plain by prediction
   * @param longer by prediction with more moves
   * @param estimate with a last phase by the estimate
   * @param loop with a last phase by replay
   */
  public record Row(
      String scenario, String topology, Found plain, Found longer, Found estimate, Found loop) {
    double ratio() {
      return loop.entry().simulated() / longer.entry().simulated();
    }

    /**
     * How much of what simulation adds to the score of the plain choice is saved; NaN if that is
     * next to nothing.
     */
    double recovered() {
      double added = plain.entry().simulated() - plain.entry().predicted();
      return added > NOTHING * plain.entry().predicted()
          ? (plain.entry().simulated() - loop.entry().simulated()) / added
          : Double.NaN;
    }
  }

  /**
   * Runs all four on a problem; the method of its options is not used.
   *
   * @param effort of the search by prediction, and of what goes before the last phases
   */
  public static Row of(Bench bench, ValidationExperiment problem, Effort effort, Meter clock) {
    AnnealingSearch plain = AnnealingSearch.of(effort);
    SimulatedSearch loop = SimulatedSearch.after(plain, problem.packetBytes());
    Timed first = timed(bench, problem, plain, clock);
    Timed estimated = timed(bench, problem, loop.estimating(), clock);
    Timed simulated = timed(bench, problem, loop, clock);
    double longer = Math.max(1, simulated.seconds() / first.seconds());
    long moves = (long) Math.ceil(Math.max(1, first.result().coverage().combined()) * longer);
    Effort asLong = new Effort(String.valueOf(moves), moves);
    return new Row(
        problem.scenario().name(),
        problem.chipletPackage().name(),
        first.found(bench, problem),
        timed(bench, problem, AnnealingSearch.of(asLong), clock).found(bench, problem),
        estimated.found(bench, problem),
        simulated.found(bench, problem));
  }

  private record Timed(SearchResult result, double seconds) {
    Found found(Bench bench, ValidationExperiment problem) {
      List<Prediction> best = List.of(result.best());
      return new Found(problem.replayed(best, bench).entries().get(0), seconds);
    }
  }

  private static Timed timed(
      Bench bench, ValidationExperiment problem, ScheduleSearch search, Meter clock) {
    SearchOptions options =
        SearchOptions.DEFAULT
            .usualOn(problem.chipletPackage())
            .objective(problem.options().objective())
            .seed(problem.options().seed())
            .search(search);
    long begun = clock.nanoseconds();
    SearchResult result =
        SearchExperiment.search(bench, problem.scenario(), problem.chipletPackage(), options);
    return new Timed(result, (clock.nanoseconds() - begun) * 1e-9);
  }
}
