package dev.scar.paper;

import dev.scar.search.Objectives;
import dev.scar.study.SearchOutcome;
import dev.scar.study.TableColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * A Pareto front of figures 8, 11 and 13.
 *
 * @param panel which plot it belongs to
 * @param series the strategy or package
 */
record ParetoFront(String panel, String series, List<SearchOutcome.Tradeoff> points) {
  public ParetoFront {
    points = List.copyOf(points);
  }

  /** Of the EDP search in each of these scenarios. */
  static List<ParetoFront> of(Results results, List<String> scenarios) {
    results.prepare(results.table(scenarios, List.of(Objectives.EDP)));
    List<ParetoFront> fronts = new ArrayList<>();
    for (String scenario : scenarios) {
      for (TableColumn column : TableColumn.ALL) {
        if (column.searches()) {
          SearchOutcome found = results.of(column.name(), scenario, Objectives.EDP);
          fronts.add(new ParetoFront(scenario, column.name(), found.pareto()));
        }
      }
    }
    return fronts;
  }

  /** Of the study of 6x6 packages. */
  static List<ParetoFront> large(Results results) {
    results.prepare(PackageChecks.large(results));
    return PackageChecks.large(results).stream()
        .map(s -> new ParetoFront(s.splits() + " splits", s.topology(), results.of(s).pareto()))
        .toList();
  }
}
