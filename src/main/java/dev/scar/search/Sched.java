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
  private final PackageView view;
  private final ExpectedCosts expected;
  private final SearchOptions options;
  private final List<ModelTable> tables;
  private final Consumer<Placement> check;
  private final Seg seg;
  private final Paths paths;
  private final List<Integer> boundedModels;
  private final boolean exact;

  /**
   * An engine.
   *
   * @param exact whether models are combined exactly, which small packages allow, or by a beam
   */
  Sched(SearchContext context, boolean exact) {
    this.view = context.view();
    this.expected = context.expected();
    this.options = context.options();
    this.tables = context.tables();
    this.check = context.check();
    this.seg = new Seg(view, options);
    this.paths = new Paths(view);
    this.boundedModels = context.boundedModels();
    this.exact = exact;
  }

  @Override
  public WindowSchedules schedule(List<LayerRange> window) {
    int[] nodes =
        switch (options.paper().strategy()) {
          case SCAR -> Prov.nodes(window, expected, options, view.chiplets());
          case STANDALONE, NN_BATON -> window.stream().mapToInt(range -> 1).toArray();
        };
    List<List<Placement>> choices = new ArrayList<>();
    List<Map<Long, Integer>> counts = new ArrayList<>();
    long evaluated = 0;
    for (int i = 0; i < window.size(); i++) {
      List<Placement> all = placements(window.get(i), nodes[i]);
      evaluated += all.size();
      choices.add(best(all));
      Map<Long, Integer> byMask = new TreeMap<>();
      if (exact) {
        all.forEach(placement -> byMask.merge(placement.mask(), 1, Integer::sum));
      }
      counts.add(byMask);
    }
    Disjoint disjoint = new Disjoint(options.objective(), boundedModels);
    List<Choice<Placement>> front = exact ? disjoint.exact(choices) : disjoint.beam(choices);
    return new WindowSchedules(
        window,
        Prov.shares(window, expected, options, view.chiplets()),
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
  private List<Placement> placements(LayerRange range, int nodes) {
    int most = options.paper().segmentation().pathsPerModel();
    List<Placement> placed = new ArrayList<>();
    for (int segments = 1; segments <= Math.min(nodes, range.count()); segments++) {
      List<int[]> walks =
          options.paper().strategy() == SearchOptions.Strategy.NN_BATON
              ? List.of(new int[] {0})
              : paths.of(segments, exact ? most : most / nodes);
      for (CutCosts pipeline : seg.cuts(range, tables.get(range.model()), walks, segments)) {
        for (int[] walk : walks) {
          CutCosts.Cost cost = pipeline.on(walk);
          Placement placement =
              new Placement(
                  range.model(),
                  pipeline.bounds(),
                  walk,
                  cost.latencyPs(),
                  cost.energyJ(),
                  options.objective().scorePs(cost.latencyPs(), cost.energyJ()));
          check.accept(placement);
          placed.add(placement);
        }
      }
    }
    return placed;
  }

  /**
   * Of the options on the same chiplets those that no other one covers, best first. In larger
   * packages, where sets of chiplets hardly ever coincide, all of them.
   */
  private List<Placement> best(List<Placement> all) {
    List<Placement> kept = new ArrayList<>();
    if (exact) {
      Map<Long, Front<Placement>> fronts = new LinkedHashMap<>();
      for (Placement placement : all) {
        fronts
            .computeIfAbsent(placement.mask(), mask -> new Front<>())
            .add(
                new Choice<>(
                    placement.latencyPs(), placement.energyJ(), Choice.NO_BOUNDS, placement, null));
      }
      fronts.values().forEach(f -> f.choices().forEach(c -> kept.addAll(c.items())));
    } else {
      kept.addAll(all);
    }
    kept.sort(Comparator.comparingDouble(Placement::score));
    return kept;
  }
}
