package dev.scar.study;

import dev.scar.analysis.Prediction;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.SearchOptions;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.util.List;

/**
 * Does the prediction rank the best schedules of a search as the simulation does?
 *
 * @param options {@link SearchOptions#ranked} says how many schedules are replayed
 * @param packetBytes of the replay
 */
public record ValidationExperiment(
    Scenario scenario, ChipletPackage chipletPackage, SearchOptions options, long packetBytes)
    implements Experiment<Validation> {
  @Override
  public String label() {
    return "replay of %d, %s on %s"
        .formatted(options.ranked(), scenario.name(), chipletPackage.name());
  }

  @Override
  public Validation run(Bench bench) {
    return replayed(
        SearchExperiment.search(bench, scenario, chipletPackage, options).ranked(), bench);
  }

  /** Replays schedules of this problem. */
  Validation replayed(List<Prediction> schedules, Bench bench) {
    return Validation.of(
        schedules,
        options.objective(),
        bench.engine(),
        new ReplayOptions(packetBytes, LogDetail.OFF, (window, ps) -> {}));
  }
}
