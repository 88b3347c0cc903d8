package dev.scar.report;

import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code report.html} shows, as JSON. Times are integer picoseconds, energies joules, and
 * totals have the names they have in {@code summary.json}.
 */
final class ReportData {
  private ReportData() {}

  private record Title(String name, String title) {}

  private record ModelView(String id, String title, int batch, int layers) {
    static ModelView of(ScenarioModel model) {
      return new ModelView(
          model.id(), model.model().title(), model.batch(), model.model().layers().size());
    }
  }

  /** The data of a report: the run's own, then that of every chart. */
  static String of(RunReport run) {
    Scenario scenario = run.plan().schedule().scenario();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", "scar-report-1");
    data.put("command", run.origin().command());
    data.put("inputs", run.origin().all());
    data.put("scenario", new Title(scenario.name(), scenario.title()));
    data.put("models", scenario.models().stream().map(ModelView::of).toList());
    data.putAll(run.totals());
    data.put("lateness", run.lateness().view());
    data.put("whatIf", run.whatIfs());
    data.put("laws", run.physics().laws().size());
    data.put("lawsBroken", run.physics().laws().stream().filter(law -> law.broken() > 0).count());
    // sorted, since a Map.of has another order in every process
    ReportChart.ALL.forEach(chart -> data.putAll(new TreeMap<>(chart.data().apply(run))));
    return ViewWriter.compact(data);
  }
}
