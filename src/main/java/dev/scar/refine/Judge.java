package dev.scar.refine;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Resources;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.search.Objective;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.LogDetail;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Says how schedules simulate: those with barriers window by window, each window that is new
 * replayed once, and before that told by its bytes how long it takes at least. <b>Cost:</b> of a
 * schedule that differs from known ones in one window, lowering and replaying that window.
 */
final class Judge {
  private static final int MOST_WINDOWS = 50_000;

  private final Schedule like;
  private final boolean barrier;
  private final Objective objective;
  private final Map<Integer, Long> latestPs;
  private final boolean byEstimate;
  private final ReplayOptions how;
  private final PlanBuilder builder;
  private final CostModel costs;
  private final Resources resources;
  private final LoopEngine engine = new LoopEngine();
  private final Map<Window, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Window, Known> eldest) {
          return size() > MOST_WINDOWS;
        }
      };
  private long replays;

  /** What is known of a window; negative while it has not been replayed. */
  private static final class Known {
    private final WindowPlan plan;
    private final long leastPs;
    private final double energyJ;
    private long simulatedPs = -1;
    private Map<Integer, Long> modelPs = Map.of();

    Known(WindowPlan plan, long leastPs, double energyJ) {
      this.plan = plan;
      this.leastPs = leastPs;
      this.energyJ = energyJ;
    }

    /** This is how long it takes, all of it and each model. */
    void take(long windowPs, IntToLongFunction ofModel) {
      simulatedPs = windowPs;
      modelPs = new HashMap<>();
      plan.stages().forEach(s -> modelPs.put(s.model(), ofModel.applyAsLong(s.model())));
    }
  }

  /**
   * A judge of schedules like this one.
   *
   * @param latestPs by model, when it must be finished
   * @param byEstimate whether windows with barriers take what their bytes say, and are not replayed
   */
  Judge(
      Schedule like,
      boolean barrier,
      CostModel costs,
      Objective objective,
      Map<Integer, Long> latestPs,
      long packetBytes,
      boolean byEstimate) {
    if (byEstimate && !barrier) {
      throw new IllegalArgumentException("the estimate is of windows with barriers");
    }
    this.like = like;
    this.barrier = barrier;
    this.costs = costs;
    this.objective = objective;
    this.latestPs = latestPs;
    this.byEstimate = byEstimate;
    this.how = new ReplayOptions(packetBytes, LogDetail.OFF, (window, ps) -> {});
    this.builder = new PlanBuilder(costs);
    this.resources = new Resources(like.chipletPackage());
  }

  /** Windows that were replayed, or whole schedules if there are no barriers. */
  long replays() {
    return replays;
  }

  /**
   * The score that a schedule simulates with; infinite if a model is too late, or if its bytes
   * alone say that it is worse than a limit.
   */
  double score(Candidate candidate, double limit) {
    return barrier ? byWindows(candidate, limit) : whole(candidate, limit);
  }

  /** Whether L2 holds all mini-batches. */
  boolean holds(Candidate candidate) {
    return candidate.windows().stream()
        .allMatch(window -> known.computeIfAbsent(window, this::lower).plan.isHeld());
  }

  private double byWindows(Candidate candidate, double limit) {
    long least = 0;
    double energy = 0;
    for (Window window : candidate.windows()) {
      Known of = known.computeIfAbsent(window, this::lower);
      least = Math.addExact(least, of.simulatedPs < 0 ? of.leastPs : of.simulatedPs);
      energy += of.energyJ;
    }
    if (objective.scorePs(least, energy) > limit) {
      return Double.POSITIVE_INFINITY;
    }
    long latency = 0;
    Map<Integer, Long> finishPs = new TreeMap<>();
    for (Window window : candidate.windows()) {
      Known of = known.computeIfAbsent(window, this::lower);
      if (of.simulatedPs < 0) {
        replay(of);
        least = Math.addExact(least, of.simulatedPs - of.leastPs);
        if (objective.scorePs(least, energy) > limit) {
          return Double.POSITIVE_INFINITY;
        }
      }
      for (Map.Entry<Integer, Long> model : of.modelPs.entrySet()) {
        finishPs.put(model.getKey(), latency + model.getValue());
      }
      latency = Math.addExact(latency, of.simulatedPs);
    }
    return isInTime(finishPs) ? objective.scorePs(latency, energy) : Double.POSITIVE_INFINITY;
  }

  private Known lower(Window window) {
    ChipletPackage on = like.chipletPackage();
    WindowPlan plan =
        builder.window(
            like.scenario(), on, like.policy().withMiniBatch(Map.of()), resources, window, 0);
    WindowPrediction prediction = Predictor.predict(plan);
    long least = ContentionBound.of(plan(List.of(plan)), prediction).latencyPs();
    Known of = new Known(plan, least, Predictor.energy(on, plan).totalJ());
    if (byEstimate) {
      of.take(least, prediction::modelLatencyPs);
    }
    return of;
  }

  private Plan plan(List<WindowPlan> windows) {
    return new Plan(like, costs, resources, windows, true);
  }

  private void replay(Known of) {
    WindowReplay replay = engine.replay(plan(List.of(of.plan)), how, entry -> {}).windows().get(0);
    replays++;
    of.take(replay.latencyPs(), replay::modelLatencyPs);
  }

  private double whole(Candidate candidate, double limit) {
    Plan plan = builder.build(candidate.like(like)).withoutBarrier();
    Prediction prediction = Predictor.predict(plan);
    Energy energy = prediction.dynamicEnergy();
    if (objective.scorePs(prediction.latencyPs(), energy.totalJ()) > limit) {
      return Double.POSITIVE_INFINITY;
    }
    ReplayResult replay = engine.replay(plan, how, entry -> {});
    replays++;
    Map<Integer, Long> finishPs = new TreeMap<>();
    for (WindowReplay window : replay.windows()) {
      for (int model : latestPs.keySet()) {
        long finish = window.startPs() + window.modelLatencyPs(model);
        finishPs.merge(model, finish, Math::max);
      }
    }
    return isInTime(finishPs)
        ? objective.scorePs(replay.latencyPs(), energy.totalJ())
        : Double.POSITIVE_INFINITY;
  }

  private boolean isInTime(Map<Integer, Long> finishPs) {
    return latestPs.entrySet().stream()
        .allMatch(late -> finishPs.getOrDefault(late.getKey(), 0L) <= late.getValue());
  }
}
