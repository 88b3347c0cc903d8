package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.Objective;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Searches every scenario with every strategy of the paper's tables for every objective. */
public final class SearchSweep {
  /** What they come to. */
  public static final Table<Measured<SearchExperiment, SearchOutcome>> TABLE =
      Table.of(
          Column.text("scenario", m -> m.experiment().scenario().name()),
          Column.text("strategy", m -> column(m.experiment()).name()),
          Column.<Measured<SearchExperiment, SearchOutcome>>text(
                  "topology", m -> m.experiment().chipletPackage().name())
              .filesOnly(),
          Column.text("objective", m -> m.experiment().options().objective().label()),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "value", "%.4g", m -> m.answer().score())
              .key("score"),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "bound", "%.4g", m -> m.answer().boundScore())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "gap %", "%.1f", m -> 100 * m.answer().gap())
              .textOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>share("gap", m -> m.answer().gap())
              .filesOnly(),
          Column.time("latency", m -> m.answer().latencyPs()),
          Column.energy("energy", m -> m.answer().joules()),
          Column.count("windows", m -> m.answer().windows().size()),
          Column.<Measured<SearchExperiment, SearchOutcome>>count(
                  "pareto", m -> m.answer().paretoPoints())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>number(
                  "search s", "%.2f", Measured::seconds)
              .key("seconds"),
          Column.number("covered", "%.2g", m -> m.answer().coverage().covered()),
          Column.<Measured<SearchExperiment, SearchOutcome>>count(
                  "costed", m -> m.answer().coverage().evaluated())
              .key("evaluated"),
          Column.<Measured<SearchExperiment, SearchOutcome>>count(
                  "combined", m -> m.answer().coverage().combined())
              .filesOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>text(
                  "exact", m -> m.answer().coverage().exact() ? "yes" : "no")
              .textOnly(),
          Column.<Measured<SearchExperiment, SearchOutcome>>text(
                  "exact", m -> m.answer().coverage().exact())
              .filesOnly());

  private SearchSweep() {}

  /**
   * All of them.
   *
   * @param packages finds a package by name
   * @param options of all searches, but for strategy and objective
   */
  public static List<SearchExperiment> of(
      List<Scenario> scenarios,
      List<? extends Objective> objectives,
      Function<String, ChipletPackage> packages,
      SearchOptions options) {
    List<SearchExperiment> searches = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (TableColumn column : TableColumn.ALL) {
        ChipletPackage on = packages.apply(ChipletSize.of(scenario).topology(column.topology()));
        for (Objective objective : objectives) {
          searches.add(
              new SearchExperiment(
                  scenario,
                  on,
                  options.paper(p -> p.strategy(column.strategy())).objective(objective)));
        }
      }
    }
    return searches;
  }

  private static TableColumn column(SearchExperiment search) {
    ChipletSize size = ChipletSize.of(search.scenario());
    return TableColumn.ALL.stream()
        .filter(c -> c.strategy() == search.options().paper().strategy())
        .filter(c -> size.topology(c.topology()).equals(search.chipletPackage().name()))
        .findFirst()
        .orElseThrow();
  }
}
