package dev.scar.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads comma-separated files with a header line (RFC 4180: fields may be quoted, a quote inside is
 * doubled).
 *
 * <p>Blank lines are skipped, and so are empty fields at the end of a line beyond the columns that
 * have names, as some tools end every line with a comma. A row with more or fewer fields than the
 * header, a column name given twice and an open quote are problems. At most {@value #MOST_ROWS}
 * rows. Costs O(size).
 */
public final class CsvFileReader {
  static final int MOST_ROWS = 1_000_000;

  private final String file;
  private final String text;
  private final InputProblems problems;
  private int at;
  private int line = 1;

  private CsvFileReader(String file, String text, InputProblems problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
  }

  /**
   * All rows. What is wrong with single rows is added to the problems; the caller goes on, adds its
   * own, and ends with {@link InputProblems#throwIfAny()}.
   *
   * @throws InputException if there is no such file or no header
   */
  public static CsvTable read(InputFile file, InputProblems problems) {
    return new CsvFileReader(file.shown(), file.text(), problems).table();
  }

  private CsvTable table() {
    List<String> columns = new ArrayList<>();
    while (at < text.length() && columns.isEmpty()) {
      columns = record();
    }
    if (columns.isEmpty()) {
      throw new InputException(
          new InputProblem(file, "", "", "is empty", "Its first line names the columns."));
    }
    trim(columns, 1);
    Map<String, Integer> places = places(columns);
    List<CsvRow> rows = new ArrayList<>();
    while (at < text.length() && rows.size() < MOST_ROWS) {
      int first = line;
      List<String> fields = record();
      trim(fields, columns.size());
      if (fields.size() == columns.size()) {
        rows.add(new CsvRow(file, first, fields, places, problems));
      } else if (!fields.isEmpty()) {
        problem(first, "has " + fields.size() + " fields; the header has " + columns.size());
      }
    }
    if (at < text.length()) {
      problem(line, "is beyond the " + MOST_ROWS + " rows that are read");
    }
    return new CsvTable(columns, rows);
  }

  private static void trim(List<String> fields, int least) {
    while (fields.size() > least && fields.get(fields.size() - 1).isEmpty()) {
      fields.remove(fields.size() - 1);
    }
  }

  private Map<String, Integer> places(List<String> columns) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String column : columns) {
      if (places.putIfAbsent(column, places.size()) != null) {
        problem(1, "names the column \"" + column + "\" twice");
      }
    }
    return places;
  }

  /** The fields of one line, or of several if a field contains line breaks; none if blank. */
  private List<String> record() {
    List<String> fields = new ArrayList<>();
    int start = at;
    do {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
    } while (takeComma());
    boolean blank = fields.size() == 1 && text.substring(start, at).isBlank();
    endLine();
    return blank ? new ArrayList<>() : fields;
  }

  private String plain() {
    int from = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private String quoted() {
    int first = line;
    StringBuilder field = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        at++;
      } else if (c == '"') {
        at++;
        String after = plain();
        if (!after.isEmpty()) {
          problem(first, "has text after a closing quote");
        }
        return field.toString();
      }
      line += c == '\n' ? 1 : 0;
      field.append(c);
    }
    problem(first, "has a quote that is not closed");
    return field.toString();
  }

  private boolean takeComma() {
    boolean comma = at < text.length() && text.charAt(at) == ',';
    at += comma ? 1 : 0;
    return comma;
  }

  private void endLine() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    line++;
  }

  private void problem(int where, String expectation) {
    problems.add(new InputProblem(file, "line " + where, "", expectation, ""));
  }
}
