package dev.scar.trace;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How busy links, ports and DRAMs are over time: shares of bins that all are equally wide, at most
 * {@value #BINS}, twice as wide whenever the log goes beyond the last.
 *
 * <p>Fed by every record of a log, whatever is left out of a drawing; memory does not grow with it.
 * A transfer's busy time is spread evenly over its span.
 */
public final class BusyBins implements LogSink {
  static final int BINS = 256;

  private final Map<Integer, double[]> busy = new TreeMap<>();
  private final Map<Integer, double[]> inProgress = new TreeMap<>();
  private long widthPs = 1000;

  @Override
  public void append(LogRecord entry) {
    if (entry.kind() != LogRecord.Kind.PASS || entry.endPs() <= entry.startPs()) {
      return;
    }
    while (entry.endPs() > widthPs * BINS) {
      widen();
    }
    double share = (double) entry.busyPs() / (entry.endPs() - entry.startPs());
    spread(busy, entry, share);
    spread(inProgress, entry, 1);
  }

  private void spread(Map<Integer, double[]> bins, LogRecord entry, double weight) {
    double[] own = bins.computeIfAbsent(entry.component(), c -> new double[BINS]);
    int last = (int) ((entry.endPs() - 1) / widthPs);
    for (int bin = (int) (entry.startPs() / widthPs); bin <= last; bin++) {
      long from = Math.max(entry.startPs(), bin * widthPs);
      long to = Math.min(entry.endPs(), (bin + 1) * widthPs);
      own[bin] += weight * (to - from);
    }
  }

  private void widen() {
    widthPs *= 2;
    busy.values().forEach(BusyBins::halve);
    inProgress.values().forEach(BusyBins::halve);
  }

  private static void halve(double[] bins) {
    for (int i = 0; i < BINS / 2; i++) {
      bins[i] = bins[2 * i] + bins[2 * i + 1];
    }
    Arrays.fill(bins, BINS / 2, BINS, 0);
  }

  /** Width of a bin. */
  public long widthPs() {
    return widthPs;
  }

  /** Time busy in each bin, by component. */
  public Map<Integer, double[]> busyPs() {
    return busy;
  }

  /** Time that transfers were in progress in each bin, summed over them, by component. */
  public Map<Integer, double[]> inProgressPs() {
    return inProgress;
  }
}
