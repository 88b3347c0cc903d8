package dev.scar.cli;

import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.report.TableFormat;
import dev.scar.traffic.TraceResult;
import dev.scar.traffic.TrafficWriter;
import dev.scar.traffic.Transport;
import java.util.ArrayList;
import java.util.List;

/** What {@code scar traffic --trace} prints. */
final class TraceOutput {
  private TraceOutput() {}

  /** All that is printed. */
  static String text(TableFormat format, String topology, Transport transport, TraceResult result) {
    List<TraceResult.OfSize> rows = new ArrayList<>(List.of(result.all()));
    rows.addAll(result.sizes());
    Table<TraceResult.OfSize> table =
        Table.of(
            Column.text("flits", row -> row.flits() == 0 ? "all" : String.valueOf(row.flits())),
            Column.count("packets", TraceResult.OfSize::packets),
            Column.number("mean latency", "%.2f", TraceResult.OfSize::avgPacketLatency),
            Column.count("p50", TraceResult.OfSize::p50),
            Column.count("p99", TraceResult.OfSize::p99),
            Column.count("longest", TraceResult.OfSize::longest));
    return switch (format) {
      case CSV -> csv(transport, result, rows);
      case JSON -> TrafficWriter.trace(topology, transport, result);
      case TABLE ->
          TrafficOutput.text(
                  "  %,d packets arrive in %,d cycles%n", result.all().packets(), result.cycles())
              + table.text(rows)
              + TrafficOutput.flow(transport);
    };
  }

  private static String csv(
      Transport transport, TraceResult result, List<TraceResult.OfSize> rows) {
    StringBuilder csv =
        new StringBuilder(
            "flits,packets,avg_packet_latency,p50,p99,longest,completion_cycles,flow_control,vcs,vc_buffer\n");
    for (TraceResult.OfSize row : rows) {
      csv.append(
          TrafficOutput.text(
              "%s,%d,%.4f,%d,%d,%d,%d%s%n",
              row.flits() == 0 ? "all" : row.flits(),
              row.packets(),
              row.avgPacketLatency(),
              row.p50(),
              row.p99(),
              row.longest(),
              result.cycles(),
              TrafficWriter.csv(transport)));
    }
    return csv.toString();
  }
}
