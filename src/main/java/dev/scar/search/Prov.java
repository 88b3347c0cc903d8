package dev.scar.search;

import java.util.List;

/**
 * The PROV engine (section IV-B), rule-based: nodes in proportion to each model's expected
 * objective in the window (equation 2), by largest remainder, at least one each, at most one per
 * layer, and no more than there are chiplets.
 */
final class Prov {
  private Prov() {}

  /** Nodes per model of the window. */
  static int[] nodes(
      List<LayerRange> window, ExpectedCosts costs, Objective objective, int chiplets) {
    int models = window.size();
    double[] share = new double[models];
    double sum = 0;
    for (int i = 0; i < models; i++) {
      LayerRange range = window.get(i);
      share[i] =
          objective.score(
              costs.seconds(range.model(), range.first(), range.end()),
              costs.joules(range.model(), range.first(), range.end()));
      sum += share[i];
    }
    int[] nodes = new int[models];
    int left = chiplets - models;
    for (int i = 0; i < models; i++) {
      nodes[i] = 1;
      share[i] = sum == 0 ? 0 : share[i] / sum * chiplets;
    }
    while (left > 0) {
      int neediest = -1;
      for (int i = 0; i < models; i++) {
        boolean canUse = nodes[i] < window.get(i).count();
        if (canUse && (neediest < 0 || share[i] - nodes[i] > share[neediest] - nodes[neediest])) {
          neediest = i;
        }
      }
      if (neediest < 0) {
        break;
      }
      nodes[neediest]++;
      left--;
    }
    return nodes;
  }
}
