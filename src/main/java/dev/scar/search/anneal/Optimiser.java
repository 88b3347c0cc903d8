package dev.scar.search.anneal;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.bound.Bounds;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.NoScheduleException;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.Powered;
import dev.scar.search.SearchRefusal;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Finds schedules by annealing all windows at once; the default search.
 *
 * <p>One portfolio of runs for latency, energy and EDP fills one archive whatever is asked for, and
 * every objective chooses from it. So no named objective finds a schedule that another one would
 * rather have had. An expression adds runs of its own. A small problem is enumerated instead.
 */
final class Optimiser {
  private static final double TOLERANCE = 1e-9;
  private static final int TYPICAL_WINDOWS = 6;

  private final CostModel costs;
  private final int threads;
  private final BooleanSupplier stop;
  private final Listener listener;

  /** Told about progress, from the thread that asked for the schedule. */
  @FunctionalInterface
  public interface Listener {
    /**
     * So many moves have been proposed.
     *
     * @param bestScore of the schedules known so far; infinite if there is none yet
     */
    void proposed(long moves, long ofMoves, double bestScore);
  }

  /**
   * An optimiser.
   *
   * @param stop asked every few moves whether to end early
   */
  public Optimiser(CostModel costs, int threads, BooleanSupplier stop, Listener listener) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    this.costs = costs;
    this.threads = threads;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * The best schedules found.
   *
   * @throws NoScheduleException if none keeps to latency bounds and fixed layers
   * @throws SearchRefusal if samples arrive over time
   * @throws IllegalArgumentException if a start is for another scenario, package or weight policy
   */
  public SearchResult schedule(
      Scenario scenario, ChipletPackage chipletPackage, OptimiserOptions options) {
    SearchRefusal.check(scenario);
    Ground ground = Ground.of(scenario, chipletPackage, costs, options);
    Lowering lowering = new Lowering(ground);
    Bounds bounds = new Bounds(scenario, chipletPackage, costs, ground.execution());
    workOut(bounds, options.barrier());
    List<Row[]> starts = options.starts().stream().map(lowering::rows).toList();
    Optional<Enumeration.Complete> complete =
        starts.isEmpty()
                && options.barrier()
                && options.mostWindows() == AnnealingSearch.ANY_WINDOWS
            ? Enumeration.of(ground, stop)
            : Optional.empty();
    if (complete.isPresent()) {
      return result(
          ground,
          options,
          bounds,
          complete.get().archive(),
          new SearchResult.Coverage(
              0,
              0,
              complete.get().archive().points().size(),
              complete.get().placements(),
              0,
              true,
              false,
              0));
    }
    List<Aim> aims = aims(ground, options);
    Portfolio portfolio = new Portfolio(ground, aims, options.seed(), threads, stop);
    starts.forEach(portfolio::add);
    if (!options.barrier()) {
      withBarriers(options, scenario, chipletPackage).stream()
          .map(lowering::rows)
          .forEach(portfolio::add);
    }
    if (ground.bounded() || !ground.fixed().isEmpty()) {
      portfolio.add(new Starts(ground, new PartCost(ground)).oneByOne(ground));
    }
    EngineStarts engines = new EngineStarts(ground, costs, threads, stop, options.seed());
    boolean useEngines = options.fixed().isEmpty() && ground.choosesMiniBatch();
    if (useEngines && !stop.getAsBoolean()) {
      engines.cheap().forEach(portfolio::add);
    }
    boolean stopped = false;
    for (List<Restart> round : Rounds.of(options.effort(), aims.size(), options.barrier())) {
      listener.proposed(
          portfolio.proposed(),
          Rounds.moves(options.effort(), options.barrier()),
          best(options.objective(), portfolio.archive()));
      if (Rounds.beginsAnew(portfolio.rounds()) && !stop.getAsBoolean()) {
        portfolio.beginAnew();
        if (useEngines && portfolio.rounds() == Rounds.FIRST) {
          engines.full().forEach(portfolio::add);
        }
      }
      if (portfolio.rounds() == 0 || !stop.getAsBoolean()) {
        portfolio.round(round);
      }
      stopped = stop.getAsBoolean();
    }
    return result(
        ground,
        options,
        bounds,
        portfolio.archive(),
        new SearchResult.Coverage(
            0,
            portfolio.restarts(),
            portfolio.made(),
            portfolio.evaluated(),
            portfolio.proposed(),
            false,
            stopped,
            0));
  }

  /** Works the bound out beside the search, so that a search that is cut short need not wait. */
  private void workOut(Bounds bounds, boolean barrier) {
    if (threads > 1) {
      Thread thread = new Thread(() -> bounds.ofPrediction(barrier), "bound");
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> {}); // Whoever asks for the bound meets it too.
      thread.start();
    }
  }

  /** A quick search's best schedules with barriers, which are no worse without. */
  private List<Schedule> withBarriers(
      OptimiserOptions options, Scenario scenario, ChipletPackage chipletPackage) {
    Ground ground = Ground.of(scenario, chipletPackage, costs, options.withBarrier());
    List<Aim> aims = aims(ground, options);
    Portfolio portfolio = new Portfolio(ground, aims, options.seed(), threads, stop);
    for (List<Restart> round : Rounds.of(Effort.QUICK, aims.size(), true)) {
      if (portfolio.rounds() == 0 || !stop.getAsBoolean()) {
        portfolio.round(round);
      }
    }
    Lowering lowering = new Lowering(ground);
    return portfolio.best().stream().map(lowering::schedule).toList();
  }

  private static double best(Objective objective, Archive archive) {
    return archive.points().stream()
        .mapToDouble(p -> objective.scorePs(p.latencyPs(), p.energyJ()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static List<Aim> aims(Ground ground, OptimiserOptions options) {
    double latency = 0;
    double energy = 0;
    Starts starts = new Starts(ground, new PartCost(ground));
    for (Row row : starts.even(TYPICAL_WINDOWS, new SplittableRandom(options.seed()))) {
      latency += row.latencyPs();
      energy += row.energyJ();
    }
    List<Objective> objectives = new ArrayList<>();
    for (Objective named : List.of(Objectives.EDP, Objectives.LATENCY, Objectives.ENERGY)) {
      objectives.add(Powered.of(named, ground.fabric().chipletPackage()));
    }
    if (!objectives.contains(options.objective())) {
      objectives.add(options.objective());
    }
    List<Aim> aims = new ArrayList<>();
    for (Objective objective : objectives) {
      aims.add(Aim.of(objective, latency, energy));
    }
    return aims;
  }

  private SearchResult result(
      Ground ground,
      OptimiserOptions options,
      Bounds bounds,
      Archive archive,
      SearchResult.Coverage coverage) {
    Objective objective = options.objective();
    List<Archive.Point> points = archive.points();
    List<Archive.Point> best = new ArrayList<>(points);
    best.sort(Comparator.comparingDouble(p -> objective.scorePs(p.latencyPs(), p.energyJ())));
    if (best.isEmpty()) {
      throw new NoScheduleException(
          "no schedule found keeps to the latency bounds and the fixed layers");
    }
    Lowering lowering = new Lowering(ground);
    List<Prediction> ranked = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (Archive.Point point : best.subList(0, Math.min(options.ranked(), best.size()))) {
      Schedule schedule = lowering.schedule(point.rows());
      checkFixed(schedule, options.fixed());
      ranked.add(predict(schedule, point, options.barrier()));
      scores.add(objective.scorePs(point.latencyPs(), point.energyJ()));
    }
    return new SearchResult(
        ranked,
        scores,
        points.stream().map(p -> new SearchResult.Tradeoff(p.latencyPs(), p.energyJ())).toList(),
        objective,
        bounds,
        coverage,
        new Explanations(ground).of(best.get(0).rows()));
  }

  private static void checkFixed(Schedule schedule, List<Segment> fixed) {
    for (Window window : schedule.windows()) {
      for (Segment segment : window.segments()) {
        for (Segment fix : fixed) {
          if (segment.moves(fix)) {
            throw new IllegalStateException(segment + " is not where " + fix + " fixes it");
          }
        }
      }
    }
  }

  /** The analytical model's word on a schedule, which must be what the optimiser reckoned with. */
  private Prediction predict(Schedule schedule, Archive.Point point, boolean barrier) {
    Plan plan = new PlanBuilder(costs).build(schedule);
    Prediction prediction = Predictor.predict(barrier ? plan : plan.withoutBarrier());
    double energy = prediction.dynamicEnergy().totalJ();
    if (prediction.latencyPs() != point.latencyPs()
        || Math.abs(energy - point.energyJ()) > TOLERANCE * energy) {
      throw new IllegalStateException(
          "the search reckoned with %d ps and %s J, the plan takes %d ps and %s J"
              .formatted(point.latencyPs(), point.energyJ(), prediction.latencyPs(), energy));
    }
    return prediction;
  }
}
