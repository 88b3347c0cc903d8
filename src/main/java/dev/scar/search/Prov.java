package dev.scar.search;

import java.util.Arrays;
import java.util.List;

/**
 * The PROV engine (section IV-B): how many chiplets each model of a window may take.
 *
 * <p>Rule-based: in proportion to each model's expected objective in the window (equation 2) times
 * its weight, by largest remainder, at least one each, at most one per layer, and no more than
 * there are chiplets. Exhaustive: each model as many as the others leave, which covers every
 * distribution at once, since models are combined over disjoint sets of chiplets. The node cap is
 * heuristic 2.
 */
final class Prov {
  private Prov() {}

  /** Most nodes per model of the window. */
  static int[] nodes(
      List<LayerRange> window, ExpectedCosts costs, SearchOptions options, int chiplets) {
    ScarSearch.Provisioning chosen = options.paper().provisioning();
    int cap = chosen.nodeCap() == 0 ? chiplets : chosen.nodeCap();
    return switch (chosen.provisioning()) {
      case RULE -> byRule(window, costs, options, chiplets, cap);
      case EXHAUSTIVE ->
          window.stream()
              .mapToInt(r -> Math.min(Math.min(r.count(), cap), chiplets - window.size() + 1))
              .toArray();
    };
  }

  /** Each model's part of the window's expected objective, in chiplets. */
  static double[] shares(
      List<LayerRange> window, ExpectedCosts costs, SearchOptions options, int chiplets) {
    double[] share = new double[window.size()];
    double sum = 0;
    for (int i = 0; i < share.length; i++) {
      LayerRange range = window.get(i);
      share[i] =
          options.paper().provisioning().prefer().getOrDefault(range.model(), 1.0)
              * options
                  .objective()
                  .score(
                      costs.seconds(range.model(), range.first(), range.end()),
                      costs.joules(range.model(), range.first(), range.end()));
      sum += share[i];
    }
    for (int i = 0; i < share.length; i++) {
      share[i] = sum == 0 ? 0 : share[i] / sum * chiplets;
    }
    return share;
  }

  private static int[] byRule(
      List<LayerRange> window, ExpectedCosts costs, SearchOptions options, int chiplets, int cap) {
    double[] share = shares(window, costs, options, chiplets);
    int[] nodes = new int[share.length];
    Arrays.fill(nodes, 1);
    for (int left = chiplets - nodes.length; left > 0; left--) {
      int neediest = -1;
      for (int i = 0; i < nodes.length; i++) {
        boolean canUse = nodes[i] < Math.min(cap, window.get(i).count());
        if (canUse && (neediest < 0 || share[i] - nodes[i] > share[neediest] - nodes[neediest])) {
          neediest = i;
        }
      }
      if (neediest < 0) {
        break;
      }
      nodes[neediest]++;
    }
    return nodes;
  }
}
