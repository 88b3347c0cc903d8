package dev.scar.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Puts the windows of a partitioning together: latencies and energies add up.
 *
 * <p>EDP is not separable. With windows W1 ∈ {(1 s, 10 J), (2 s, 4 J)} and W2 = (1 s, 100 J) the
 * better W1 by itself is the second (8 against 10), yet it makes 3 · 104 = 312 and the first 2 ·
 * 110 = 220. So the exact combination keeps the Pareto front of the sums; greedy takes each
 * window's best.
 */
final class Combination {
  private final SearchOptions options;
  private final List<Integer> boundedModels;

  Combination(SearchOptions options, List<Integer> boundedModels) {
    this.options = options;
    this.boundedModels = boundedModels;
  }

  /** The front of a partitioning; the items of its points are points of the windows. */
  List<Point> of(List<WindowSchedules> windows) {
    List<Point> sums = List.of(Point.empty(boundedModels.size()));
    for (WindowSchedules window : windows) {
      Front next = new Front();
      for (Point sum : sums) {
        for (Point point : choices(window)) {
          Point longer = append(sum, point, window);
          if (inTime(longer)) {
            next.add(longer);
          }
        }
      }
      sums = next.points();
    }
    return sums;
  }

  private List<Point> choices(WindowSchedules window) {
    if (options.combine() == SearchOptions.Combine.EXACT) {
      return window.front();
    }
    return window.front().stream()
        .min(
            Comparator.comparingDouble(
                p -> options.objective().scorePs(p.latencyPs(), p.energyJ())))
        .map(List::of)
        .orElse(List.of());
  }

  private Point append(Point sum, Point point, WindowSchedules window) {
    long[] finish = sum.finishPs();
    if (finish.length > 0) {
      finish = finish.clone();
      for (LayerRange range : window.ranges()) {
        int bound = boundedModels.indexOf(range.model());
        if (bound >= 0) {
          finish[bound] = Math.addExact(sum.latencyPs(), point.finishPs()[bound]);
        }
      }
    }
    return new Point(
        Math.addExact(sum.latencyPs(), point.latencyPs()),
        sum.energyJ() + point.energyJ(),
        finish,
        point,
        sum);
  }

  private boolean inTime(Point point) {
    Map<Integer, Long> bounds = options.latencyBoundsPs();
    for (int b = 0; b < point.finishPs().length; b++) {
      if (point.finishPs()[b] > bounds.getOrDefault(boundedModels.get(b), Long.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  /** The options of a sum, window by window. */
  static List<List<Option>> options(Point sum) {
    List<List<Option>> windows = new ArrayList<>();
    for (Point window : sum.chain(Point.class)) {
      windows.add(window.chain(Option.class));
    }
    return windows;
  }
}
