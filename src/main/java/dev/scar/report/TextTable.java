package dev.scar.report;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: columns as wide as they must be, numbers to the right. */
public final class TextTable {
  private final List<String> header;
  private final List<Boolean> right = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Column titles; one that begins with ">" is aligned to the right. */
  public TextTable(String... titles) {
    List<String> plain = new ArrayList<>();
    for (String title : titles) {
      boolean numeric = title.startsWith(">");
      right.add(numeric);
      plain.add(numeric ? title.substring(1) : title);
    }
    header = List.copyOf(plain);
  }

  /** Adds a row. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    int[] width = new int[header.size()];
    for (int c = 0; c < width.length; c++) {
      width[c] = header.get(c).length();
      for (List<String> row : rows) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, header, width);
    for (List<String> row : rows) {
      line(text, row, width);
    }
    return text.toString();
  }

  private void line(StringBuilder text, List<String> cells, int[] width) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < width.length; c++) {
      String padding = " ".repeat(width[c] - cells.get(c).length());
      line.append("  ");
      line.append(right.get(c) ? padding + cells.get(c) : cells.get(c) + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
