package dev.scar.report;

/** How a {@link Table} is printed. */
public enum TableFormat {
  /** For people: aligned columns, values with a unit of a readable size. */
  TABLE,
  /** An array with an object per row: exact values by name, null where there is none. */
  JSON,
  /** A header and a line per row: exact values, empty where there is none. */
  CSV
}
