package dev.scar.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How much of some work is done, and how long the rest takes at the speed so far. */
final class TimeLeft {
  private static final double NANOS = 1e9;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;

  private final LongSupplier nanoTime;
  private long begunNanos;
  private long before;

  /** Work that begins now. */
  TimeLeft(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begunNanos = nanoTime.getAsLong();
  }

  /** After so much of so much; where it is less than before, other work has begun. */
  String text(long done, long of) {
    if (done < before) {
      begunNanos = nanoTime.getAsLong();
    }
    before = done;
    if (done <= 0) {
      return "0 %";
    }
    double seconds = (nanoTime.getAsLong() - begunNanos) / NANOS * (of - done) / done;
    return String.format(Locale.ROOT, "%.1f %%, %s left", 100.0 * done / of, span(seconds));
  }

  private static String span(double seconds) {
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < HOUR) {
      return String.format(Locale.ROOT, "%.0f min", seconds / MINUTE);
    }
    return seconds < DAY
        ? String.format(Locale.ROOT, "%.1f h", seconds / HOUR)
        : String.format(Locale.ROOT, "%,.0f days", seconds / DAY);
  }
}
