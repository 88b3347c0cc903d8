package dev.scar.analysis;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When everything in a window happens if no transfer waits for another; times count from the start
 * of the window, or of the scenario if there is no barrier between windows.
 *
 * <p>A stage has a start and a finish per mini-batch, a flow a release and an arrival. For a flow
 * that moves nothing in a mini-batch, both are the moment at which it would have been its turn. The
 * times of single mini-batches are worked out when the first one is asked for.
 */
public final class WindowPrediction {
  private final WindowPlan plan;
  private final Map<Integer, Long> modelLatencyPs;
  private final Supplier<Times> later;
  private @Nullable Times times;

  /** By stage or flow, then by mini-batch. */
  record Times(
      long[][] began, long[][] start, long[][] finish, long[][] release, long[][] arrival) {}

  WindowPrediction(WindowPlan plan, Map<Integer, Long> modelLatencyPs, Supplier<Times> later) {
    this.plan = plan;
    this.modelLatencyPs = modelLatencyPs;
    this.later = later;
  }

  private synchronized Times times() {
    Times known = times;
    if (known == null) {
      known = later.get();
      times = known;
    }
    return known;
  }

  public WindowPlan plan() {
    return plan;
  }

  /** The longest model. */
  public long latencyPs() {
    return modelLatencyPs.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** When the last stage of a model finishes; 0 if the model has no stage here. */
  public long modelLatencyPs(int model) {
    return modelLatencyPs.getOrDefault(model, 0L);
  }

  /** When its first load or computation begins: its start, but where loads run ahead. */
  public long stageBeganPs(Stage stage, int miniBatch) {
    return times().began()[stage.ordinal()][miniBatch];
  }

  public long stageStartPs(Stage stage, int miniBatch) {
    return times().start()[stage.ordinal()][miniBatch];
  }

  public long stageFinishPs(Stage stage, int miniBatch) {
    return times().finish()[stage.ordinal()][miniBatch];
  }

  public long releasePs(Flow flow, int miniBatch) {
    return times().release()[flow.ordinal()][miniBatch];
  }

  public long arrivalPs(Flow flow, int miniBatch) {
    return times().arrival()[flow.ordinal()][miniBatch];
  }
}
