package dev.scar.search.anneal;

/** A change of a schedule: one or two neighbouring windows, and what comes in their place. */
final class Proposal {
  private final Row[] rows = new Row[2];
  private int at;
  private int removed;
  private int added;

  /** Begins a change that replaces so many windows from this one on. */
  void replace(int window, int count) {
    at = window;
    removed = count;
    added = 0;
  }

  /** A window that comes in their place, after those that do already; nothing if it is empty. */
  void by(Row row) {
    if (!row.isEmpty()) {
      rows[added++] = row;
    }
  }

  /** The first window that is replaced. */
  int at() {
    return at;
  }

  /** How many windows are replaced. */
  int removed() {
    return removed;
  }

  /** By how many. */
  int added() {
    return added;
  }

  /** One of those that come instead. */
  Row row(int index) {
    return rows[index];
  }
}
