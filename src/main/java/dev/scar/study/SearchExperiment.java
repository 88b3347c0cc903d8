package dev.scar.study;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.Comparator;

/**
 * Which schedule does a search find?
 *
 * @param byEstimate whether the best of the ranked schedules is chosen, and measured, by the
 *     contention-aware estimate instead of the plain prediction
 */
public record SearchExperiment(
    Scenario scenario, ChipletPackage chipletPackage, SearchOptions options, boolean byEstimate)
    implements Experiment<SearchOutcome> {
  /** A search that is judged by the prediction. */
  public SearchExperiment(Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    this(scenario, chipletPackage, options, false);
  }

  @Override
  public String label() {
    return scenario.name() + " on " + chipletPackage.name() + ", " + options.objective().label();
  }

  @Override
  public SearchOutcome run(Bench bench) {
    SearchResult result = search(bench, scenario, chipletPackage, options);
    if (!byEstimate) {
      return SearchOutcome.of(result, result.best(), result.best().latencyPs(), result.score());
    }
    Objective objective = options.objective();
    Prediction best =
        result.ranked().stream()
            .min(Comparator.comparingDouble(p -> estimated(objective, p)))
            .orElseThrow();
    return SearchOutcome.of(
        result, best, ContentionBound.latencyPs(best), estimated(objective, best));
  }

  private static double estimated(Objective objective, Prediction of) {
    long latencyPs = ContentionBound.latencyPs(of);
    return objective.scorePs(latencyPs, of.energy(latencyPs).totalJ());
  }

  /** The one place where studies search. */
  static SearchResult search(
      Bench bench, Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    return new ScarScheduler(bench.costs(), bench.threads(), bench.stop(), (done, all) -> {})
        .schedule(scenario, chipletPackage, options);
  }
}
