package dev.scar.cli;

import dev.scar.paper.Claims;
import dev.scar.paper.ClaimsWriter;
import dev.scar.paper.Figure;
import dev.scar.paper.Sensitivity;
import dev.scar.paper.StudyFigures;
import dev.scar.paper.Verdict;
import dev.scar.report.TableFormat;
import dev.scar.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results of {@code scar reproduce} as tables for the terminal. */
final class ReproductionText {
  private ReproductionText() {}

  /** A table per experiment and metric; a cell is ours, with the paper's value and the ratio. */
  static String figures(List<Figure> figures) {
    StringBuilder text = new StringBuilder("  ours (paper, ours/paper)\n");
    byTitle(figures)
        .forEach(
            (title, rows) -> text.append("\n  ").append(title).append("\n\n").append(table(rows)));
    return text.toString();
  }

  /** By experiment and metric, then by item. */
  static Map<String, Map<String, List<Figure>>> byTitle(List<Figure> figures) {
    Map<String, Map<String, List<Figure>>> tables = new LinkedHashMap<>();
    for (Figure figure : figures) {
      tables
          .computeIfAbsent(figure.experiment() + ": " + figure.metric(), k -> new LinkedHashMap<>())
          .computeIfAbsent(figure.item(), k -> new ArrayList<>())
          .add(figure);
    }
    return tables;
  }

  private static TextTable table(Map<String, List<Figure>> rows) {
    List<String> columns = columns(rows);
    List<String> titles = new ArrayList<>(List.of(""));
    columns.forEach(column -> titles.add(">" + column));
    TextTable table = new TextTable(titles.toArray(String[]::new));
    rows.forEach((item, cells) -> table.row(row(item, cells, columns).toArray()));
    return table;
  }

  /** The columns that any of the rows has, in their order. */
  static List<String> columns(Map<String, List<Figure>> rows) {
    return rows.values().stream().flatMap(List::stream).map(Figure::column).distinct().toList();
  }

  /** A row's name and a cell for each column, empty where it has none. */
  static List<String> row(String item, List<Figure> cells, List<String> columns) {
    List<String> row = new ArrayList<>(List.of(item));
    for (String column : columns) {
      row.add(
          cells.stream()
              .filter(f -> f.column().equals(column))
              .findFirst()
              .map(ReproductionText::cell)
              .orElse(""));
    }
    return row;
  }

  static String cell(Figure figure) {
    String ours = number(figure.ours());
    if (!Double.isFinite(figure.paper())) {
      return ours;
    }
    String paper = number(figure.paper());
    return Double.isFinite(figure.ratio())
        ? ours + " (" + paper + String.format(Locale.ROOT, ", ×%.2f)", figure.ratio())
        : ours + " (" + paper + ")";
  }

  /** Three significant digits; whole numbers from 10 on as they are. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size == 0 || (size >= 10 && Math.rint(value) == value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = (int) Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(size))));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  static String claims(List<Claims.Result> results) {
    TextTable table =
        new TextTable("claim", "verdict", "paper", "ours", ">ratio", "statement", "why");
    for (Claims.Result result : results) {
      double ratio = result.judgement().ratio();
      table.row(
          result.claim().id(),
          result.judgement().verdict().label(),
          result.claim().shown(),
          result.judgement().ours(),
          Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "",
          result.claim().statement(),
          result.judgement().why());
    }
    return table + "\n  " + counts(results) + "\n";
  }

  /** "21 holds, 12 holds-in-direction, …". */
  static String counts(List<Claims.Result> results) {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      counts.add(
          results.stream().filter(r -> r.judgement().verdict() == verdict).count()
              + " "
              + verdict.label());
    }
    return String.join(", ", counts) + ", of " + results.size();
  }

  static String sensitivity(Sensitivity sensitivity, TableFormat format) {
    return switch (format) {
      case TABLE -> sensitivity(sensitivity);
      case JSON -> ClaimsWriter.json(List.of(), Optional.of(sensitivity), List.of());
      case CSV -> ClaimsWriter.sensitivityCsv(sensitivity);
    };
  }

  static String sensitivity(Sensitivity sensitivity) {
    TextTable table = new TextTable("choice", "value", ">holds", ">direction", ">fails", "changes");
    for (Sensitivity.Row row : sensitivity.rows()) {
      table.row(
          row.variant().choice(),
          row.variant().value(),
          row.count(Verdict.HOLDS),
          row.count(Verdict.HOLDS_IN_DIRECTION),
          row.count(Verdict.FAILS),
          changes(sensitivity.rows().get(0), row));
    }
    return table.toString();
  }

  /** "C13 −, C40 +": worse and better than by default. */
  static String changes(Sensitivity.Row usual, Sensitivity.Row row) {
    List<String> changes = new ArrayList<>();
    for (Claims.Result result : usual.results()) {
      int change = row.verdict(result.claim().id()).compareTo(result.judgement().verdict());
      if (change != 0) {
        changes.add(result.claim().id() + (change > 0 ? " −" : " +"));
      }
    }
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }

  static String fronts(List<StudyFigures.Pareto> fronts) {
    TextTable table = new TextTable("panel", "series", ">points", ">fastest", ">least energy");
    for (StudyFigures.Pareto front : fronts) {
      table.row(
          front.panel(),
          front.series(),
          front.points().size(),
          number(front.points().get(0).latencyPs() * 1e-12) + " s",
          number(front.points().get(front.points().size() - 1).energyJ()) + " J");
    }
    return table.toString();
  }

  static String frontsCsv(List<StudyFigures.Pareto> fronts) {
    StringBuilder csv = new StringBuilder("panel,series,latency_ps,energy_j\n");
    for (StudyFigures.Pareto front : fronts) {
      front
          .points()
          .forEach(
              p ->
                  csv.append(
                      String.format(
                          Locale.ROOT,
                          "%s,%s,%d,%.9g%n",
                          front.panel(),
                          front.series(),
                          p.latencyPs(),
                          p.energyJ())));
    }
    return csv.toString();
  }

  private static final List<String> SCHEDULE =
      List.of("window", "ends_s", "model", "takes_s", "layers", "segments");

  static String schedule(List<List<String>> lines, TableFormat format) {
    if (format == TableFormat.CSV) {
      StringBuilder csv = new StringBuilder(String.join(",", SCHEDULE)).append('\n');
      lines.forEach(line -> csv.append(String.join(",", line)).append('\n'));
      return csv.toString();
    }
    if (format == TableFormat.JSON) {
      return ClaimsWriter.rows("schedule", SCHEDULE, lines);
    }
    TextTable table = new TextTable(SCHEDULE.toArray(String[]::new));
    lines.forEach(line -> table.row(line.toArray()));
    return table.toString();
  }
}
