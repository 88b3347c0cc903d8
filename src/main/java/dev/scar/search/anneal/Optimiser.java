package dev.scar.search.anneal;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.search.NoScheduleException;
import dev.scar.search.Objectives;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Finds schedules by annealing all windows at once; the default search. */
public final class Optimiser {
  private static final double TOLERANCE = 1e-9;

  private final CostModel costs;
  private final int threads;
  private final BooleanSupplier stop;

  public Optimiser(CostModel costs, int threads, BooleanSupplier stop) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    this.costs = costs;
    this.threads = threads;
    this.stop = stop;
  }

  /**
   * What was found.
   *
   * @param ranked best first
   * @param archive latencies and energies that no other schedule covers
   */
  public record Found(
      List<Prediction> ranked, List<Double> scores, int front, long proposed, int restarts) {}

  public Found schedule(
      Scenario scenario, ChipletPackage chipletPackage, OptimiserOptions options) {
    Ground ground = Ground.of(scenario, chipletPackage, costs, options);
    Row[] typical =
        new Starts(ground, new PartCost(ground))
            .even(6, new java.util.SplittableRandom(options.seed()));
    double latency = 0;
    double energy = 0;
    for (Row row : typical) {
      latency += row.latencyPs();
      energy += row.energyJ();
    }
    List<Aim> aims = new ArrayList<>();
    for (Objectives objective : List.of(Objectives.EDP, Objectives.LATENCY, Objectives.ENERGY)) {
      aims.add(Aim.of(objective, latency, energy));
    }
    if (!(options.objective() instanceof Objectives)) {
      aims.add(Aim.of(options.objective(), latency, energy));
    }
    Portfolio portfolio = new Portfolio(ground, aims, options.seed(), threads, stop);
    Lowering lowering = new Lowering(ground);
    options.starts().forEach(start -> portfolio.add(lowering.rows(start)));
    for (List<Restart> round : Rounds.of(options.effort(), aims.size())) {
      if (!stop.getAsBoolean() || portfolio.restarts() == 0) {
        portfolio.round(round);
      }
    }
    List<Archive.Point> points = new ArrayList<>(portfolio.archive().points());
    points.sort(
        Comparator.comparingDouble(p -> options.objective().scorePs(p.latencyPs(), p.energyJ())));
    if (points.isEmpty()) {
      throw new NoScheduleException("no schedule found meets the latency bounds");
    }
    List<Prediction> ranked = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (Archive.Point point : points.subList(0, Math.min(options.ranked(), points.size()))) {
      Prediction prediction = predict(lowering.schedule(point.rows()), point);
      ranked.add(prediction);
      scores.add(options.objective().scorePs(prediction.latencyPs(), prediction.energy().totalJ()));
    }
    return new Found(ranked, scores, points.size(), portfolio.proposed(), portfolio.restarts());
  }

  /** The analytical model's word on a schedule, which must be what the optimiser reckoned with. */
  private Prediction predict(Schedule schedule, Archive.Point point) {
    Prediction prediction = Predictor.predict(new PlanBuilder(costs).build(schedule));
    double energy = prediction.energy().totalJ();
    if (prediction.latencyPs() != point.latencyPs()
        || Math.abs(energy - point.energyJ()) > TOLERANCE * energy) {
      throw new IllegalStateException(
          "the search reckoned with %d ps and %s J, the plan takes %d ps and %s J"
              .formatted(point.latencyPs(), point.energyJ(), prediction.latencyPs(), energy));
    }
    return prediction;
  }
}
