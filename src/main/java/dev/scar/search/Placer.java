package dev.scar.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Costs placements of one model in one window for the evolutionary search: given the chiplets, it
 * makes the cut that suits their types, by one of three rules.
 *
 * <p>Cuts and what moves between their segments are remembered for as long as the window is
 * searched. Not for several threads. <b>Cost:</b> {@link Seg#cut} for each new sequence of types,
 * {@link CutCosts} for each new cut, O(stages · mini-batches) for each placement.
 */
final class Placer {
  /** What a cut can aim for. */
  enum Cut {
    /** The shortest longest segment (layer pipelining). */
    BALANCED,
    /** The shortest sum (layer squeezing). */
    SHORTEST,
    /** The least compute energy. */
    FRUGAL
  }

  private static final int MOST_KNOWN = 2_000;

  private final PackageView view;
  private final SearchOptions options;
  private final LayerRange range;
  private final ModelTable table;
  private final Consumer<Placement> costed;
  private final Map<List<Integer>, CutCosts> pipelines = new HashMap<>();
  private final Map<List<Integer>, CutCosts> byTypes = new HashMap<>();

  /**
   * A placer.
   *
   * @param costed told every placement that was costed
   */
  Placer(
      PackageView view,
      SearchOptions options,
      LayerRange range,
      ModelTable table,
      Consumer<Placement> costed) {
    this.view = view;
    this.options = options;
    this.range = range;
    this.table = table;
    this.costed = costed;
  }

  /** One segment for each chiplet of the walk, at most as many as there are layers. */
  Placement place(int[] walk, Cut rule) {
    Integer[] key = new Integer[walk.length + 1];
    key[0] = rule.ordinal();
    for (int k = 0; k < walk.length; k++) {
      key[k + 1] = view.typeOf(walk[k]);
    }
    List<Integer> types = Arrays.asList(key);
    CutCosts pipeline = byTypes.get(types);
    if (pipeline == null) {
      forgetIfFull(byTypes);
      pipeline = pipeline(cut(types.subList(1, key.length), rule));
      byTypes.put(types, pipeline);
    }
    return on(pipeline, walk);
  }

  /** These cuts on these chiplets. */
  Placement place(int[] walk, int[] bounds) {
    return on(pipeline(Arrays.stream(bounds).boxed().toList()), walk);
  }

  private List<Integer> cut(List<Integer> types, Cut rule) {
    return switch (rule) {
      case BALANCED -> Seg.cut(range, types, table.secondsBefore(), true);
      case SHORTEST -> Seg.cut(range, types, table.secondsBefore(), false);
      case FRUGAL -> Seg.cut(range, types, table.joulesBefore(), false);
    };
  }

  private CutCosts pipeline(List<Integer> bounds) {
    CutCosts pipeline = pipelines.get(bounds);
    if (pipeline == null) {
      forgetIfFull(pipelines);
      int[] cuts = bounds.stream().mapToInt(Integer::intValue).toArray();
      pipeline = new CutCosts(view, table, options.execution(), cuts);
      pipelines.put(bounds, pipeline);
    }
    return pipeline;
  }

  private Placement on(CutCosts pipeline, int[] walk) {
    CutCosts.Cost cost = pipeline.on(walk);
    Placement placement =
        new Placement(
            range.model(),
            pipeline.bounds(),
            walk,
            cost.latencyPs(),
            cost.energyJ(),
            options.objective().scorePs(cost.latencyPs(), cost.energyJ()));
    costed.accept(placement);
    return placement;
  }

  /** Keeps memory bounded; what is forgotten is worked out again, so results do not change. */
  private static void forgetIfFull(Map<List<Integer>, CutCosts> map) {
    if (map.size() >= MOST_KNOWN) {
      map.clear();
    }
  }
}
