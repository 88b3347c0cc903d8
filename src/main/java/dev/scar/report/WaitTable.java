package dev.scar.report;

import dev.scar.sim.FlowProgram;
import dev.scar.sim.Pause;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.trace.TraceLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code waits.csv}: a row for each wait of a transfer behind another one or a pause of a DRAM. Its
 * name, window and mini-batch are as in {@code transfers.csv}.
 */
final class WaitTable {
  private record Row(
      Transfer transfer, TraceLabels.FlowLabel flow, Wait waited, @Nullable String behind) {
    String resource() {
      return transfer.program().flow().path().resources().get(waited.position()).name();
    }

    @Nullable Integer behindWindow() {
      return waited.other().map(FlowProgram::window).orElse(null);
    }
  }

  private static final Table<Row> TABLE =
      Table.of(
          Column.<Row>count("window", row -> row.transfer().program().window()),
          Column.<Row>text("model", row -> row.flow().model()),
          Column.<Row>text("what", row -> row.flow().name()),
          Column.<Row>count("mini-batch", row -> row.transfer().miniBatch()),
          Column.text("at", Row::resource),
          Column.text("behind", Row::behind),
          Column.count("behind window", Row::behindWindow),
          Column.<Row>count(
              "behind mini-batch",
              row -> row.behindWindow() == null ? null : row.waited().miniBatch()),
          Column.<Row>time("gross", row -> row.waited().grossPs()),
          Column.<Row>time("remaining", row -> row.waited().remainingPs()));

  private WaitTable() {}

  /** Writes the waits by window, stage, end of the transfer, and their own order. */
  static void write(RunReport run, OutputStream out) throws IOException {
    out.write(TABLE.csvHeader().getBytes(StandardCharsets.UTF_8));
    for (Transfer transfer : (Iterable<Transfer>) run.transfers()::iterator) {
      for (Wait wait : transfer.waits()) {
        String behind =
            wait.other()
                .map(other -> run.labels().flow(other).name())
                .or(() -> wait.pause().map(Pause::word))
                .orElse(null);
        Row row = new Row(transfer, run.labels().flow(transfer.program()), wait, behind);
        out.write(TABLE.csvLine(row).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
