package dev.scar.trace;

import dev.scar.files.CsvLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code events.csv.gz} line by line: a header, then one {@link EventRow} a line, written as {@link
 * CsvLine} does, so that pandas and DuckDB read it as it is.
 */
public final class EventsFormat {
  /** The header line. */
  public static final String HEADER =
      "window,time_ps,component,event,model,what,mini_batch,packet,bytes,source,destination,link_in,link_out,start_ps,end_ps,busy_ps";

  private static final int COLUMNS = 16;

  private EventsFormat() {}

  /** Appends a line with its line break. */
  public static void append(EventRow row, StringBuilder to) {
    to.append(row.window()).append(',').append(row.timePs()).append(',');
    text(row.component(), to);
    to.append(row.kind().name().toLowerCase(Locale.ROOT)).append(',');
    text(row.model(), to);
    text(row.what(), to);
    to.append(row.miniBatch()).append(',').append(row.packet()).append(',').append(row.bytes());
    to.append(',');
    text(row.source(), to);
    text(row.destination(), to);
    text(row.linkIn(), to);
    text(row.linkOut(), to);
    to.append(row.startPs()).append(',').append(row.endPs()).append(',').append(row.busyPs());
    to.append('\n');
  }

  private static void text(String value, StringBuilder to) {
    CsvLine.append(value, to);
    to.append(',');
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static EventRow parse(String line) {
    List<String> fields = fields(line);
    if (fields.size() != COLUMNS) {
      throw new IllegalArgumentException("has " + fields.size() + " fields, not " + COLUMNS);
    }
    String source = CsvLine.name(fields.get(9));
    String destination = CsvLine.name(fields.get(10));
    EventRow row =
        new EventRow(
            (int) number(fields, 0, 0, Integer.MAX_VALUE),
            number(fields, 1, 0, Long.MAX_VALUE),
            CsvLine.name(fields.get(2)),
            kind(fields.get(3)),
            CsvLine.name(fields.get(4)),
            CsvLine.name(fields.get(5)),
            (int) number(fields, 6, 0, Integer.MAX_VALUE),
            number(fields, 7, -1, Long.MAX_VALUE),
            number(fields, 8, 0, Long.MAX_VALUE),
            source,
            destination,
            CsvLine.name(fields.get(11)),
            CsvLine.name(fields.get(12)),
            number(fields, 13, 0, Long.MAX_VALUE),
            number(fields, 14, 0, Long.MAX_VALUE),
            number(fields, 15, 0, Long.MAX_VALUE),
            source.isEmpty() ? null : Move.between(source, destination));
    if (row.endPs() < row.startPs()) {
      throw new IllegalArgumentException(
          "ends at " + row.endPs() + " ps, before it starts at " + row.startPs() + " ps");
    }
    if (row.busyPs() > row.durationPs() && row.kind() != LogRecord.Kind.RELEASE) {
      throw new IllegalArgumentException(
          "is busy for " + row.busyPs() + " ps in a span of " + row.durationPs() + " ps");
    }
    return row;
  }

  private static LogRecord.Kind kind(String name) {
    for (LogRecord.Kind kind : LogRecord.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("has the unknown event (" + name + ")");
  }

  private static long number(List<String> fields, int column, long least, long most) {
    String text = fields.get(column);
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notANumber(column, text), e);
    }
    throw new IllegalArgumentException(notANumber(column, text));
  }

  private static String notANumber(int column, String text) {
    return HEADER.split(",")[column] + " (" + text + ") is not a whole number in range";
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(COLUMNS);
    int at = 0;
    while (at <= line.length() && fields.size() <= COLUMNS) {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder quoted = new StringBuilder();
        at = quoted(line, at + 1, quoted);
        fields.add(quoted.toString());
      } else {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        fields.add(line.substring(at, end));
        at = end;
      }
      at++;
    }
    return fields;
  }

  private static int quoted(String line, int from, StringBuilder to) {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c != '"') {
        to.append(c);
      } else if (at < line.length() && line.charAt(at) == '"') {
        to.append('"');
        at++;
      } else {
        return at;
      }
    }
    throw new IllegalArgumentException("has an open quote");
  }
}
