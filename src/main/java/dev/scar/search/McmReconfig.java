package dev.scar.search;

import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * The MCM-Reconfig engine (section IV-A): cuts the time horizon into periodic windows and assigns
 * layers to them.
 *
 * <p>The horizon is the largest model's expected latency for its whole batch. Greedy packing is
 * Algorithm 1: a layer that would pass the end of its window is deferred to the next; one longer
 * than a window waits for the last. Windows without layers vanish; one with more models than
 * chiplets is split.
 */
final class McmReconfig {
  private final Scenario scenario;
  private final ExpectedCosts costs;
  private final int chiplets;

  McmReconfig(Scenario scenario, ExpectedCosts costs, int chiplets) {
    this.scenario = scenario;
    this.costs = costs;
    this.chiplets = chiplets;
  }

  /** The windows for so many cuts, each the ranges of its models. */
  List<List<LayerRange>> windows(int splits, SearchOptions.Packing packing) {
    List<List<LayerRange>> windows = new ArrayList<>();
    for (int w = 0; w <= splits; w++) {
      windows.add(new ArrayList<>());
    }
    double horizon = 0;
    for (int m = 0; m < scenario.models().size(); m++) {
      horizon = Math.max(horizon, costs.seconds(m, 0, layers(m)));
    }
    for (int m = 0; m < scenario.models().size(); m++) {
      if (packing == SearchOptions.Packing.GREEDY) {
        greedy(m, horizon, windows);
      } else {
        uniform(m, windows);
      }
    }
    return windows.stream().filter(w -> !w.isEmpty()).flatMap(w -> split(w).stream()).toList();
  }

  private int layers(int model) {
    return scenario.models().get(model).model().layers().size();
  }

  /** Algorithm 1 for one model. */
  private void greedy(int model, double horizon, List<List<LayerRange>> windows) {
    int splits = windows.size() - 1;
    int window = 0;
    int first = 0;
    double used = 0;
    for (int layer = 0; layer < layers(model); layer++) {
      double expected = costs.seconds(model, layer);
      while (window < splits && used + expected > horizon * (window + 1) / windows.size()) {
        add(windows, window, model, first, layer);
        first = layer;
        used = horizon * (window + 1) / windows.size();
        window++;
      }
      used += expected;
    }
    add(windows, window, model, first, layers(model));
  }

  private void uniform(int model, List<List<LayerRange>> windows) {
    int layers = layers(model);
    for (int w = 0; w < windows.size(); w++) {
      int first = (int) ((long) layers * w / windows.size());
      int end = (int) ((long) layers * (w + 1) / windows.size());
      add(windows, w, model, first, end);
    }
  }

  private static void add(
      List<List<LayerRange>> windows, int window, int model, int first, int end) {
    if (end > first) {
      windows.get(window).add(new LayerRange(model, first, end));
    }
  }

  private List<List<LayerRange>> split(List<LayerRange> window) {
    List<List<LayerRange>> parts = new ArrayList<>();
    for (int from = 0; from < window.size(); from += chiplets) {
      parts.add(List.copyOf(window.subList(from, Math.min(window.size(), from + chiplets))));
    }
    return parts;
  }
}
