package dev.scar.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A Pareto front: of all points added, those that no other covers; of equal ones the first added.
 *
 * <p>Points are collected and the front is made up now and then. <b>Cost:</b> O(n log n) for n
 * points without latency bounds, O(n · front) with them.
 */
final class Front {
  private static final Comparator<Point> ORDER =
      Comparator.comparingLong(Point::latencyPs).thenComparingDouble(Point::energyJ);
  private static final int SLACK = 64;

  private List<Point> points = new ArrayList<>();
  private int settled;

  void add(Point point) {
    points.add(point);
    if (points.size() > 2 * settled + SLACK) {
      settle();
    }
  }

  /** By rising latency. */
  List<Point> points() {
    settle();
    return points;
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  private void settle() {
    if (settled == points.size()) {
      return;
    }
    points.sort(ORDER);
    List<Point> kept = new ArrayList<>();
    double leastEnergyJ = Double.POSITIVE_INFINITY;
    for (Point point : points) {
      boolean plain = point.finishPs().length == 0;
      if (plain ? point.energyJ() >= leastEnergyJ : isCovered(point, kept)) {
        continue;
      }
      kept.add(point);
      leastEnergyJ = Math.min(leastEnergyJ, point.energyJ());
    }
    points = kept;
    settled = kept.size();
  }

  private static boolean isCovered(Point point, List<Point> by) {
    for (Point other : by) {
      if (other.covers(point)) {
        return true;
      }
    }
    return false;
  }
}
