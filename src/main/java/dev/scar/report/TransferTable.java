package dev.scar.report;

import dev.scar.plan.Path;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.trace.TraceLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * {@code transfers.csv}: every transfer and where its time went. Serialisation, hops, DRAM latency
 * and waiting add up to {@code arrival_ps − release_ps} exactly.
 */
final class TransferTable {
  private record Row(
      Transfer transfer, TransferSplit split, TraceLabels.FlowLabel flow, String waits) {}

  private static final Table<Row> TABLE =
      Table.of(
          Column.<Row>count("window", row -> row.transfer().program().window()),
          Column.<Row>text("model", row -> row.flow().model()),
          Column.<Row>text("what", row -> row.flow().name()),
          Column.<Row>text("source", row -> row.flow().source()),
          Column.<Row>text("destination", row -> row.flow().destination()),
          Column.<Row>count("mini-batch", row -> row.transfer().miniBatch()),
          Column.<Row>size("bytes", row -> row.transfer().sizeBytes()),
          Column.<Row>count("packets", row -> row.transfer().packets()),
          Column.<Row>time("release", row -> row.transfer().releasePs()),
          Column.<Row>time("arrival", row -> row.transfer().arrivalPs()),
          Column.<Row>time("serialisation", row -> row.split().serialisationPs()),
          Column.<Row>time("hops", row -> row.split().hopsPs()),
          Column.<Row>time("dram", row -> row.split().dramPs()),
          Column.<Row>time("wait", row -> row.split().waitPs()),
          Column.text("waits", Row::waits));

  private TransferTable() {}

  /** Writes one line per transfer, by window, stage, and end. */
  static void write(RunReport run, OutputStream out) throws IOException {
    out.write(TABLE.csvHeader().getBytes(StandardCharsets.UTF_8));
    for (Transfer transfer : (Iterable<Transfer>) run.transfers()::iterator) {
      Row row =
          new Row(
              transfer,
              TransferSplit.of(transfer),
              run.labels().flow(transfer.program()),
              waits(run.labels(), transfer));
      out.write(TABLE.csvLine(row).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** {@code resource=ps behind flow}, separated by semicolons; only what remains. */
  private static String waits(PlanLabels labels, Transfer transfer) {
    Path path = transfer.program().flow().path();
    StringJoiner waits = new StringJoiner("; ");
    for (Wait wait : transfer.waits()) {
      if (wait.remainingPs() > 0) {
        String behind =
            wait.other()
                .map(other -> " behind " + labels.flow(other).name())
                .or(() -> wait.pause().map(pause -> " behind " + pause.word()))
                .orElse("");
        String at = path.resources().get(wait.position()).name();
        waits.add(at + "=" + wait.remainingPs() + behind);
      }
    }
    return waits.toString();
  }
}
