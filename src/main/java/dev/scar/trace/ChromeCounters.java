package dev.scar.trace;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The counters of a trace: per link, port and DRAM its utilisation and the length of its queue, per
 * chiplet the bytes in its L2. In a part of a replay each begins with the value in force there.
 */
final class ChromeCounters {
  private static final int FIRST_PROCESS = 10;
  private static final int MOST_POINTS = 2000;
  private static final int DECIMALS = 6;
  private static final int PERCENT = 100;

  private final ChromeEventWriter events;
  private final TraceLabels labels;
  private final TraceRange range;
  private long pointsLeftOut;

  ChromeCounters(ChromeEventWriter events, TraceLabels labels, TraceRange range) {
    this.events = events;
    this.labels = labels;
    this.range = range;
  }

  private interface Share {
    long of(ServiceBins bins, int bin);
  }

  /** The averages of each bin. */
  void service(SortedMap<Integer, ServiceBins> service) throws IOException {
    events.processName(FIRST_PROCESS, "utilisation");
    for (Map.Entry<Integer, ServiceBins> one : service.entrySet()) {
      bins(FIRST_PROCESS, one, "%", PERCENT, ServiceBins::busyPs);
    }
    events.processName(FIRST_PROCESS + 1, "queue depth");
    for (Map.Entry<Integer, ServiceBins> one : service.entrySet()) {
      bins(FIRST_PROCESS + 1, one, "transfers waiting", 1, ServiceBins::waitingPs);
    }
  }

  private void bins(
      int process, Map.Entry<Integer, ServiceBins> one, String unit, int factor, Share share)
      throws IOException {
    ServiceBins bins = one.getValue();
    long width = bins.widthPs();
    BigDecimal last = null;
    for (int bin = 0; bin <= ServiceBins.BINS; bin++) {
      long from = bin * width;
      if (from >= range.toPs() || from + width <= range.fromPs()) {
        continue;
      }
      long ps = bin == ServiceBins.BINS ? 0 : share.of(bins, bin);
      BigDecimal value =
          BigDecimal.valueOf(ps)
              .multiply(BigDecimal.valueOf(factor))
              .divide(BigDecimal.valueOf(width), DECIMALS, RoundingMode.HALF_UP);
      if (last == null || value.compareTo(last) != 0) {
        long at = Math.max(from, range.fromPs());
        events.counter(process, labels.component(one.getKey()), at, unit, value);
        last = value;
      }
    }
  }

  /** What chiplets hold. */
  void occupancy(List<ChromeTraceWriter.Occupancy> chiplets) throws IOException {
    int process = FIRST_PROCESS + 2;
    events.processName(process, "L2 occupancy");
    for (ChromeTraceWriter.Occupancy chiplet : chiplets) {
      List<ChromeTraceWriter.Point> points = traced(chiplet.points());
      List<ChromeTraceWriter.Point> shown = extremes(points);
      pointsLeftOut += points.size() - shown.size();
      for (ChromeTraceWriter.Point point : shown) {
        events.counter(
            process,
            labels.component(chiplet.component()),
            point.timePs(),
            "bytes",
            BigDecimal.valueOf(point.value()));
      }
    }
  }

  /** How many points of {@link #occupancy} are missing. */
  long pointsLeftOut() {
    return pointsLeftOut;
  }

  /** The value in force at the beginning of the range, and the points after it. */
  private List<ChromeTraceWriter.Point> traced(List<ChromeTraceWriter.Point> points) {
    List<ChromeTraceWriter.Point> traced = new ArrayList<>();
    long before = 0;
    for (ChromeTraceWriter.Point point : points) {
      if (point.timePs() <= range.fromPs()) {
        before = point.value();
      } else if (point.timePs() < range.toPs()) {
        traced.add(point);
      }
    }
    traced.add(0, new ChromeTraceWriter.Point(range.fromPs(), before));
    return traced;
  }

  /**
   * About {@value #MOST_POINTS} points at most: the first, the last, and of those that fall
   * together the lowest and the highest.
   */
  private static List<ChromeTraceWriter.Point> extremes(List<ChromeTraceWriter.Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    int group = (points.size() - 3) / (MOST_POINTS / 2 - 1) + 1;
    int last = points.size() - 1;
    List<ChromeTraceWriter.Point> kept = new ArrayList<>();
    kept.add(points.get(0));
    for (int from = 1; from < last; from += group) {
      int low = from;
      int high = from;
      for (int i = from; i < Math.min(last, from + group); i++) {
        low = points.get(i).value() < points.get(low).value() ? i : low;
        high = points.get(i).value() > points.get(high).value() ? i : high;
      }
      kept.add(points.get(Math.min(low, high)));
      if (low != high) {
        kept.add(points.get(Math.max(low, high)));
      }
    }
    kept.add(points.get(last));
    return kept;
  }
}
