package dev.scar.report.laws;

import dev.scar.analysis.Prediction;
import dev.scar.bound.LowerBound;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.Segment;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.CriticalPath;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What the laws are checked on.
 *
 * @param prediction what should be the least
 * @param replay what happened
 * @param path the critical path of the replay, first step first; empty if it is not known
 * @param floor what no schedule is better than, if that is known
 */
public record Evidence(
    Prediction prediction,
    ReplayResult replay,
    List<CriticalPath.Step> path,
    Optional<Floor> floor) {
  public Evidence {
    path = List.copyOf(path);
  }

  /** Bounds of the predicted and of the simulated latency. */
  public record Floor(LowerBound predicted, LowerBound simulated) {}

  Plan plan() {
    return prediction.plan();
  }

  /** The stage as it should be, not as the simulator may have changed it. */
  Stage stage(StageRun run) {
    return plan().windows().get(run.window()).stages().get(run.program().stage().ordinal());
  }

  ScenarioModel model(Segment segment) {
    return plan().schedule().scenario().models().get(segment.model());
  }

  /** What computes a segment. */
  ChipletType type(Segment segment) {
    return plan().chipletPackage().chipletAt(segment.chiplet()).orElseThrow().type();
  }

  /** What the layers of a segment cost there, one sample each. */
  Stream<LayerCost> costs(Segment segment) {
    ChipletType type = type(segment);
    return model(segment)
        .model()
        .layers()
        .subList(segment.firstLayer(), segment.endLayer())
        .stream()
        .map(layer -> plan().costs().cost(layer, type));
  }

  void stages(BiConsumer<WindowReplay, StageRun> each) {
    for (WindowReplay window : replay.windows()) {
      window.stages().forEach(run -> each.accept(window, run));
    }
  }

  void transfers(BiConsumer<StageRun, Transfer> each) {
    stages((window, run) -> run.transfers().forEach(transfer -> each.accept(run, transfer)));
  }

  /** The stage that a flow leads to; its own one for loads and stores. */
  Stage consumer(StageRun run, Flow flow) {
    return plan().windows().get(run.window()).stages().get(flow.consumerStage());
  }
}
