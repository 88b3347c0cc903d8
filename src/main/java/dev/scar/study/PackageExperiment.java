package dev.scar.study;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;

/**
 * How good is a package for a scenario: the best schedule that a search finds, replayed.
 *
 * @param packetBytes of the replay
 * @param barrier whether a window waits for the whole one before
 */
public record PackageExperiment(
    Scenario scenario,
    ChipletPackage chipletPackage,
    SearchOptions options,
    long packetBytes,
    boolean barrier)
    implements Experiment<PackageOutcome> {
  @Override
  public String label() {
    return scenario.name() + " on " + chipletPackage.name();
  }

  @Override
  public PackageOutcome run(Bench bench) {
    SearchResult found = search(bench);
    Prediction best = found.best();
    Plan plan = barrier ? best.plan() : best.plan().withoutBarrier();
    ReplayResult replay =
        bench
            .engine()
            .replay(
                plan,
                new ReplayOptions(packetBytes, LogDetail.OFF, (window, ps) -> {}),
                record -> {});
    return PackageOutcome.of(found, barrier ? best : Predictor.predict(plan), replay);
  }

  /** The search alone, whose best schedule has its barriers still. */
  public SearchResult search(Bench bench) {
    return SearchExperiment.search(bench, scenario, chipletPackage, options);
  }
}
