package dev.scar.analysis;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;

/**
 * When everything in a window happens if no transfer waits for another; times count from the start
 * of the window, or of the scenario if there is no barrier between windows.
 *
 * <p>A stage has a start and a finish per mini-batch, a flow a release and an arrival. For a flow
 * that moves nothing in a mini-batch, both are the moment at which it would have been its turn.
 */
public final class WindowPrediction {
  private final WindowPlan plan;
  private final long latencyPs;
  private final long[][] stageStartPs;
  private final long[][] stageFinishPs;
  private final long[][] flowReleasePs;
  private final long[][] flowArrivalPs;

  WindowPrediction(
      WindowPlan plan,
      long latencyPs,
      long[][] stageStartPs,
      long[][] stageFinishPs,
      long[][] flowReleasePs,
      long[][] flowArrivalPs) {
    this.plan = plan;
    this.latencyPs = latencyPs;
    this.stageStartPs = stageStartPs;
    this.stageFinishPs = stageFinishPs;
    this.flowReleasePs = flowReleasePs;
    this.flowArrivalPs = flowArrivalPs;
  }

  public WindowPlan plan() {
    return plan;
  }

  /** The longest model. */
  public long latencyPs() {
    return latencyPs;
  }

  /** When the last stage of a model finishes; 0 if the model has no stage here. */
  public long modelLatencyPs(int model) {
    long latest = 0;
    for (Stage stage : plan.stages()) {
      if (stage.model() == model) {
        latest = Math.max(latest, stageFinishPs(stage, stage.miniBatches() - 1));
      }
    }
    return latest;
  }

  public long stageStartPs(Stage stage, int miniBatch) {
    return stageStartPs[stage.ordinal()][miniBatch];
  }

  public long stageFinishPs(Stage stage, int miniBatch) {
    return stageFinishPs[stage.ordinal()][miniBatch];
  }

  public long releasePs(Flow flow, int miniBatch) {
    return flowReleasePs[flow.ordinal()][miniBatch];
  }

  public long arrivalPs(Flow flow, int miniBatch) {
    return flowArrivalPs[flow.ordinal()][miniBatch];
  }
}
