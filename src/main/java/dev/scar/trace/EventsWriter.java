package dev.scar.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the event log as it comes, line by line; holds no more than a few kilobytes.
 *
 * <p>The caller closes the stream after {@link #finish()}.
 */
public final class EventsWriter implements LogSink {
  private static final int BUFFER = 1 << 15;

  private final TraceLabels labels;
  private final OutputStream out;
  private final StringBuilder lines = new StringBuilder(BUFFER + 1024);

  public EventsWriter(TraceLabels labels, OutputStream out) {
    this.labels = labels;
    this.out = out;
    lines.append(EventsFormat.HEADER).append('\n');
  }

  @Override
  public void append(LogRecord entry) {
    append(EventRow.of(entry, labels));
  }

  /** The next line. */
  public void append(EventRow row) {
    EventsFormat.append(row, lines);
    if (lines.length() >= BUFFER) {
      flush();
    }
  }

  /** Writes what is left. */
  public void finish() {
    flush();
  }

  private void flush() {
    try {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      lines.setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
