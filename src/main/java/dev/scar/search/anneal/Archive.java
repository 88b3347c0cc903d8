package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schedules seen so far that no other one covers in latency and energy; of equal ones the
 * first. Not for several threads. <b>Cost:</b> O(log front) for one that is covered.
 */
final class Archive {
  private final TreeMap<Long, Point> byLatency = new TreeMap<>();

  /** A schedule with what it costs. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Point(long latencyPs, double energyJ, Row[] rows) {}

  /** Whether nothing kept is as good in both. */
  boolean wants(long latencyPs, double energyJ) {
    Map.Entry<Long, Point> below = byLatency.floorEntry(latencyPs);
    return below == null || below.getValue().energyJ() > energyJ;
  }

  void offer(Point point) {
    if (!wants(point.latencyPs(), point.energyJ())) {
      return;
    }
    byLatency.put(point.latencyPs(), point);
    Map.Entry<Long, Point> above = byLatency.higherEntry(point.latencyPs());
    while (above != null && above.getValue().energyJ() >= point.energyJ()) {
      byLatency.remove(above.getKey());
      above = byLatency.higherEntry(point.latencyPs());
    }
  }

  void addAll(Archive other) {
    other.byLatency.values().forEach(this::offer);
  }

  /** By rising latency and falling energy. */
  List<Point> points() {
    return new ArrayList<>(byLatency.values());
  }
}
