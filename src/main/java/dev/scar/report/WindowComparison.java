package dev.scar.report;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.StageWork;
import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Stage;
import dev.scar.report.RunReport.ModelRow;
import dev.scar.report.RunReport.WindowRow;
import dev.scar.sim.WindowReplay;
import java.util.ArrayList;
import java.util.List;

/** By window and model: what was predicted, what was simulated, and δ, the difference. */
final class WindowComparison {
  private final RunReport run;

  WindowComparison(RunReport run) {
    this.run = run;
  }

  List<WindowRow> rows() {
    List<WindowRow> rows = new ArrayList<>();
    for (WindowReplay window : run.replay().windows()) {
      WindowPrediction predicted = run.prediction().windows().get(window.index());
      ContentionBound bound = ContentionBound.of(run.plan(), predicted);
      rows.add(
          new WindowRow(
              window.index(),
              predicted.latencyPs(),
              window.latencyPs(),
              window.latencyPs() - predicted.latencyPs(),
              bound.latencyPs(),
              bound.busiest().name(),
              bound.busyPs(),
              PeakShare.of(run.plan(), predicted.plan().stages()).in(window.latencyPs()),
              models(predicted, window)));
    }
    return List.copyOf(rows);
  }

  private List<ModelRow> models(WindowPrediction predicted, WindowReplay window) {
    List<ModelRow> rows = new ArrayList<>();
    for (int m = 0; m < run.models().size(); m++) {
      int model = m;
      List<Stage> stages =
          predicted.plan().stages().stream().filter(s -> s.model() == model).toList();
      if (stages.isEmpty()) {
        continue;
      }
      PeakShare peak = PeakShare.of(run.plan(), stages);
      StageWork slowest = StageWork.of(stages.get(0));
      for (Stage stage : stages) {
        StageWork work = StageWork.of(stage);
        slowest = work.totalPs() > slowest.totalPs() ? work : slowest;
      }
      rows.add(
          new ModelRow(
              run.models().get(m).id(),
              stages.stream().mapToInt(s -> s.segment().layerCount()).sum(),
              (int) stages.stream().mapToInt(Stage::chiplet).distinct().count(),
              stages.get(0).miniBatch(),
              predicted.modelLatencyPs(m),
              window.modelLatencyPs(m),
              window.modelLatencyPs(m) - predicted.modelLatencyPs(m),
              peak.computing(),
              peak.mappedPes(),
              slowest.bound(),
              stages.stream().mapToLong(Stage::overflowBytes).max().orElse(0),
              stages.stream().anyMatch(stage -> stage.spill().isPresent())));
    }
    return rows;
  }
}
