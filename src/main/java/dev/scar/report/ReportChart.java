package dev.scar.report;

import dev.scar.bound.LowerBound;
import dev.scar.search.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of {@code report.html}: a script beside this class that draws it, and what it draws, from
 * the run, by the names that the script reads. A further chart is a script and a line in {@link
 * #ALL}.
 *
 * @param script name of the resource; it calls {@code section(id, title, …)} of format.js to get
 *     its place on the page, after those of the scripts before
 * @param data fields for the page's data; empty if what others need is enough
 */
record ReportChart(String script, Function<RunReport, Map<String, ?>> data) {
  private static final int MOST_TRADEOFFS = 2000;

  /** In the order in which they are on the page. */
  static final List<ReportChart> ALL =
      List.of(
          new ReportChart("gantt.js", ReportWindows::of),
          new ReportChart("package.js", ReportPackage::of),
          new ReportChart("bars.js", run -> Map.of()),
          new ReportChart("shares.js", run -> Map.of()),
          new ReportChart("front.js", ReportChart::search),
          new ReportChart("percentiles.js", run -> Map.of("latency", LatencyCurves.of(run))),
          new ReportChart(
              "path.js", run -> Map.of("criticalPath", PathStep.of(run.criticalPath()))),
          new ReportChart("tables.js", ReportTransfers::of));

  /** Points are pairs of picoseconds and joules. */
  private record Search(
      String objective,
      double score,
      double boundScore,
      @Nullable Double gap,
      String boundContents,
      long boundPs,
      double boundJ,
      long partitionings,
      double covered,
      long evaluated,
      boolean stopped,
      int paretoCount,
      List<Object[]> pareto,
      List<Object[]> ranked) {
    static Search of(SearchResult result) {
      LowerBound bound = result.bound();
      List<SearchResult.Tradeoff> front = result.pareto();
      List<Object[]> pareto = new ArrayList<>();
      for (int at : SearchReport.spread(front.size(), MOST_TRADEOFFS)) {
        pareto.add(new Object[] {front.get(at).latencyPs(), front.get(at).energyJ()});
      }
      List<Object[]> ranked = new ArrayList<>();
      for (var schedule : result.ranked()) {
        ranked.add(new Object[] {schedule.latencyPs(), schedule.energy().totalJ()});
      }
      return new Search(
          result.objective().label(),
          result.score(),
          result.boundScore(),
          result.gap().isPresent() ? result.gap().getAsDouble() : null,
          bound.contents(),
          bound.latencyPs(),
          bound.energyJ(),
          result.coverage().partitionings(),
          result.coverage().covered(),
          result.coverage().evaluated(),
          result.coverage().stopped(),
          front.size(),
          pareto,
          ranked);
    }
  }

  private static Map<String, ?> search(RunReport run) {
    Map<String, Object> search = new LinkedHashMap<>();
    run.origin().search().ifPresent(result -> search.put("search", Search.of(result)));
    return search;
  }
}
