package dev.scar.report;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.StageWork;
import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Stage;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A prediction beside the replay of the same plan: per window and model what was predicted, what
 * was simulated, and δ, the difference.
 */
public record ReplayComparison(
    Prediction prediction, ReplayResult replay, List<WindowRow> windows, Physics physics) {
  public ReplayComparison {
    windows = List.copyOf(windows);
  }

  /**
   * A window.
   *
   * @param bound the contention-aware estimate
   */
  public record WindowRow(
      int index, long predictedPs, long simulatedPs, ContentionBound bound, List<ModelRow> models) {
    public WindowRow {
      models = List.copyOf(models);
    }

    public long deltaPs() {
      return simulatedPs - predictedPs;
    }
  }

  /**
   * A model in a window.
   *
   * @param stages number of its stages
   * @param layers layers computed here
   * @param miniBatch samples per mini-batch
   * @param boundBy what takes the largest part of its slowest stage
   * @param overflowBytes the largest activation overflow of its stages
   */
  public record ModelRow(
      int model,
      String id,
      int stages,
      int layers,
      int miniBatch,
      long predictedPs,
      long simulatedPs,
      StageWork.Bound boundBy,
      long overflowBytes) {
    public long deltaPs() {
      return simulatedPs - predictedPs;
    }
  }

  /** Compares. */
  public static ReplayComparison of(Prediction prediction, ReplayResult replay) {
    List<WindowRow> rows = new ArrayList<>();
    for (WindowReplay window : replay.windows()) {
      WindowPrediction predicted = prediction.windows().get(window.index());
      rows.add(
          new WindowRow(
              window.index(),
              predicted.latencyPs(),
              window.latencyPs(),
              ContentionBound.of(prediction.plan(), predicted),
              models(prediction, predicted, window)));
    }
    return new ReplayComparison(prediction, replay, rows, Physics.check(prediction, replay));
  }

  private static List<ModelRow> models(
      Prediction prediction, WindowPrediction predicted, WindowReplay window) {
    List<ScenarioModel> models = prediction.plan().schedule().scenario().models();
    List<ModelRow> rows = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      int model = m;
      List<Stage> stages =
          predicted.plan().stages().stream().filter(s -> s.model() == model).toList();
      if (stages.isEmpty()) {
        continue;
      }
      StageWork slowest = StageWork.of(stages.get(0));
      for (Stage stage : stages) {
        StageWork work = StageWork.of(stage);
        slowest = work.totalPs() > slowest.totalPs() ? work : slowest;
      }
      rows.add(
          new ModelRow(
              m,
              models.get(m).id(),
              stages.size(),
              stages.stream().mapToInt(s -> s.segment().layerCount()).sum(),
              stages.get(0).miniBatch(),
              predicted.modelLatencyPs(m),
              window.modelLatencyPs(m),
              slowest.bound(),
              stages.stream().mapToLong(Stage::overflowBytes).max().orElse(0)));
    }
    return rows;
  }

  public long predictedPs() {
    return prediction.latencyPs();
  }

  public long simulatedPs() {
    return replay.latencyPs();
  }

  public long deltaPs() {
    return simulatedPs() - predictedPs();
  }
}
