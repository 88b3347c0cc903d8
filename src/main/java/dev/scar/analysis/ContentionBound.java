package dev.scar.analysis;

import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import java.util.List;

/**
 * The contention-aware estimate of a window (ours, beyond the paper): no resource can carry its
 * bytes faster than its bandwidth allows, so the longest busy time of any link, port or DRAM is a
 * lower bound of the window's latency.
 *
 * @param latencyPs the larger of the prediction and the longest busy time; without barrier windows
 *     overlap, and it is the prediction
 * @param addedPs what the bound adds to the prediction, an estimate of δ
 * @param busiest the resource with the longest busy time
 * @param busyPs that time
 */
public record ContentionBound(long latencyPs, long addedPs, Resource busiest, long busyPs) {
  /** The bound of one window. */
  public static ContentionBound of(Plan plan, WindowPrediction prediction) {
    long[] busy = busyPs(plan, prediction.plan());
    int busiest = 0;
    for (int r = 1; r < busy.length; r++) {
      if (busy[r] > busy[busiest]) {
        busiest = r;
      }
    }
    long latency =
        plan.barrier() ? Math.max(prediction.latencyPs(), busy[busiest]) : prediction.latencyPs();
    return new ContentionBound(
        latency, latency - prediction.latencyPs(), plan.resources().get(busiest), busy[busiest]);
  }

  /** Time each resource needs for the bytes it has to carry, by resource ordinal. */
  public static long[] busyPs(Plan plan, WindowPlan window) {
    long[] bytes = bytes(plan.resources(), window);
    List<Resource> resources = plan.resources().all();
    for (int r = 0; r < bytes.length; r++) {
      bytes[r] = resources.get(r).bandwidth().transferPs(bytes[r]);
    }
    return bytes;
  }

  /** Bytes that each resource has to carry, by resource ordinal. */
  public static long[] bytes(Resources all, WindowPlan window) {
    long[] bytes = new long[all.size()];
    for (Flow flow : window.flows()) {
      Stage stage = window.stages().get(flow.stage());
      for (Resource resource : flow.passes()) {
        bytes[resource.ordinal()] =
            Math.addExact(bytes[resource.ordinal()], Predictor.totalBytes(stage, flow));
      }
    }
    return bytes;
  }

  /** The estimate of a whole schedule: each window as long as its busiest resource at least. */
  public static long latencyPs(Prediction schedule) {
    long sum = 0;
    for (WindowPrediction window : schedule.windows()) {
      sum = Math.addExact(sum, of(schedule.plan(), window).latencyPs());
    }
    return sum;
  }
}
