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
 * sequentially and overlapped. It is one schedule, so that nothing but overlap differs.
 *
 * @param packetBytes of the replays
 */
public record ExecutionExperiment(
    Scenario scenario, ChipletPackage chipletPackage, SearchOptions options, long packetBytes)
    implements Experiment<ExecutionOutcome> {
  @Override
  public String label() {
    return "executions of %s on %s".formatted(scenario.name(), chipletPackage.name());
  }

  @Override
  public ExecutionOutcome run(Bench bench) {
    Schedule found =
        SearchExperiment.search(bench, scenario, chipletPackage, options).best().plan().schedule();
    List<ExecutionOutcome.Entry> entries = new ArrayList<>();
    for (Execution execution : Execution.values()) {
      entries.add(entry(bench, found.executed(execution)));
    }
    return new ExecutionOutcome(entries);
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
