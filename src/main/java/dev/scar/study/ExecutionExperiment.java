package dev.scar.study;

import dev.scar.analysis.Predictor;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.Lateness;
import dev.scar.report.PlanLabels;
import dev.scar.report.RunOrigin;
import dev.scar.report.RunReport;
import dev.scar.schedule.Execution;
import dev.scar.schedule.Schedule;
import dev.scar.search.SearchOptions;
import dev.scar.search.order.OrderedSearch;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What overlap saves: the best schedule that a search finds for sequential execution, replayed
 * sequentially and overlapped. It is one schedule, so that nothing but overlap differs; with order
 * on chiplets it is improved by that for each execution, and nothing but order differs from the one
 * without: cuts, places and turns, not mini-batches.
 *
 * @param packetBytes of the replays
 * @param ordered whether chiplets may take several segments of a window in turn
 */
public record ExecutionExperiment(
    Scenario scenario,
    ChipletPackage chipletPackage,
    SearchOptions options,
    long packetBytes,
    boolean ordered)
    implements Experiment<ExecutionOutcome> {
  /** The same with order. */
  public ExecutionExperiment withOrder() {
    return new ExecutionExperiment(scenario, chipletPackage, options, packetBytes, true);
  }

  @Override
  public String label() {
    return "executions of %s on %s%s"
        .formatted(scenario.name(), chipletPackage.name(), ordered ? " with order" : "");
  }

  @Override
  public ExecutionOutcome run(Bench bench) {
    List<ExecutionOutcome.Entry> entries = new ArrayList<>();
    if (ordered) {
      SearchOptions improved = options.search(OrderedSearch.improving(options.search()));
      for (Execution execution : Execution.values()) {
        SearchOptions how = improved.execution(improved.execution().withExecution(execution));
        entries.add(entry(bench, found(bench, how)));
      }
    } else {
      Schedule found = found(bench, options);
      for (Execution execution : Execution.values()) {
        entries.add(entry(bench, found.executed(execution)));
      }
    }
    return new ExecutionOutcome(entries);
  }

  private Schedule found(Bench bench, SearchOptions how) {
    return SearchExperiment.search(bench, scenario, chipletPackage, how).best().plan().schedule();
  }

  private ExecutionOutcome.Entry entry(Bench bench, Schedule schedule) {
    Plan plan = new PlanBuilder(bench.costs()).build(schedule);
    PlanLabels labels = new PlanLabels(plan, packetBytes);
    CriticalPath path = new CriticalPath();
    ReplayOptions how =
        new ReplayOptions(packetBytes, LogDetail.TRANSFERS, (window, ps) -> {}).withWaits();
    ReplayResult replay = bench.engine().replay(plan, how, CriticalPath.of(labels, path));
    RunReport report =
        new RunReport(
            Predictor.predict(plan),
            replay,
            labels,
            new RunOrigin("", Map.of(), null),
            path::steps);
    Lateness late = report.lateness();
    String at = late.worst().map(blame -> blame.resource().name()).orElse("");
    return new ExecutionOutcome.Entry(
        schedule.policy().execution().toString(),
        report.predictedPs(),
        report.simulatedPs(),
        late.waitedPs(),
        at,
        late.parts().stream()
            .filter(part -> part.resource().equals(at))
            .findFirst()
            .map(Lateness.Part::behind)
            .orElse(""));
  }
}
