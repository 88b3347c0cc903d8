package dev.scar.study;

import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.SearchOptions;
import java.util.stream.Stream;

/**
 * Does a search that scores with the contention-aware estimate find schedules that simulate better?
 * The same evolutionary search is run with and without it, and both best schedules are replayed.
 */
public final class AwareComparison {
  /** What both find. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", Row::scenario),
          Column.<Row>text("package", Row::topology).key("topology"),
          Column.<Row>number("predicted", "%.4g", r -> r.plain().predicted())
              .key("plain_predicted"),
          Column.<Row>number("simulated", "%.4g", r -> r.plain().simulated())
              .key("plain_simulated"),
          Column.<Row>number("aware: predicted", "%.4g", r -> r.aware().predicted()),
          Column.<Row>number("estimated", "%.4g", r -> r.aware().estimated())
              .key("aware_estimated"),
          Column.<Row>number("simulated", "%.4g", r -> r.aware().simulated())
              .key("aware_simulated"),
          Column.<Row>number(
                  "aware / plain", "%.3f", r -> r.aware().simulated() / r.plain().simulated())
              .key("ratio"));

  private AwareComparison() {}

  /** The best schedule of either search. */
  public record Row(
      String scenario, String topology, Validation.Entry plain, Validation.Entry aware) {}

  /** Both searches on a problem, of which one schedule each is replayed. */
  public static Row of(Experiments experiments, ValidationExperiment problem) {
    return new Row(
        problem.scenario().name(),
        problem.chipletPackage().name(),
        best(experiments, problem, false),
        best(experiments, problem, true));
  }

  /** What is asked about a problem. */
  public static Stream<ValidationExperiment> questions(ValidationExperiment problem) {
    return Stream.of(false, true).map(aware -> question(problem, aware));
  }

  private static ValidationExperiment question(ValidationExperiment problem, boolean aware) {
    SearchOptions options =
        PaperOptions.evolutionary(problem.options()).contentionAware(aware).ranked(1);
    return new ValidationExperiment(
        problem.scenario(), problem.chipletPackage(), options, problem.packetBytes());
  }

  private static Validation.Entry best(
      Experiments experiments, ValidationExperiment problem, boolean aware) {
    return experiments.run(question(problem, aware)).entries().get(0);
  }
}
