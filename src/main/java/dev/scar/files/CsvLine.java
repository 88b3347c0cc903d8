package dev.scar.files;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the comma-separated files that are written (RFC 4180): cells with a comma or a quote in
 * them are quoted, quotes inside are doubled, and line breaks become spaces, so that a line of the
 * file is always a row.
 *
 * <p>Names are data, whatever a spreadsheet makes of them: one that begins as a formula does, with
 * = + - or @, and is no number, is written behind an apostrophe, and so is one that begins with
 * apostrophes before such a sign; {@link #name} takes it away again. Control characters become
 * question marks ({@link PlainText}).
 */
public final class CsvLine {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final String FORMULA = "=+-@";
  private static final char QUIET = '\'';

  private CsvLine() {}

  /** A row with its line break; null is an empty cell. */
  public static String of(@Nullable Object... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        line.append(',');
      }
      Object cell = cells[i];
      if (cell != null) {
        append(cell.toString(), line);
      }
    }
    return line.append('\n').toString();
  }

  /** One cell. */
  public static String cell(String text) {
    StringBuilder cell = new StringBuilder();
    append(text, cell);
    return cell.toString();
  }

  /** Appends one cell, without the comma after it. */
  public static void append(String cell, StringBuilder to) {
    String text = PlainText.of(cell);
    String quiet = isFormula(text) && !NUMBER.matcher(text).matches() ? QUIET + text : text;
    if (quiet.indexOf(',') >= 0 || quiet.indexOf('"') >= 0) {
      to.append('"').append(quiet.replace("\"", "\"\"")).append('"');
    } else {
      to.append(quiet);
    }
  }

  /** The name that a cell was written from. */
  public static String name(String cell) {
    boolean quiet = !cell.isEmpty() && cell.charAt(0) == QUIET && isFormula(cell);
    return quiet ? cell.substring(1) : cell;
  }

  /** Whether it begins as a formula does, or would but for apostrophes. */
  private static boolean isFormula(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == QUIET) {
      at++;
    }
    return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
  }
}
