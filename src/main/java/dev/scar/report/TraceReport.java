package dev.scar.report;

import dev.scar.report.Figure.Unit;
import dev.scar.trace.EventRow;
import dev.scar.trace.TraceRange;
import dev.scar.trace.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an event log says: statistics. */
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
      String section = use.computes() ? "chiplet" : "resource";
      Double share = summary.share(use.busyPs());
      figures.add(Figure.of(section, use.name(), "busy_ps", use.busyPs(), Unit.TIME));
      figures.add(
          Figure.of(section, use.name(), "utilisation", share == null ? 0 : share, Unit.SHARE));
      figures.add(Figure.of(section, use.name(), "served", use.transfers(), Unit.COUNT));
      if (!use.computes()) {
        figures.add(Figure.of(section, use.name(), "bytes", use.bytes(), Unit.SIZE));
      }
    }
    return figures;
  }

  private static Table<TraceSummary.ModelTotals> models(TraceSummary summary) {
    return Table.of(
        Column.text("model", TraceSummary.ModelTotals::model),
        Column.time(
            summary.isWhole() ? "ends" : "last mini-batch ends", TraceSummary.ModelTotals::endPs),
        Column.time("computes", TraceSummary.ModelTotals::computePs),
        Column.count("transfers", TraceSummary.ModelTotals::transfers),
        Column.size("bytes", TraceSummary.ModelTotals::bytes),
        Column.time("contention", TraceSummary.ModelTotals::delayPs),
        Column.time("waits for inputs", TraceSummary.ModelTotals::waitPs));
  }

  private static Table<TraceSummary.Use> components(TraceSummary summary) {
    return Table.of(
        Column.text("busiest", TraceSummary.Use::name),
        Column.<TraceSummary.Use>share("utilisation", use -> summary.share(use.busyPs()))
            .absent("–"),
        Column.time("busy", TraceSummary.Use::busyPs),
        Column.count("served", TraceSummary.Use::transfers),
        Column.size("bytes", use -> use.bytes().signum() == 0 ? null : use.bytes()));
  }

  private static final Table<TraceSummary.Wait> WAITS =
      Table.of(
          Column.<TraceSummary.Wait>text("window", wait -> "W" + wait.window()),
          Column.text("waits for inputs", TraceSummary.Wait::component),
          Column.text("of", TraceSummary.Wait::model),
          Column.count("times", TraceSummary.Wait::times),
          Column.time("waited", TraceSummary.Wait::waitPs));

  private static final Table<EventRow> SLOWEST =
      Table.of(
          Column.<EventRow>text("window", row -> "W" + row.window()),
          Column.text("most delayed transfers", EventRow::what),
          Column.<EventRow>count("mini-batch", EventRow::miniBatch),
          Column.time("took", EventRow::durationPs),
          Column.time("contention", TraceSummary::delayPs));

  /** The summary for people: at most so many rows of a kind. */
  public static String text(TraceSummary summary, int most) {
    StringBuilder text = new StringBuilder(extent(summary));
    text.append(models(summary).text(summary.models())).append('\n');
    text.append(
        components(summary)
            .text(
                summary.components().stream()
                    .sorted(Comparator.comparingLong(TraceSummary.Use::busyPs).reversed())
                    .limit(most)
                    .toList()));
    if (!summary.waits().isEmpty()) {
      text.append('\n').append(WAITS.text(summary.waits().stream().limit(most).toList()));
    }
    if (!summary.slowest().isEmpty()) {
      text.append('\n').append(SLOWEST.text(summary.slowest().stream().limit(most).toList()));
    }
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
}
