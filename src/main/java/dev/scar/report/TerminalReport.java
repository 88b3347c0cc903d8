package dev.scar.report;

import dev.scar.files.NumberFormat;
import dev.scar.plan.Resource;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** The table that a run prints. */
public final class TerminalReport {
  private static final int BUSIEST = 6;
  private static final int MOST_PARTS = 5;
  private static final Table<ResourceRow> RESOURCES =
      Table.of(
          Column.text("busiest", ResourceRow::place),
          Column.share("utilisation", ResourceRow::utilisation),
          Column.size("bytes", ResourceRow::bytes),
          Column.time("transfers late by", ResourceRow::transferWaitPs));

  private TerminalReport() {}

  /**
   * What was replayed on what, where no search has said so before. Per window and model: predicted,
   * simulated, δ, what bounds it; then the busiest links, DRAMs and ports, where transfers' time
   * went, packet latencies, and why it is late.
   */
  public static String of(RunReport run) {
    boolean searched = run.origin().search().isPresent();
    return (searched ? "" : SearchReport.header(scenario(run), run.plan().chipletPackage()))
        + RunTable.of(run, TableFormat.TABLE)
        + '\n'
        + resources(run)
        + '\n'
        + run.delays().text()
        + '\n'
        + latencies(run)
        + bound(run)
        + FrameRow.text(run.frames())
        + '\n'
        + run.lateness().text(MOST_PARTS)
        + whatIfs(run);
  }

  private static Scenario scenario(RunReport run) {
    return run.plan().schedule().scenario();
  }

  private static String whatIfs(RunReport run) {
    return run.whatIfs().isEmpty()
        ? ""
        : '\n' + WhatIf.table(run.simulatedPs()).text(run.whatIfs());
  }

  private static String resources(RunReport run) {
    List<ResourceRow> rows = new ArrayList<>();
    rows.addAll(busiest(run, Set.of(Resource.Kind.LINK)));
    rows.addAll(busiest(run, Set.of(Resource.Kind.DRAM)));
    rows.addAll(busiest(run, Set.of(Resource.Kind.INJECTION, Resource.Kind.EJECTION)));
    return RESOURCES.text(rows);
  }

  private static List<ResourceRow> busiest(RunReport run, Set<Resource.Kind> kinds) {
    return run.resources().stream()
        .filter(row -> kinds.contains(row.kind()) && row.bytes() > 0)
        .sorted(Comparator.comparingLong(ResourceRow::busyPs).reversed())
        .limit(BUSIEST)
        .toList();
  }

  private static String latencies(RunReport run) {
    Histogram latency = run.packetLatencyPs();
    if (latency.getTotalCount() == 0) {
      return "  no packets\n";
    }
    return "  packet latency  p50 %s, p99 %s, p99.9 %s, max %s over %,d packets of %s (%,d link events)%n  flow control %s%n"
        .formatted(
            time(latency.getValueAtPercentile(50)),
            time(latency.getValueAtPercentile(99)),
            time(latency.getValueAtPercentile(99.9)),
            time(latency.getMaxValue()),
            latency.getTotalCount(),
            Quantity.SIZE.format(run.replay().packetBytes()),
            run.replay().linkEvents(),
            run.replay().flowControl().described());
  }

  private static String bound(RunReport run) {
    return run.bound()
        .map(
            bound ->
                "  simulated EDP  %s J·s, lower bound of replays with%s barriers %s (gap %s)%n"
                    .formatted(
                        NumberFormat.format("%.4g", run.simulatedEdpJouleSeconds()),
                        run.plan().barrier() ? "" : "out",
                        NumberFormat.format("%.4g", bound.edpJouleSeconds()),
                        Column.percent(
                            run.simulatedEdpJouleSeconds() / bound.edpJouleSeconds() - 1)))
        .orElse("");
  }

  static String time(long ps) {
    return Quantity.TIME.format(ps);
  }

  static String percent(long part, long whole) {
    return whole == 0 ? "–" : Column.percent((double) part / whole);
  }
}
