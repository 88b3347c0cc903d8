package dev.scar.trace;

/** The part of a replay that is traced: spans that touch [from, to). */
public record TraceRange(long fromPs, long toPs) {
  /** All of it. */
  public static final TraceRange ALL = new TraceRange(0, Long.MAX_VALUE);

  public TraceRange {
    if (fromPs < 0 || toPs <= fromPs) {
      throw new IllegalArgumentException("from " + fromPs + " ps to " + toPs + " ps is no range");
    }
  }

  /** Whether a record's span, or its instant, lies in it at least in part. */
  public boolean touches(LogRecord entry) {
    return entry.startPs() < toPs && (entry.endPs() > fromPs || entry.startPs() >= fromPs);
  }
}
