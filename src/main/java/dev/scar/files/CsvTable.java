package dev.scar.files;

import java.util.List;

/**
 * A comma-separated file.
 *
 * @param columns as the header names them, in its order
 */
public record CsvTable(List<String> columns, List<CsvRow> rows) {
  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
