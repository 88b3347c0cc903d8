package dev.scar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.plan.Resource;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes transfers, waits, latency distributions and L2 occupancy of a run for the report. */
final class ReportDelaysWriter {
  private static final int MOST_ROWS = 200;

  private final JsonGenerator json;
  private final ReplayComparison comparison;
  private final DelayReport delays;

  private ReportDelaysWriter(ReplayComparison comparison, JsonGenerator json) {
    this.comparison = comparison;
    this.json = json;
    this.delays = DelayReport.of(comparison);
  }

  /** Writes the fields {@code latency}, {@code transfers}, {@code pairs} and {@code l2}. */
  static void write(ReplayComparison comparison, JsonGenerator json) throws IOException {
    ReportDelaysWriter writer = new ReportDelaysWriter(comparison, json);
    writer.curves();
    RunFieldsWriter.transfersByModel(json, "transfersByModel", writer.delays);
    writer.transfers();
    json.writeNumberField("pairCount", writer.delays.pairs().size());
    RunFieldsWriter.waitingPairs(json, "pairs", writer.delays, MOST_ROWS);
    RunFieldsWriter.occupancy(json, L2Occupancy.of(comparison));
  }

  private void curves() throws IOException {
    json.writeArrayFieldStart("latency");
    for (LatencyCurves.Curve curve : LatencyCurves.of(comparison)) {
      json.writeStartObject();
      json.writeStringField("name", curve.name());
      json.writeNumberField("count", curve.count());
      json.writeNumberField("meanPs", curve.meanPs());
      json.writeArrayFieldStart("points");
      for (LatencyCurves.Point point : curve.points()) {
        json.writeStartArray();
        json.writeNumber(point.percentile());
        json.writeNumber(point.valuePs());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The transfers with the greatest delay, and how many have any. */
  private void transfers() throws IOException {
    List<Transfer> delayed = new ArrayList<>();
    long all = 0;
    for (WindowReplay window : comparison.replay().windows()) {
      for (StageRun run : window.stages()) {
        all += run.transfers().size();
        run.transfers().stream().filter(t -> t.delayPs() > 0).forEach(delayed::add);
      }
    }
    delayed.sort(Comparator.comparingLong(Transfer::delayPs).reversed());
    json.writeNumberField("transferCount", all);
    json.writeNumberField("delayedCount", delayed.size());
    json.writeArrayFieldStart("transfers");
    for (Transfer transfer : delayed.subList(0, Math.min(MOST_ROWS, delayed.size()))) {
      json.writeStartObject();
      json.writeStringField("what", delays.label(transfer.program()));
      json.writeNumberField("miniBatch", transfer.miniBatch());
      json.writeNumberField("bytes", transfer.sizeBytes());
      json.writeNumberField("releasePs", transfer.releasePs());
      json.writeNumberField("predictedPs", transfer.predictedPs());
      json.writeNumberField("delayPs", transfer.delayPs());
      json.writeStringField("worst", worst(transfer));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Where a transfer waited longest. */
  private static String worst(Transfer transfer) {
    List<Resource> path = transfer.program().flow().path().resources();
    int worst = 0;
    for (int p = 1; p < path.size(); p++) {
      worst = transfer.waitPs(p) > transfer.waitPs(worst) ? p : worst;
    }
    return path.get(worst).name();
  }
}
