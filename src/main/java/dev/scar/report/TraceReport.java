package dev.scar.report;

import dev.scar.report.Figure.Unit;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.EventRow;
import dev.scar.trace.TraceRange;
import dev.scar.trace.TraceSummary;
import dev.scar.units.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an event log says: statistics and the critical path. */
public final class TraceReport {
  private TraceReport() {}

  /** Every number of a summary. */
  public static List<Figure> figures(TraceSummary summary) {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("log", "all", "rows", summary.rows(), Unit.COUNT));
    summary
        .kinds()
        .forEach((kind, rows) -> figures.add(Figure.of("log", kind, "rows", rows, Unit.COUNT)));
    if (summary.isWhole()) {
      figures.add(Figure.of("run", "all", "end_ps", summary.endPs(), Unit.TIME));
    } else {
      long from = summary.range().fromPs();
      figures.add(Figure.of("run", "part", "from_ps", from, Unit.TIME));
      figures.add(Figure.of("run", "part", "to_ps", from + summary.coveredPs(), Unit.TIME));
    }
    for (TraceSummary.WindowSpan window : summary.windows()) {
      String name = "W" + window.index();
      figures.add(Figure.of("window", name, "start_ps", window.startPs(), Unit.TIME));
      figures.add(
          Figure.of("window", name, "latency_ps", window.endPs() - window.startPs(), Unit.TIME));
    }
    for (TraceSummary.ModelTotals model : summary.models()) {
      String name = model.model();
      figures.add(Figure.of("model", name, "end_ps", model.endPs(), Unit.TIME));
      figures.add(Figure.of("model", name, "compute_ps", model.computePs(), Unit.TIME));
      figures.add(Figure.of("model", name, "transfers", model.transfers(), Unit.COUNT));
      figures.add(Figure.of("model", name, "bytes", model.bytes(), Unit.SIZE));
      figures.add(Figure.of("model", name, "transfer_ps", model.transferPs(), Unit.TIME));
      figures.add(Figure.of("model", name, "contention_ps", model.delayPs(), Unit.TIME));
      figures.add(Figure.of("model", name, "wait_for_inputs_ps", model.waitPs(), Unit.TIME));
    }
    for (TraceSummary.Use use : summary.components()) {
      String section = use.name().startsWith("chiplet") ? "chiplet" : "resource";
      double share = summary.coveredPs() == 0 ? 0 : (double) use.busyPs() / summary.coveredPs();
      figures.add(Figure.of(section, use.name(), "busy_ps", use.busyPs(), Unit.TIME));
      figures.add(Figure.of(section, use.name(), "utilisation", share, Unit.SHARE));
      figures.add(Figure.of(section, use.name(), "served", use.transfers(), Unit.COUNT));
      if (section.equals("resource")) {
        figures.add(Figure.of(section, use.name(), "bytes", use.bytes(), Unit.SIZE));
      }
    }
    return figures;
  }

  /** The summary for people: at most so many rows of a kind. */
  public static String text(TraceSummary summary, int most) {
    StringBuilder text = new StringBuilder(extent(summary));
    TextTable models =
        new TextTable(
            "model",
            summary.isWhole() ? ">ends" : ">last mini-batch ends",
            ">computes",
            ">transfers",
            ">bytes",
            ">contention",
            ">waits for inputs");
    for (TraceSummary.ModelTotals model : summary.models()) {
      models.row(
          model.model(),
          TerminalReport.time(model.endPs()),
          TerminalReport.time(model.computePs()),
          model.transfers(),
          Quantity.SIZE.format(model.bytes()),
          TerminalReport.time(model.delayPs()),
          TerminalReport.time(model.waitPs()));
    }
    TextTable busiest = new TextTable("busiest", ">utilisation", ">busy", ">served", ">bytes");
    summary.components().stream()
        .sorted(Comparator.comparingLong(TraceSummary.Use::busyPs).reversed())
        .limit(most)
        .forEach(
            use ->
                busiest.row(
                    use.name(),
                    TerminalReport.percent(use.busyPs(), summary.coveredPs()),
                    TerminalReport.time(use.busyPs()),
                    use.transfers(),
                    use.bytes() == 0 ? "" : Quantity.SIZE.format(use.bytes())));
    text.append(models).append('\n').append(busiest);
    waits(summary, most, text);
    return text.toString();
  }

  /** How much there is, and of what. */
  private static String extent(TraceSummary summary) {
    if (summary.isWhole()) {
      return "  %,d rows, to %s%n%n"
          .formatted(summary.rows(), TerminalReport.time(summary.endPs()));
    }
    return "  %,d rows of a part of the run: %s%n  times and shares are of that part; transfers that reach beyond it count whole in numbers, bytes and contention%n%n"
        .formatted(summary.rows(), shown(summary.range()));
  }

  /** A range for people: from when to when. */
  public static String shown(TraceRange range) {
    return TerminalReport.time(range.fromPs())
        + " to "
        + (range.toPs() == Long.MAX_VALUE ? "its end" : TerminalReport.time(range.toPs()));
  }

  private static void waits(TraceSummary summary, int most, StringBuilder text) {
    if (!summary.waits().isEmpty()) {
      TextTable waits = new TextTable("window", "waits for inputs", "of", ">times", ">waited");
      summary.waits().stream()
          .limit(most)
          .forEach(
              w ->
                  waits.row(
                      "W" + w.window(),
                      w.component(),
                      w.model(),
                      w.times(),
                      TerminalReport.time(w.waitPs())));
      text.append('\n').append(waits);
    }
    if (!summary.slowest().isEmpty()) {
      TextTable slow =
          new TextTable("window", "most delayed transfers", "mini-batch", ">took", ">contention");
      for (EventRow row : summary.slowest().stream().limit(most).toList()) {
        slow.row(
            "W" + row.window(),
            row.what(),
            row.miniBatch(),
            TerminalReport.time(row.durationPs()),
            TerminalReport.time(TraceSummary.delayPs(row)));
      }
      text.append('\n').append(slow);
    }
  }

  /** Sums over the steps of a critical path: by kind, and by window, model and kind. */
  public static List<Figure> figures(List<CriticalPath.Step> path) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    Map<String, Long> parts = new LinkedHashMap<>();
    long total = 0;
    for (CriticalPath.Step step : path) {
      String kind = step.kind().name().toLowerCase(Locale.ROOT);
      kinds.merge(kind, step.durationPs(), Long::sum);
      parts.merge(
          "W" + step.window() + " " + step.model() + " " + kind, step.durationPs(), Long::sum);
      total += step.durationPs();
    }
    List<Figure> figures = new ArrayList<>();
    shares("makespan by kind", kinds, total, figures);
    shares("makespan by part", parts, total, figures);
    return figures;
  }

  private static void shares(
      String section, Map<String, Long> sums, long total, List<Figure> figures) {
    BigDecimal whole = BigDecimal.valueOf(Math.max(1, total));
    sums.forEach(
        (name, ps) -> {
          figures.add(Figure.of(section, name, "time_ps", ps, Unit.TIME));
          BigDecimal share = BigDecimal.valueOf(ps).divide(whole, 6, RoundingMode.HALF_UP);
          figures.add(new Figure(section, name, "share", share, Unit.SHARE));
        });
  }

  /** The critical path for people: what it consists of, then its steps, like ones in one line. */
  public static String text(List<CriticalPath.Step> path, int most) {
    long total = path.stream().mapToLong(CriticalPath.Step::durationPs).sum();
    StringBuilder text = new StringBuilder();
    text.append("  the makespan of %s is made up of%n".formatted(TerminalReport.time(total)));
    for (String section : List.of("makespan by kind", "makespan by part")) {
      TextTable table = new TextTable(section, ">time", ">share");
      figures(path).stream()
          .filter(f -> f.section().equals(section) && f.what().equals("time_ps"))
          .forEach(
              f ->
                  table.row(
                      f.name(), f.shown(), TerminalReport.percent(f.value().longValue(), total)));
      text.append(table).append('\n');
    }
    TextTable steps =
        new TextTable(
            ">from", ">time", ">share", "kind", "window", "where", "what", ">mini-batches");
    List<Run> runs = runs(path);
    for (Run run : runs.subList(0, Math.min(most, runs.size()))) {
      CriticalPath.Step first = run.first();
      steps.row(
          TerminalReport.time(first.startPs()),
          TerminalReport.time(run.durationPs()),
          TerminalReport.percent(run.durationPs(), total),
          first.kind().name().toLowerCase(Locale.ROOT),
          "W" + first.window(),
          first.component(),
          first.kind() == CriticalPath.Kind.COMPUTE
              ? first.model() + " " + first.what()
              : first.what(),
          run.steps());
    }
    text.append(steps);
    if (runs.size() > most) {
      text.append("  … and %,d more; --steps shows more%n".formatted(runs.size() - most));
    }
    return text.toString();
  }

  /** Steps that repeat for several mini-batches, taken together. */
  private record Run(CriticalPath.Step first, long durationPs, int steps) {}

  private static List<Run> runs(List<CriticalPath.Step> path) {
    Map<String, Run> runs = new LinkedHashMap<>();
    for (CriticalPath.Step step : path) {
      runs.merge(
          step.window() + "\n" + step.component() + "\n" + step.kind() + "\n" + step.what(),
          new Run(step, step.durationPs(), 1),
          (a, b) -> new Run(a.first(), a.durationPs() + b.durationPs(), a.steps() + 1));
    }
    return List.copyOf(runs.values());
  }
}
