package dev.scar.search.order;

import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Resources;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.ScheduleSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts schedules by the plan itself, window by window; windows that are known are not predicted
 * again.
 */
final class Judge {
  private static final int MOST_KNOWN = 4096;

  private final ScheduleSearch.Task task;
  private final List<Segment> fixed;
  private final boolean barrier;
  private final ExecutionPolicy policy;
  private final PlanBuilder builder;
  private final Resources resources;
  private final Map<Window, Cost> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Window, Cost> eldest) {
          return size() > MOST_KNOWN;
        }
      };
  private long predicted;

  /** What a window takes, and when each model has finished in it; with barriers only. */
  private record Cost(WindowPlan plan, long latencyPs, long[] finishPs, double energyJ) {}

  /**
   * A schedule and what it is worth.
   *
   * @param energyJ without static power
   * @param score infinite if it breaks a latency bound
   */
  record Judged(List<Window> windows, long latencyPs, double energyJ, double score) {}

  Judge(ScheduleSearch.Task task, List<Segment> fixed, boolean barrier) {
    this.task = task;
    this.barrier = barrier;
    this.fixed = fixed;
    this.policy = task.options().execution().withMiniBatch(Map.of());
    this.builder = new PlanBuilder(task.costs());
    this.resources = new Resources(task.chipletPackage());
  }

  /** Windows predicted so far. */
  long predicted() {
    return predicted;
  }

  /** Whether a window is valid in itself, and keeps fixed layers where they are. */
  boolean allows(Window window) {
    return window.segments().stream().noneMatch(s -> fixed.stream().anyMatch(s::moves))
        && !window.waitsForItself(task.scenario());
  }

  /** Whether L2 holds all mini-batches. */
  boolean holds(List<Window> windows) {
    return windows.stream().allMatch(window -> cost(window).plan().isHeld());
  }

  Judged judge(List<Window> windows) {
    long[] finishPs = new long[task.scenario().models().size()];
    long latency = 0;
    double energy = 0;
    for (Window window : windows) {
      Cost cost = cost(window);
      for (int m = 0; m < finishPs.length; m++) {
        finishPs[m] = cost.finishPs()[m] > 0 ? latency + cost.finishPs()[m] : finishPs[m];
      }
      latency = Math.addExact(latency, cost.latencyPs());
      energy += cost.energyJ();
    }
    if (!barrier) {
      latency = 0;
      for (WindowPrediction window : Predictor.predict(plan(windows)).windows()) {
        for (int m = 0; m < finishPs.length; m++) {
          finishPs[m] = Math.max(finishPs[m], window.modelLatencyPs(m));
          latency = Math.max(latency, finishPs[m]);
        }
      }
    }
    boolean late =
        task.options().latencyBoundsPs().entrySet().stream()
            .anyMatch(bound -> finishPs[bound.getKey()] > bound.getValue());
    double score = task.options().objective().scorePs(latency, energy);
    return new Judged(windows, latency, energy, late ? Double.POSITIVE_INFINITY : score);
  }

  /** The plan of these windows. */
  Plan plan(List<Window> windows) {
    List<WindowPlan> plans = new ArrayList<>();
    for (Window window : windows) {
      WindowPlan plan = cost(window).plan();
      plans.add(new WindowPlan(plans.size(), plan.stages(), plan.flows()));
    }
    Schedule schedule = new Schedule(task.scenario(), task.chipletPackage(), policy, windows);
    Plan plan = new Plan(schedule, task.costs(), resources, plans, true);
    return barrier ? plan : plan.withoutBarrier();
  }

  private Cost cost(Window window) {
    Cost cost = known.get(window);
    if (cost == null) {
      cost = predict(window);
      known.put(window, cost);
    }
    return cost;
  }

  private Cost predict(Window window) {
    predicted++;
    WindowPlan plan =
        builder.window(task.scenario(), task.chipletPackage(), policy, resources, window, 0);
    long[] finishPs = new long[task.scenario().models().size()];
    long latency = 0;
    if (barrier) {
      WindowPrediction prediction = Predictor.predict(plan);
      Arrays.setAll(finishPs, prediction::modelLatencyPs);
      latency = prediction.latencyPs();
    }
    double energy = Predictor.energy(task.chipletPackage(), plan).totalJ();
    return new Cost(plan, latency, finishPs, energy);
  }
}
