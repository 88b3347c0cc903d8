package dev.scar.search;

import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The MCM-Reconfig engine (section IV-A): cuts the time horizon into windows, periodic or at random
 * boundaries, and assigns layers to them.
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

  /**
   * Every candidate: for each number of cuts from 0 to the options' the periodic boundaries, then
   * as many sets of random boundaries as asked for, each with 1 to that many cuts. Candidates that
   * come out equal appear once.
   */
  List<List<List<LayerRange>>> candidates(ScarSearch.Windows options, long seed) {
    Set<List<List<LayerRange>>> found = new LinkedHashSet<>();
    for (int splits = 0; splits <= options.splits(); splits++) {
      found.add(windows(splits, options.packing()));
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int sample = 0; sample < options.samples() && options.splits() > 0; sample++) {
      int splits = 1 + random.nextInt(options.splits());
      double[] ends = random.doubles(splits).sorted().toArray();
      ends = Arrays.copyOf(ends, splits + 1);
      ends[splits] = 1;
      found.add(windows(ends, options.packing()));
    }
    return List.copyOf(found);
  }

  /** The windows for so many cuts at equal distances, each the ranges of its models. */
  List<List<LayerRange>> windows(int splits, SearchOptions.Packing packing) {
    double[] ends = new double[splits + 1];
    for (int w = 0; w <= splits; w++) {
      ends[w] = (w + 1.0) / (splits + 1);
    }
    return windows(ends, packing);
  }

  /** The windows that end at these parts of the horizon, the last of which is 1. */
  private List<List<LayerRange>> windows(double[] ends, SearchOptions.Packing packing) {
    List<List<LayerRange>> windows = new ArrayList<>();
    for (int w = 0; w < ends.length; w++) {
      windows.add(new ArrayList<>());
    }
    double horizon = 0;
    for (int m = 0; m < scenario.models().size(); m++) {
      horizon = Math.max(horizon, costs.seconds(m, 0, layers(m)));
    }
    for (int m = 0; m < scenario.models().size(); m++) {
      if (packing == SearchOptions.Packing.GREEDY) {
        greedy(m, horizon, ends, windows);
      } else {
        uniform(m, ends, windows);
      }
    }
    return windows.stream().filter(w -> !w.isEmpty()).flatMap(w -> split(w).stream()).toList();
  }

  /** One window with every model whole; more windows where there are more models than chiplets. */
  List<List<LayerRange>> whole() {
    List<LayerRange> all = new ArrayList<>();
    for (int m = 0; m < scenario.models().size(); m++) {
      all.add(new LayerRange(m, 0, layers(m)));
    }
    return split(all);
  }

  /** One window per model. */
  List<List<LayerRange>> oneByOne() {
    return whole().stream().flatMap(List::stream).map(List::of).toList();
  }

  private int layers(int model) {
    return scenario.models().get(model).model().layers().size();
  }

  /** Algorithm 1 for one model. */
  private void greedy(int model, double horizon, double[] ends, List<List<LayerRange>> windows) {
    int splits = windows.size() - 1;
    int window = 0;
    int first = 0;
    double used = 0;
    for (int layer = 0; layer < layers(model); layer++) {
      double expected = costs.seconds(model, layer);
      while (window < splits && used + expected > horizon * ends[window]) {
        add(windows, window, model, first, layer);
        first = layer;
        used = horizon * ends[window];
        window++;
      }
      used += expected;
    }
    add(windows, window, model, first, layers(model));
  }

  private void uniform(int model, double[] ends, List<List<LayerRange>> windows) {
    int first = 0;
    for (int w = 0; w < ends.length; w++) {
      int end = (int) Math.floor(layers(model) * ends[w] + 1e-9);
      add(windows, w, model, first, end);
      first = Math.max(first, end);
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
