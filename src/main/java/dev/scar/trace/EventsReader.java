package dev.scar.trace;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event log, zipped or not, row by row: memory does not grow with the file. Lines are at
 * most {@value #LONGEST_LINE} characters.
 */
public final class EventsReader {
  static final int LONGEST_LINE = 1 << 16;
  private static final int BUFFER = 1 << 16;

  private EventsReader() {}

  /**
   * Hands every row to the consumer, in order.
   *
   * @throws InputException if there is no such file or it is no event log; rows before the first
   *     wrong one have been handed over by then
   */
  public static void read(InputFile file, Consumer<EventRow> rows) {
    try (InputStream raw = file.open();
        InputStream text = file.path().toString().endsWith(".gz") ? unzipped(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), BUFFER)) {
      String header = line(reader);
      if (!EventsFormat.HEADER.equals(header)) {
        throw fail(file, 1, "is not the header of an event log");
      }
      long number = 1;
      for (String line = line(reader); line != null; line = line(reader)) {
        number++;
        rows.accept(row(file, number, line));
      }
    } catch (EOFException e) {
      throw new InputException(
          new InputProblem(file.shown(), "", "", "is empty or ends too early", ""));
    } catch (IOException e) {
      throw InputException.unreadable(file, e);
    }
  }

  private static EventRow row(InputFile file, long number, String line) {
    try {
      return EventsFormat.parse(line);
    } catch (IllegalArgumentException e) {
      throw fail(file, number, String.valueOf(e.getMessage()));
    }
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    return new GZIPInputStream(raw, BUFFER);
  }

  /** The next line, or null; never more of it than a line may have. */
  private static @Nullable String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a line has more than " + LONGEST_LINE + " characters");
      }
      line.append((char) c);
      c = reader.read();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }

  private static InputException fail(InputFile file, long line, String what) {
    return new InputException(new InputProblem(file.shown(), "line " + line + ":", "", what, ""));
  }
}
