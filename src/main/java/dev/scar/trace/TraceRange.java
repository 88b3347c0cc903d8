package dev.scar.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a replay that is traced: spans that touch [from, to). */
public record TraceRange(long fromPs, long toPs) {
  /** All of it. */
  public static final TraceRange ALL = new TraceRange(0, Long.MAX_VALUE);

  private static final Pattern LABEL =
      Pattern.compile("_from-(\\d{1,19})ps(?:-to-(\\d{1,19})ps)?(?=_|$)");

  public TraceRange {
    if (fromPs < 0 || toPs <= fromPs) {
      throw new IllegalArgumentException("from " + fromPs + " ps to " + toPs + " ps is no range");
    }
  }

  /**
   * Whether a record's span, or its instant, lies in it at least in part. The span of a release is
   * the time that the transfer takes at its injection port.
   */
  public boolean touches(LogRecord entry) {
    long endPs =
        entry.kind() == LogRecord.Kind.RELEASE ? entry.endPs() + entry.busyPs() : entry.endPs();
    return entry.startPs() < toPs && (endPs > fromPs || entry.startPs() >= fromPs);
  }

  /** How much of the span [start, end) lies in it. */
  public long overlapPs(long startPs, long endPs) {
    return Math.max(0, Math.min(endPs, toPs) - Math.max(startPs, fromPs));
  }

  /**
   * Whether a log of this range holds its whole run, given the end of its last span: at every
   * instant before the end of a run some span is under way.
   */
  public boolean holdsAllOfARun(long lastEndPs) {
    return fromPs == 0 && (lastEndPs < toPs || toPs == Long.MAX_VALUE);
  }

  /** As part of a file's name: {@code _from-1000ps-to-2000ps}; nothing for all of a run. */
  public String label() {
    if (equals(ALL)) {
      return "";
    }
    return "_from-" + fromPs + "ps" + (toPs == Long.MAX_VALUE ? "" : "-to-" + toPs + "ps");
  }

  /** The range in a file's name by {@link #label}; all of a run if there is none. */
  public static TraceRange inName(String name) {
    Matcher label = LABEL.matcher(name);
    if (!label.find()) {
      return ALL;
    }
    try {
      long to = label.group(2) == null ? Long.MAX_VALUE : Long.parseLong(label.group(2));
      return new TraceRange(Long.parseLong(label.group(1)), to);
    } catch (IllegalArgumentException e) {
      return ALL;
    }
  }
}
