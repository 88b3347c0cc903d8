package dev.scar.search;

import dev.scar.analysis.ContentionBound;
import dev.scar.cost.CostModel;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Resource;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contention-aware estimate (ours, beyond the paper): a window lasts at least as long as its
 * busiest link, port or DRAM needs for the bytes of all models. It couples the models, so what each
 * of them costs by itself is only a lower bound, and nothing is combined by dominance.
 *
 * <p>Not for several threads. <b>Cost:</b> the lowering of each new option; its bytes are
 * remembered.
 */
final class ContentionAwareLatency implements WindowLatency {
  private static final int MOST_REMEMBERED = 4 << 20;

  private final Scenario scenario;
  private final Geometry geometry;
  private final ExecutionPolicy execution;
  private final PlanBuilder builder;
  private final List<Resource> resources;
  private final Map<Option, long[]> known = new HashMap<>();

  ContentionAwareLatency(
      Scenario scenario, Geometry geometry, ExecutionPolicy execution, CostModel costs) {
    this.scenario = scenario;
    this.geometry = geometry;
    this.execution = execution;
    this.builder = new PlanBuilder(costs);
    this.resources = geometry.resources().all();
  }

  @Override
  public long latencyPs(Option[] options) {
    long latency = WindowLatency.LONGEST_MODEL.latencyPs(options);
    long[] bytes = new long[resources.size()];
    for (Option option : options) {
      long[] own = bytes(option);
      for (int r = 0; r < bytes.length; r++) {
        bytes[r] = Math.addExact(bytes[r], own[r]);
      }
    }
    for (int r = 0; r < bytes.length; r++) {
      if (bytes[r] > 0) {
        latency = Math.max(latency, resources.get(r).bandwidth().transferPs(bytes[r]));
      }
    }
    return latency;
  }

  private long[] bytes(Option option) {
    long[] own = known.get(option);
    if (own == null) {
      if ((long) known.size() * resources.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      own =
          ContentionBound.bytes(
              geometry.resources(),
              builder.window(
                  scenario,
                  geometry.chipletPackage(),
                  execution,
                  geometry.resources(),
                  new Window(option.segments(geometry)),
                  0));
      known.put(option, own);
    }
    return own;
  }
}
