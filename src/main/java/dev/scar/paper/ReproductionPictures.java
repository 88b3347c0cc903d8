package dev.scar.paper;

import dev.scar.report.SvgBars;
import dev.scar.report.SvgScatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of the paper redrawn from our results. */
final class ReproductionPictures {
  private static final double MOST = 2.5;

  private ReproductionPictures() {}

  /** All of them by file name. */
  static Map<String, String> all(Reproduction reproduction) {
    TableValues tables = new TableValues(reproduction);
    Results results = reproduction.results();
    List<PaperValue> triangular =
        new PackageValues(reproduction)
            .fig12().stream().filter(v -> v.metric().contains("relative")).toList();
    Map<String, String> made = new LinkedHashMap<>();
    made.put(
        "reproduction-fig7.svg",
        bars(
            "Latency, energy and EDP relative to Standalone (NVD), three searches",
            3,
            tables.fig7()));
    made.put(
        "reproduction-fig8.svg",
        fronts("Pareto fronts of the EDP search", 3, ParetoFront.of(results, Paper.HEAVY)));
    made.put(
        "reproduction-fig10.svg",
        bars("AR/VR: latency and EDP relative to Standalone (NVD)", 2, tables.table5()));
    made.put(
        "reproduction-fig11.svg",
        fronts("AR/VR: Pareto fronts of the EDP search", 3, ParetoFront.of(results, Paper.AR_VR)));
    made.put(
        "reproduction-fig12.svg",
        bars("Triangular packages, relative to Standalone (NVD)", 3, triangular));
    made.put(
        "reproduction-fig13.svg",
        fronts("6x6 packages, scenario 4", 2, ParetoFront.large(results)));
    return made;
  }

  /** A panel per experiment and metric, a group per column, a bar per item. */
  private static String bars(String title, int columns, List<PaperValue> figures) {
    Map<String, List<PaperValue>> panels = new LinkedHashMap<>();
    for (PaperValue figure : figures) {
      String name = figure.experiment() + ": " + figure.metric();
      int at = name.indexOf(", ");
      String shorter =
          (at < 0 ? name : name.substring(at + 2)).replace(" relative to Standalone (NVD)", "");
      panels.computeIfAbsent(shorter, k -> new ArrayList<>()).add(figure);
    }
    List<String> items = figures.stream().map(PaperValue::item).distinct().toList();
    List<SvgBars.Panel> drawn = new ArrayList<>();
    panels.forEach(
        (name, cells) -> {
          List<String> groups = cells.stream().map(PaperValue::column).distinct().toList();
          List<List<Double>> values = new ArrayList<>();
          double most = 0;
          for (String group : groups) {
            values.add(items.stream().map(item -> value(cells, item, group)).toList());
          }
          for (PaperValue cell : cells) {
            most = Math.max(most, cell.ours());
          }
          boolean relative = cells.get(0).metric().contains("relative");
          drawn.add(
              new SvgBars.Panel(name, groups, values, relative ? Math.min(MOST, most) : most));
        });
    return SvgBars.of(title, items, columns, drawn);
  }

  private static double value(List<PaperValue> cells, String item, String column) {
    return cells.stream()
        .filter(f -> f.item().equals(item) && f.column().equals(column))
        .mapToDouble(PaperValue::ours)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A panel per scenario or setting, a colour per package. */
  private static String fronts(String title, int columns, List<ParetoFront> fronts) {
    List<String> series = fronts.stream().map(ParetoFront::series).distinct().toList();
    List<SvgScatter.Panel> panels = new ArrayList<>();
    for (String panel : fronts.stream().map(ParetoFront::panel).distinct().toList()) {
      List<List<SvgScatter.Point>> points = new ArrayList<>();
      for (String one : series) {
        points.add(
            fronts.stream()
                .filter(f -> f.panel().equals(panel) && f.series().equals(one))
                .flatMap(f -> f.points().stream())
                .map(p -> new SvgScatter.Point(p.seconds(), p.energyJ()))
                .toList());
      }
      panels.add(new SvgScatter.Panel(panel, points));
    }
    return SvgScatter.of(title, "latency, s", "energy, J", series, columns, panels);
  }
}
