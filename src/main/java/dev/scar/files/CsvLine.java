package dev.scar.files;

/**
 * Lines of the comma-separated files that are written (RFC 4180): cells with a comma or a quote in
 * them are quoted, quotes inside are doubled, and line breaks become spaces, so that a line of the
 * file is always a row.
 */
public final class CsvLine {
  private CsvLine() {}

  /** A row with its line break. */
  public static String of(Object... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        line.append(',');
      }
      append(cells[i].toString(), line);
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
    String text =
        cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0
            ? cell.replace('\n', ' ').replace('\r', ' ')
            : cell;
    if (text.indexOf(',') >= 0 || text.indexOf('"') >= 0) {
      to.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      to.append(text);
    }
  }
}
