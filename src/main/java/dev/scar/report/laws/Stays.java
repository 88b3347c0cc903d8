package dev.scar.report.laws;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.Transfer;
import dev.scar.workload.ScenarioModel;
import java.util.List;

/** What stays in L2 from one segment of a chiplet to a later one. */
final class Stays {
  private Stays() {}

  /** Whether a stage comes later on the same chiplet. */
  static boolean isLater(Stage stage, Stage than) {
    return stage.chiplet() == than.chiplet() && stage.segment().order() > than.segment().order();
  }

  /** Weights of a stage that came while the one before on its chiplet ran. */
  static long prefetchedBytes(Evidence evidence, int window, Stage stage) {
    int first = evidence.plan().barrier() ? window : 0;
    return evidence.replay().windows().subList(first, window + 1).stream()
        .flatMap(earlier -> earlier.stages().stream())
        .filter(run -> run.program().stage().chiplet() == stage.chiplet())
        .flatMap(run -> run.transfers().stream())
        .filter(transfer -> isPrefetchOf(transfer, window, stage))
        .mapToLong(Transfer::sizeBytes)
        .sum();
  }

  private static boolean isPrefetchOf(Transfer transfer, int window, Stage stage) {
    Flow flow = transfer.program().flow();
    return flow.kind() == Flow.Kind.PREFETCH
        && transfer.program().window() + flow.windowsLater() == window
        && flow.consumerStage() == stage.ordinal();
  }

  /** Whether L2 holds what stays while this stage runs, beside its weights that stay. */
  static boolean fits(Evidence evidence, int window, Stage stage) {
    List<Stage> stages = evidence.plan().windows().get(window).stages();
    int now = stage.segment().order();
    long kept = 0;
    for (Stage maker : stages) {
      ScenarioModel model = evidence.model(maker.segment());
      for (int layer : maker.kept().layers()) {
        int last =
            stages.stream()
                .filter(reader -> reader.model() == maker.model() && isLater(reader, maker))
                .filter(
                    reader ->
                        model.model().consumers(layer).stream()
                            .anyMatch(reader.segment()::contains))
                .mapToInt(reader -> reader.segment().order())
                .max()
                .orElse(-1);
        if (maker.chiplet() == stage.chiplet() && maker.segment().order() <= now && now <= last) {
          long batch = Math.multiplyExact(model.outputBytes(layer), (long) model.batch());
          kept = Math.addExact(kept, batch);
        }
      }
    }
    long weights = stage.weightsResident() ? stage.weightBytes() : 0;
    return kept == stage.kept().bytes()
        && (kept == 0 || Math.addExact(kept, weights) <= evidence.type(stage.segment()).l2Bytes());
  }
}
