package dev.scar.cli;

import dev.scar.paper.Figure;
import dev.scar.paper.StudyFigures;
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

  /** A panel per experiment and metric, a group per column, a bar per item. */
  static String bars(String title, int columns, List<Figure> figures) {
    Map<String, List<Figure>> panels = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String name = figure.experiment() + ": " + figure.metric();
      int at = name.indexOf(", ");
      String shorter =
          (at < 0 ? name : name.substring(at + 2)).replace(" relative to Standalone (NVD)", "");
      panels.computeIfAbsent(shorter, k -> new ArrayList<>()).add(figure);
    }
    List<String> items = figures.stream().map(Figure::item).distinct().toList();
    List<SvgBars.Panel> drawn = new ArrayList<>();
    panels.forEach(
        (name, cells) -> {
          List<String> groups = cells.stream().map(Figure::column).distinct().toList();
          List<List<Double>> values = new ArrayList<>();
          double most = 0;
          for (String group : groups) {
            values.add(items.stream().map(item -> value(cells, item, group)).toList());
          }
          for (Figure cell : cells) {
            most = Math.max(most, cell.ours());
          }
          boolean relative = cells.get(0).metric().contains("relative");
          drawn.add(
              new SvgBars.Panel(name, groups, values, relative ? Math.min(MOST, most) : most));
        });
    return SvgBars.of(title, items, columns, drawn);
  }

  private static double value(List<Figure> cells, String item, String column) {
    return cells.stream()
        .filter(f -> f.item().equals(item) && f.column().equals(column))
        .mapToDouble(Figure::ours)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A panel per scenario or setting, a colour per package. */
  static String fronts(String title, int columns, List<StudyFigures.Pareto> fronts) {
    List<String> series = fronts.stream().map(StudyFigures.Pareto::series).distinct().toList();
    List<SvgScatter.Panel> panels = new ArrayList<>();
    for (String panel : fronts.stream().map(StudyFigures.Pareto::panel).distinct().toList()) {
      List<List<SvgScatter.Point>> points = new ArrayList<>();
      for (String one : series) {
        points.add(
            fronts.stream()
                .filter(f -> f.panel().equals(panel) && f.series().equals(one))
                .flatMap(f -> f.points().stream())
                .map(p -> new SvgScatter.Point(p.latencyPs() * 1e-12, p.energyJ()))
                .toList());
      }
      panels.add(new SvgScatter.Panel(panel, points));
    }
    return SvgScatter.of(title, "latency, s", "energy, J", series, columns, panels);
  }
}
