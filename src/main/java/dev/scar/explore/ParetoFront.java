package dev.scar.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Points that no other point is as good as in everything and better in something; of equals the
 * first. <b>Cost:</b> O(front) for each point.
 */
public final class ParetoFront {
  private final List<Metric> objectives;
  private final List<Row> rows = new ArrayList<>();

  /** By these objectives. */
  public ParetoFront(List<Metric> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /** Takes a point unless one of the front covers it; those that it covers leave. */
  void offer(Row row) {
    if (objectives.stream().anyMatch(m -> Double.isNaN(m.cost(row)))
        || rows.stream().anyMatch(known -> covers(known, row))) {
      return;
    }
    rows.removeIf(known -> covers(row, known));
    rows.add(row);
  }

  private boolean covers(Row one, Row other) {
    return objectives.stream().allMatch(m -> m.cost(one) <= m.cost(other));
  }

  /** By the first objective, then by number. */
  public List<Row> rows() {
    return rows.stream()
        .sorted(
            Comparator.<Row>comparingDouble(row -> objectives.get(0).cost(row))
                .thenComparingLong(Row::number))
        .toList();
  }
}
