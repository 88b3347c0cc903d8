package dev.scar.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The spans of a log that a drawing can show: those in a range, and never more than a limit. When
 * there are more, those shorter than the median are left out, and of many that are just as long as
 * it every other one, again and again; {@link #leftOut()} counts them, so memory stays bounded and
 * what is missing is known.
 */
public final class SpanSelection implements LogSink {
  private final TraceRange range;
  private final LogDetail detail;
  private final int most;
  private final List<LogRecord> spans = new ArrayList<>();
  private long shortestPs = 1;
  private long leftOut;

  /** At most so many spans. */
  public SpanSelection(LogDetail detail, TraceRange range, int most) {
    this.detail = detail;
    this.range = range;
    this.most = most;
  }

  @Override
  public void append(LogRecord entry) {
    if (!isSpan(entry.kind()) || !range.touches(entry)) {
      return;
    }
    long length = entry.endPs() - entry.startPs();
    if (length == 0) {
      return;
    }
    if (length < shortestPs) {
      leftOut++;
      return;
    }
    spans.add(entry);
    if (spans.size() > most) {
      thin();
    }
  }

  private boolean isSpan(LogRecord.Kind kind) {
    return switch (kind) {
      case WAIT, COMPUTE, ARRIVE -> true;
      case PASS -> detail == LogDetail.TRANSFERS;
      case SERVE -> detail == LogDetail.PACKETS;
      case RELEASE, FINISH -> false;
    };
  }

  private void thin() {
    long[] lengths = spans.stream().mapToLong(s -> s.endPs() - s.startPs()).sorted().toArray();
    shortestPs = Math.max(shortestPs, lengths[lengths.length / 2]);
    int before = spans.size();
    spans.removeIf(s -> s.endPs() - s.startPs() < shortestPs);
    if (spans.size() > most / 2) {
      everyOther();
    }
    leftOut += before - spans.size();
  }

  /** Leaves out every other span of just the shortest length. */
  private void everyOther() {
    List<LogRecord> kept = new ArrayList<>();
    boolean keep = false;
    for (LogRecord span : spans) {
      boolean tied = span.endPs() - span.startPs() == shortestPs;
      keep = tied ? !keep : keep;
      if (!tied || keep) {
        kept.add(span);
      }
    }
    spans.clear();
    spans.addAll(kept);
  }

  /** In the order of the log. */
  public List<LogRecord> spans() {
    return List.copyOf(spans);
  }

  /** How many spans of the range are missing. */
  public long leftOut() {
    return leftOut;
  }

  /** Spans shorter than this are missing, and some of this length; 1 if none are. */
  public long shortestPs() {
    return shortestPs;
  }

  /** What is traced. */
  public TraceRange range() {
    return range;
  }

  /** Spans in another order. */
  LogRecord[] sorted(Comparator<LogRecord> order) {
    LogRecord[] sorted = spans.toArray(LogRecord[]::new);
    Arrays.sort(sorted, order);
    return sorted;
  }
}
