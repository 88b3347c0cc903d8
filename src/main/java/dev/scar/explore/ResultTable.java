package dev.scar.explore;

import dev.scar.report.Column;
import dev.scar.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A study's rows as tables: everything in files, in text what the study asks for. */
public final class ResultTable {
  private static final int KEY_SHOWN = 12;

  private ResultTable() {}

  /** Rows of this study. */
  public static Table<Row> of(Study study) {
    Set<Metric> asked = new LinkedHashSet<>(study.objectives());
    asked.add(study.best());
    study.constraints().forEach(constraint -> asked.add(constraint.metric()));
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.<Row>count("point", Row::number));
    columns.add(
        Column.<Row>text("status", r -> r.status().name().toLowerCase(Locale.ROOT)).filesOnly());
    Set<String> taken = new HashSet<>(Set.of("point", "status", "key", "message"));
    for (int a = 0; a < study.axes().size(); a++) {
      int axis = a;
      String title = study.axes().get(a).name();
      columns.add(
          Column.<Row>text(title, row -> row.point().labels().get(axis)).key(key(title, taken)));
    }
    for (Metric metric : Metric.ALL) {
      columns.add(asked.contains(metric) ? metric.column() : metric.column().filesOnly());
    }
    columns.add(
        Column.<Row>text("key", r -> r.key().substring(0, Math.min(KEY_SHOWN, r.key().length())))
            .filesOnly());
    columns.add(Column.<Row>text("message", Row::message).filesOnly());
    return new Table<>(columns);
  }

  /** A name of its own; axes may be called like metrics. */
  private static String key(String title, Set<String> taken) {
    String words =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    String key = "axis_" + words;
    for (int more = 2; !taken.add(key); more++) {
      key = "axis_" + words + "_" + more;
    }
    return key;
  }
}
