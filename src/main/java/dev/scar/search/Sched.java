package dev.scar.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The SCHED engine (section IV-D): places every kept segmentation of every model along every walk
 * over neighbouring chiplets, and combines the models on disjoint chiplets.
 *
 * <p>Fewer segments than provisioned nodes is legal. Windows are scheduled independently of each
 * other; an instance may serve several threads. <b>Cost:</b> per model O(kept cuts · walks · stages
 * · mini-batches), then {@link Disjoint}.
 */
final class Sched implements WindowSearch {
  private final Geometry geometry;
  private final ExpectedCosts expected;
  private final SearchOptions options;
  private final List<ModelTable> tables;
  private final Consumer<Option> check;
  private final Seg seg;
  private final Paths paths;
  private final List<Integer> boundedModels;
  private final boolean exact;

  /**
   * An engine.
   *
   * @param exact whether models are combined exactly, which small packages allow, or by a beam
   */
  Sched(Ground ground, boolean exact) {
    this.geometry = ground.geometry();
    this.expected = ground.expected();
    this.options = ground.options();
    this.tables = ground.tables();
    this.check = ground.check();
    this.seg = new Seg(geometry, options);
    this.paths = new Paths(geometry);
    this.boundedModels = ground.boundedModels();
    this.exact = exact;
  }

  @Override
  public WindowSchedules schedule(List<LayerRange> window) {
    int[] nodes =
        switch (options.strategy()) {
          case SCAR -> Prov.nodes(window, expected, options, geometry.chiplets());
          case STANDALONE, NN_BATON -> window.stream().mapToInt(range -> 1).toArray();
        };
    List<List<Option>> choices = new ArrayList<>();
    List<Map<Long, Integer>> counts = new ArrayList<>();
    long evaluated = 0;
    for (int i = 0; i < window.size(); i++) {
      List<Option> all = placements(window.get(i), nodes[i]);
      evaluated += all.size();
      choices.add(best(all));
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
        exact && paths.isComplete(),
        false);
  }

  /** Every kept segmentation of a range into at most so many segments, on every walk. */
  private List<Option> placements(LayerRange range, int nodes) {
    List<Option> placed = new ArrayList<>();
    for (int segments = 1; segments <= Math.min(nodes, range.count()); segments++) {
      List<int[]> walks =
          options.strategy() == SearchOptions.Strategy.NN_BATON
              ? List.of(new int[] {0})
              : paths.of(
                  segments, exact ? options.pathsPerModel() : options.pathsPerModel() / nodes);
      for (CutCosts pipeline : seg.cuts(range, tables.get(range.model()), walks, segments)) {
        for (int[] walk : walks) {
          CutCosts.Cost cost = pipeline.on(walk);
          Option option =
              new Option(
                  range.model(),
                  pipeline.bounds(),
                  walk,
                  cost.latencyPs(),
                  cost.energyJ(),
                  options.objective().scorePs(cost.latencyPs(), cost.energyJ()));
          check.accept(option);
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
  private List<Option> best(List<Option> all) {
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
}
