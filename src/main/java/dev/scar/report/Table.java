package dev.scar.report;

import static java.util.stream.Collectors.joining;

import dev.scar.files.CsvLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table: its columns, from which text, CSV and JSON follow for any rows.
 *
 * @param <R> a row
 */
public final class Table<R> {
  private static final String INDENT = "  ";

  private final List<Column<R>> shown;
  private final List<Column<R>> filed;

  /** Of these columns. */
  public Table(List<Column<R>> columns) {
    this.shown = columns.stream().filter(Column::isInText).toList();
    this.filed = columns.stream().filter(Column::isInFiles).toList();
  }

  /** Of these columns. */
  @SafeVarargs
  public static <R> Table<R> of(Column<R>... columns) {
    return new Table<>(List.of(columns));
  }

  /** Rows in a format. */
  public String print(TableFormat format, Collection<? extends R> rows) {
    return switch (format) {
      case TABLE -> text(rows);
      case JSON -> ViewWriter.text(values(rows));
      case CSV -> csv(rows);
    };
  }

  /** For people: columns as wide as they must be, numbers to the right. */
  public String text(Collection<? extends R> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(shown.stream().map(Column::title).toList());
    for (R row : rows) {
      lines.add(shown.stream().map(column -> column.shown(row)).toList());
    }
    int[] width = new int[shown.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < width.length; c++) {
        String padding = " ".repeat(width[c] - cells.get(c).length());
        line.append(INDENT);
        line.append(shown.get(c).isRight() ? padding + cells.get(c) : cells.get(c) + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** For people, as a table of Markdown; what it shows is what {@link #text} shows. */
  public String markdown(Collection<? extends R> rows) {
    StringBuilder text = new StringBuilder();
    text.append(markdownLine(shown.stream().map(Column::title)));
    text.append(
        shown.stream().map(c -> c.isRight() ? "--:|" : "---|").collect(joining("", "|", "\n")));
    rows.forEach(row -> text.append(markdownLine(shown.stream().map(c -> c.shown(row)))));
    return text.toString();
  }

  private static String markdownLine(Stream<String> cells) {
    return cells.map(cell -> cell.replace("|", "\\|")).collect(joining(" | ", "| ", " |\n"));
  }

  /** A header and a line per row. */
  public String csv(Collection<? extends R> rows) {
    StringBuilder csv = new StringBuilder(csvHeader());
    rows.forEach(row -> csv.append(csvLine(row)));
    return csv.toString();
  }

  /** The header of CSV with its line break, for files that are written line by line. */
  public String csvHeader() {
    return CsvLine.of(filed.stream().map(Column::csvKey).toArray());
  }

  /** A row of CSV with its line break. */
  public String csvLine(R row) {
    return CsvLine.of(filed.stream().map(column -> column.cell(row)).toArray());
  }

  /** A row by the names of CSV. */
  Map<String, @Nullable Object> cells(R row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    filed.forEach(column -> cells.put(column.csvKey(), column.cell(row)));
    return cells;
  }

  /** Rows by the names of JSON, for views that hold a table. */
  public List<Map<String, @Nullable Object>> values(Collection<? extends R> rows) {
    List<Map<String, @Nullable Object>> values = new ArrayList<>();
    for (R row : rows) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      filed.forEach(column -> one.put(column.jsonKey(), column.exact(row)));
      values.add(one);
    }
    return values;
  }
}
