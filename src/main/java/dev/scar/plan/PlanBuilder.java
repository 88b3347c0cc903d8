package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lowers schedules to plans by the rules of {@code model.md}. <b>Cost:</b> O(layers + edges) per
 * window.
 *
 * <p><b>Decision.</b> Where execution overlaps, a model whose mini-batches somebody named runs in
 * order in a window where L2 has room for one of them but not for two. So whoever makes a schedule
 * may choose between large mini-batches in order, which load streamed weights less often, and small
 * ones that overlap.
 *
 * <p><b>Decision.</b> A layer's cycles become picoseconds one layer at a time, each rounded up; at
 * 500 MHz nothing is rounded.
 */
public final class PlanBuilder {
  private final CostModel costs;

  public PlanBuilder(CostModel costs) {
    this.costs = costs;
  }

  /** Lowers every window. */
  public Plan build(Schedule schedule) {
    Resources resources = new Resources(schedule.chipletPackage());
    List<WindowPlan> windows = new ArrayList<>();
    for (int w = 0; w < schedule.windows().size(); w++) {
      windows.add(
          window(
              schedule.scenario(),
              schedule.chipletPackage(),
              schedule.policy(),
              resources,
              schedule.windows().get(w),
              w));
    }
    return new Plan(schedule, costs, resources, windows, true);
  }

  /**
   * Lowers one window, which need not be part of a whole schedule: what it loads and stores follows
   * from its own segments.
   *
   * @param index the window's number
   */
  public WindowPlan window(
      Scenario scenario,
      ChipletPackage chipletPackage,
      ExecutionPolicy policy,
      Resources resources,
      Window window,
      int index) {
    ExecutionPolicy here = window.under(policy);
    KeptTensors kept = KeptTensors.of(scenario, chipletPackage, here, window);
    List<Stage> stages = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    Map<Integer, Boolean> forms = new TreeMap<>();
    Former former =
        (m, overlapped, early) ->
            new Pipeline(
                costs,
                scenario.models().get(m),
                chipletPackage,
                here,
                resources,
                window.segmentsOf(m),
                kept,
                early,
                overlapped,
                stages.size(),
                flows.size());
    for (int m = 0; m < scenario.models().size(); m++) {
      if (!window.segmentsOf(m).isEmpty()) {
        Pipeline inOrder = former.pipeline(m, false, Prefetches.NONE);
        Pipeline chosen = inOrder;
        if (here.execution() == Execution.OVERLAPPED) {
          Pipeline overlapped = former.pipeline(m, true, Prefetches.NONE);
          // Queues that spill could wait for each other, so a model that spills runs in order.
          boolean spills = inOrder.spills() || overlapped.spills();
          boolean crowded = inOrder.fits() && !overlapped.fits();
          boolean sooner = !spills && !crowded && overlapped.latencyPs() < inOrder.latencyPs();
          chosen = sooner ? overlapped : inOrder;
        }
        forms.put(m, chosen != inOrder);
        stages.addAll(chosen.stages());
        flows.addAll(chosen.flows());
      }
    }
    Prefetches early = Prefetches.of(stages);
    if (!early.isEmpty()) {
      stages.clear();
      flows.clear();
      forms.forEach(
          (m, overlapped) -> {
            Pipeline again = former.pipeline(m, overlapped, early);
            stages.addAll(again.stages());
            flows.addAll(again.flows());
          });
    }
    return new WindowPlan(index, stages, flows);
  }

  /** Lowers the segments of a model in a form, after those that are lowered already. */
  @FunctionalInterface
  private interface Former {
    Pipeline pipeline(int model, boolean overlapped, Prefetches early);
  }
}
