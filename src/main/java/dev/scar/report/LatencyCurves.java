package dev.scar.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Latency distributions by percentile, in the manner of HdrHistogram's plots. */
final class LatencyCurves {
  private static final int DIGITS = 3;
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  /**
   * A distribution.
   *
   * @param count values in all
   * @param meanPs their mean
   * @param points by percentile
   */
  public record Curve(String name, long count, double meanPs, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /**
   * So many percent of the values are at most this.
   *
   * @param percentile 0 to 100
   */
  public record Point(double percentile, long valuePs) {}

  private LatencyCurves() {}

  /** Packets as simulated; transfers as simulated and as they would be without contention. */
  public static List<Curve> of(RunReport run) {
    Histogram simulated = new Histogram(DIGITS);
    Histogram clean = new Histogram(DIGITS);
    run.transfers()
        .forEach(
            transfer -> {
              simulated.recordValue(transfer.arrivalPs() - transfer.releasePs());
              clean.recordValue(transfer.predictedPs());
            });
    return List.of(
        curve("packets", run.packetLatencyPs()),
        curve("transfers", simulated),
        curve("transfers without contention", clean));
  }

  private static Curve curve(String name, Histogram histogram) {
    List<Point> points = new ArrayList<>();
    if (histogram.getTotalCount() > 0) {
      for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF_DISTANCE)) {
        points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()));
      }
    }
    double mean = histogram.getTotalCount() == 0 ? 0 : histogram.getMean();
    return new Curve(name, histogram.getTotalCount(), mean, points);
  }
}
