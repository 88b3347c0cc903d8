package dev.scar.report;

import dev.scar.files.CsvLine;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.TraceLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * {@code transfers.csv}: every transfer and where its time went. Serialisation, hops, DRAM latency
 * and waiting add up to {@code arrival_ps − release_ps} exactly.
 */
public final class TransferTable {
  private static final String HEADER =
      "window,model,what,source,destination,mini_batch,bytes,packets,release_ps,arrival_ps,serialisation_ps,hops_ps,dram_ps,wait_ps,waits\n";

  private final TraceLabels labels;

  private TransferTable(TraceLabels labels) {
    this.labels = labels;
  }

  /** Writes one line per transfer, by window, stage, and end. */
  public static void write(ReplayComparison comparison, TraceLabels labels, OutputStream out)
      throws IOException {
    TransferTable table = new TransferTable(labels);
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    for (WindowReplay window : comparison.replay().windows()) {
      for (StageRun run : window.stages()) {
        for (Transfer transfer : run.transfers()) {
          out.write(table.line(transfer).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private String line(Transfer transfer) {
    TransferSplit split = TransferSplit.of(transfer);
    TraceLabels.FlowLabel flow = label(transfer.program().window(), transfer);
    return CsvLine.of(
        transfer.program().window(),
        flow.model(),
        flow.name(),
        flow.source(),
        flow.destination(),
        transfer.miniBatch(),
        transfer.sizeBytes(),
        transfer.packets(),
        transfer.releasePs(),
        transfer.arrivalPs(),
        split.serialisationPs(),
        split.hopsPs(),
        split.dramPs(),
        split.waitPs(),
        waits(transfer));
  }

  private TraceLabels.FlowLabel label(int window, Transfer transfer) {
    return labels.flow(window, transfer.program().flow().ordinal());
  }

  /** {@code resource=ps behind flow}, separated by semicolons; only where it waited. */
  private String waits(Transfer transfer) {
    Path path = transfer.program().flow().path();
    StringJoiner waits = new StringJoiner("; ");
    for (int p = 0; p < path.length(); p++) {
      long wait = transfer.waitPs(p);
      if (wait != 0) {
        Resource at = path.resources().get(p);
        String behind =
            transfer
                .behind(p)
                .map(
                    other ->
                        " behind " + labels.flow(other.window(), other.flow().ordinal()).name())
                .orElse("");
        waits.add(at.name() + "=" + wait + (wait > 0 ? behind : ""));
      }
    }
    return waits.toString();
  }
}
