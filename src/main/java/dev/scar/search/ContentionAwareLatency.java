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
 * <p>Not for several threads. <b>Cost:</b> the lowering of each new placement; its bytes are
 * remembered.
 */
final class ContentionAwareLatency implements WindowLatency {
  private static final int MOST_REMEMBERED = 4 << 20;

  private final Scenario scenario;
  private final PackageView view;
  private final ExecutionPolicy execution;
  private final PlanBuilder builder;
  private final List<Resource> resources;
  private final Map<Placement, long[]> known = new HashMap<>();

  ContentionAwareLatency(
      Scenario scenario, PackageView view, ExecutionPolicy execution, CostModel costs) {
    this.scenario = scenario;
    this.view = view;
    this.execution = execution;
    this.builder = new PlanBuilder(costs);
    this.resources = view.resources().all();
  }

  @Override
  public long latencyPs(Placement[] placements) {
    long latency = WindowLatency.LONGEST_MODEL.latencyPs(placements);
    long[] bytes = new long[resources.size()];
    for (Placement placement : placements) {
      long[] own = bytes(placement);
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

  private long[] bytes(Placement placement) {
    long[] own = known.get(placement);
    if (own == null) {
      if ((long) known.size() * resources.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      own =
          ContentionBound.bytes(
              view.resources(),
              builder.window(
                  scenario,
                  view.chipletPackage(),
                  execution,
                  view.resources(),
                  new Window(placement.segments(view)),
                  0));
      known.put(placement, own);
    }
    return own;
  }
}
