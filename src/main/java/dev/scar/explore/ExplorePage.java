package dev.scar.explore;

import dev.scar.report.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code explore.html}: a study as a page. Of very many points it has the front and every so
 * many-th other.
 */
final class ExplorePage {
  private ExplorePage() {}

  private record MetricView(String label, String kind, boolean moreIsBetter, boolean asked) {}

  private record ChangeView(String place, double factor, boolean stays, @Nullable Double value) {}

  /** Writes the page; the same study gives the same bytes. */
  static void write(
      Study study,
      Findings findings,
      String counts,
      Map<Long, String> runs,
      String command,
      OutputStream out)
      throws IOException {
    Set<Metric> asked = new LinkedHashSet<>(study.objectives());
    asked.add(study.best());
    study.constraints().forEach(constraint -> asked.add(constraint.metric()));
    List<Row> front = findings.front().rows();
    Set<Row> rows = new LinkedHashSet<>(findings.shown());
    rows.addAll(front);
    rows.addAll(findings.best());
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("format", "scar-explore-1");
    view.put("name", study.name());
    view.put("title", study.title());
    view.put("command", command);
    view.put("counts", counts);
    view.put("results", findings.results());
    view.put("axes", study.axes().stream().map(Axis::name).toList());
    view.put(
        "levels",
        study.axes().stream().map(a -> a.levels().stream().map(Level::label).toList()).toList());
    view.put(
        "metrics",
        Metric.ALL.stream()
            .map(m -> new MetricView(m.label(), m.kind(), m.isMoreBetter(), asked.contains(m)))
            .toList());
    view.put("objectives", study.objectives().stream().map(Metric::label).toList());
    view.put("best", study.best().label());
    view.put("front", front.stream().map(Row::number).toList());
    view.put("rows", rows.stream().map(ExplorePage::view).toList());
    view.put("runs", runs);
    view.put("changes", findings.changes().stream().map(c -> view(study, c)).toList());
    HtmlReport.writeStudy(study.title(), view, out);
  }

  private static List<Object> view(Row row) {
    List<@Nullable Double> values = new ArrayList<>();
    Metric.ALL.forEach(m -> values.add(finite(m.of(row))));
    return Stream.of(row.number(), row.point().labels(), values, row.isDone())
        .map(Object.class::cast)
        .toList();
  }

  private static ChangeView view(Study study, Robustness.Change change) {
    return new ChangeView(
        change.place(),
        change.factor(),
        change.stays(),
        finite(study.best().of(change.rows().get(0))));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
