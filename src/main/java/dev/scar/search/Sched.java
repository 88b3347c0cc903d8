package dev.scar.search;

import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.cost.CostModel;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SCHED engine (section IV-D): places every kept segmentation of every model along every walk
 * over neighbouring chiplets, and combines the models on disjoint chiplets.
 *
 * <p>Fewer segments than provisioned nodes is legal. Windows are scheduled independently of each
 * other; an instance may serve several threads. <b>Cost:</b> per model O(kept cuts · walks · stages
 * · mini-batches), then {@link Disjoint}.
 */
final class Sched {
  private static final double ENERGY_TOLERANCE = 1e-9;

  private final Scenario scenario;
  private final Geometry geometry;
  private final ExpectedCosts expected;
  private final SearchOptions options;
  private final PlanBuilder builder;
  private final List<ModelTable> tables = new ArrayList<>();
  private final Seg seg;
  private final Paths paths;
  private final List<Integer> boundedModels;

  Sched(
      Scenario scenario,
      Geometry geometry,
      ExpectedCosts expected,
      CostModel costs,
      SearchOptions options) {
    this.scenario = scenario;
    this.geometry = geometry;
    this.expected = expected;
    this.options = options;
    this.builder = new PlanBuilder(costs);
    for (ScenarioModel model : scenario.models()) {
      tables.add(new ModelTable(model, geometry.types(), costs));
    }
    this.seg = new Seg(geometry, options);
    this.paths = new Paths(geometry);
    this.boundedModels = List.copyOf(options.latencyBoundsPs().keySet());
  }

  List<Integer> boundedModels() {
    return boundedModels;
  }

  /** Schedules one window. */
  WindowSchedules schedule(List<LayerRange> window) {
    int[] nodes =
        switch (options.strategy()) {
          case SCAR -> Prov.nodes(window, expected, options, geometry.chiplets());
          case STANDALONE, NN_BATON -> window.stream().mapToInt(range -> 1).toArray();
        };
    List<List<Option>> choices = new ArrayList<>();
    List<Map<Long, Integer>> counts = new ArrayList<>();
    boolean exact = geometry.chiplets() <= Disjoint.MOST_EXACT;
    long evaluated = 0;
    for (int i = 0; i < window.size(); i++) {
      List<Option> all = placements(window.get(i), nodes[i], exact);
      evaluated += all.size();
      choices.add(best(all, exact));
      Map<Long, Integer> byMask = new TreeMap<>();
      if (exact) {
        all.forEach(option -> byMask.merge(option.mask(), 1, Integer::sum));
      }
      counts.add(byMask);
    }
    Disjoint disjoint = new Disjoint(options.objective(), boundedModels);
    List<Point> front = exact ? disjoint.exact(choices) : disjoint.beam(choices);
    return new WindowSchedules(
        window,
        Prov.shares(window, expected, options, geometry.chiplets()),
        nodes,
        choices,
        front,
        exact ? Disjoint.count(counts) : disjoint.combined(),
        evaluated,
        disjoint.combined(),
        exact && paths.isComplete());
  }

  /** Every kept segmentation of a range into at most so many segments, on every walk. */
  private List<Option> placements(LayerRange range, int nodes, boolean exact) {
    List<Option> placed = new ArrayList<>();
    for (int segments = 1; segments <= Math.min(nodes, range.count()); segments++) {
      List<int[]> walks =
          options.strategy() == SearchOptions.Strategy.NN_BATON
              ? List.of(new int[] {0})
              : paths.of(
                  segments, exact ? options.pathsPerModel() : options.pathsPerModel() / nodes);
      for (Pipeline pipeline : seg.cuts(range, tables.get(range.model()), walks, segments)) {
        for (int[] walk : walks) {
          Pipeline.Cost cost = pipeline.on(walk);
          Option option =
              new Option(
                  range.model(),
                  pipeline.bounds(),
                  walk,
                  cost.latencyPs(),
                  cost.energyJ(),
                  options.objective().scorePs(cost.latencyPs(), cost.energyJ()));
          if (options.check()) {
            check(option);
          }
          placed.add(option);
        }
      }
    }
    return placed;
  }

  /**
   * Of the options on the same chiplets those that no other one covers, best first. In larger
   * packages, where sets of chiplets hardly ever coincide, all of them.
   */
  private List<Option> best(List<Option> all, boolean exact) {
    List<Option> kept = new ArrayList<>();
    if (exact) {
      Map<Long, Front> fronts = new LinkedHashMap<>();
      for (Option option : all) {
        fronts
            .computeIfAbsent(option.mask(), mask -> new Front())
            .add(new Point(option.latencyPs(), option.energyJ(), Point.NO_BOUNDS, option, null));
      }
      fronts.values().forEach(f -> f.points().forEach(p -> kept.addAll(p.chain(Option.class))));
    } else {
      kept.addAll(all);
    }
    kept.sort(Comparator.comparingDouble(Option::score));
    return kept;
  }

  /**
   * Compares an incremental cost with the analytical model on the lowered plan.
   *
   * @throws IllegalStateException if they differ
   */
  private void check(Option option) {
    WindowPlan plan =
        builder.window(
            scenario,
            geometry.chipletPackage(),
            options.execution(),
            geometry.resources(),
            new Window(option.segments(geometry)),
            0);
    WindowPrediction prediction = Predictor.predict(plan);
    double energy = Predictor.energy(geometry.chipletPackage(), plan).totalJ();
    boolean sameEnergy = Math.abs(energy - option.energyJ()) <= ENERGY_TOLERANCE * energy;
    if (prediction.latencyPs() != option.latencyPs() || !sameEnergy) {
      throw new IllegalStateException(
          "the search costs %s at %d ps and %s J, its plan takes %d ps and %s J"
              .formatted(
                  option.segments(geometry),
                  option.latencyPs(),
                  option.energyJ(),
                  prediction.latencyPs(),
                  energy));
    }
  }
}
