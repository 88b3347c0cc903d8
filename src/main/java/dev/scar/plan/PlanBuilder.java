package dev.scar.plan;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;

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
    Lowering lowering =
        new Lowering(costs, scenario, chipletPackage, policy, resources, window, index);
    WindowPlan plain = lowering.plan();
    Prefetches early = Prefetches.of(List.of(plain));
    return early.concern(plain) ? lowering.again(plain, early) : plain;
  }

  /** A plan without the barrier between its windows. */
  Plan withoutBarrier(Plan plan) {
    List<WindowPlan> plain = new ArrayList<>();
    for (WindowPlan window : plan.windows()) {
      boolean fetches = window.flows().stream().anyMatch(f -> f.kind() == Flow.Kind.PREFETCH);
      plain.add(fetches ? again(plan, window, Prefetches.NONE) : window);
    }
    Prefetches early = Prefetches.of(plain);
    List<WindowPlan> windows = new ArrayList<>();
    for (WindowPlan window : plain) {
      windows.add(early.concern(window) ? again(plan, window, early) : window);
    }
    return new Plan(plan.schedule(), costs, plan.resources(), windows, false);
  }

  private WindowPlan again(Plan plan, WindowPlan lowered, Prefetches early) {
    Schedule schedule = plan.schedule();
    Window window = schedule.windows().get(lowered.index());
    return new Lowering(
            costs,
            schedule.scenario(),
            schedule.chipletPackage(),
            schedule.policy(),
            plan.resources(),
            window,
            lowered.index())
        .again(lowered, early);
  }
}
