package dev.scar.report;

import dev.scar.plan.Resource;
import dev.scar.sim.ResourceUse;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.units.Quantity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The table that a run prints. */
public final class TerminalReport {
  private static final int BUSIEST = 6;
  private static final int MOST_PAIRS = 5;

  private TerminalReport() {}

  /**
   * Per window and model: predicted, simulated, δ, what bounds it; then the busiest resources and
   * packet latencies.
   */
  public static String of(ReplayComparison comparison) {
    return RunTable.of(comparison, TableFormat.TABLE)
        + '\n'
        + resources(comparison)
        + '\n'
        + DelayReport.of(comparison).text(MOST_PAIRS)
        + '\n'
        + latencies(comparison);
  }

  private static String resources(ReplayComparison comparison) {
    long[] waits = waits(comparison);
    long total = comparison.simulatedPs();
    TextTable table = new TextTable("busiest", ">utilisation", ">bytes", ">transfers waited");
    busiest(comparison, Resource.Kind.LINK).forEach(use -> row(table, use, total, waits));
    busiest(comparison, Resource.Kind.DRAM).forEach(use -> row(table, use, total, waits));
    return table.toString();
  }

  private static List<ResourceUse> busiest(ReplayComparison comparison, Resource.Kind kind) {
    return comparison.replay().resources().stream()
        .filter(use -> use.resource().kind() == kind && use.bytes() > 0)
        .sorted(
            Comparator.comparingLong(ResourceUse::busyPs)
                .reversed()
                .thenComparingInt(use -> use.resource().ordinal()))
        .limit(BUSIEST)
        .toList();
  }

  private static void row(TextTable table, ResourceUse use, long totalPs, long[] waits) {
    table.row(
        use.resource().name(),
        percent(use.busyPs(), totalPs),
        Quantity.SIZE.format(use.bytes()),
        time(waits[use.resource().ordinal()]));
  }

  /** Time that transfers' last tails lost at each resource. */
  static long[] waits(ReplayComparison comparison) {
    long[] waits = new long[comparison.replay().resources().size()];
    for (WindowReplay window : comparison.replay().windows()) {
      for (StageRun run : window.stages()) {
        for (Transfer transfer : run.transfers()) {
          List<Resource> path = transfer.program().flow().path().resources();
          for (int p = 0; p < path.size(); p++) {
            waits[path.get(p).ordinal()] += transfer.waitPs(p);
          }
        }
      }
    }
    return waits;
  }

  private static String latencies(ReplayComparison comparison) {
    Histogram latency = comparison.replay().packetLatencyPs();
    if (latency.getTotalCount() == 0) {
      return "  no packets\n";
    }
    return "  packet latency  p50 %s, p99 %s, p99.9 %s, max %s over %,d packets of %s (%,d link events)%n"
        .formatted(
            time(latency.getValueAtPercentile(50)),
            time(latency.getValueAtPercentile(99)),
            time(latency.getValueAtPercentile(99.9)),
            time(latency.getMaxValue()),
            latency.getTotalCount(),
            Quantity.SIZE.format(comparison.replay().packetBytes()),
            comparison.replay().linkEvents());
  }

  static String time(long ps) {
    return Quantity.TIME.format(ps);
  }

  static String percent(long part, long whole) {
    return whole == 0 ? "–" : String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
  }
}
