package dev.scar.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.sim.ResourceUse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Writes {@code summary.json}: everything about a run, for machines. Times are integer picoseconds,
 * energies joules.
 */
public final class SummaryWriter {
  private static final int MOST_PAIRS = 100;

  private SummaryWriter() {}

  /**
   * Writes a summary.
   *
   * @param inputs what the run was made from: names, hashes, seed, version, in the order to be
   *     shown
   */
  public static void write(
      ReplayComparison comparison, Map<String, String> inputs, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", "scar-summary-1");
      RunFieldsWriter.inputs(json, inputs);
      RunFieldsWriter.totals(json, comparison);
      windows(json, comparison);
      resources(json, comparison);
      packetLatency(json, comparison);
      DelayReport delays = DelayReport.of(comparison);
      RunFieldsWriter.transfersByModel(json, "transfers", delays);
      RunFieldsWriter.waitingPairs(json, "waitingPairs", delays, MOST_PAIRS);
      RunFieldsWriter.occupancy(json, L2Occupancy.of(comparison));
      physics(json, comparison.physics());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void windows(JsonGenerator json, ReplayComparison comparison) throws IOException {
    json.writeArrayFieldStart("windows");
    for (ReplayComparison.WindowRow window : comparison.windows()) {
      json.writeStartObject();
      json.writeNumberField("index", window.index());
      json.writeNumberField("predictedPs", window.predictedPs());
      json.writeNumberField("simulatedPs", window.simulatedPs());
      json.writeNumberField("deltaPs", window.deltaPs());
      json.writeNumberField("contentionBoundPs", window.bound().latencyPs());
      json.writeStringField("busiest", window.bound().busiest().name());
      json.writeArrayFieldStart("models");
      for (ReplayComparison.ModelRow model : window.models()) {
        json.writeStartObject();
        json.writeStringField("model", model.id());
        json.writeNumberField("layers", model.layers());
        json.writeNumberField("chiplets", model.stages());
        json.writeNumberField("miniBatch", model.miniBatch());
        json.writeNumberField("predictedPs", model.predictedPs());
        json.writeNumberField("simulatedPs", model.simulatedPs());
        json.writeNumberField("deltaPs", model.deltaPs());
        json.writeStringField("boundBy", model.boundBy().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("l2OverflowBytes", model.overflowBytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void resources(JsonGenerator json, ReplayComparison comparison)
      throws IOException {
    long[] waits = TerminalReport.waits(comparison);
    json.writeArrayFieldStart("resources");
    for (ResourceUse use : comparison.replay().resources()) {
      json.writeStartObject();
      json.writeStringField("name", use.resource().name());
      json.writeStringField("kind", use.resource().kind().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("bytes", use.bytes());
      json.writeNumberField("busyPs", use.busyPs());
      json.writeNumberField(
          "utilisation",
          comparison.simulatedPs() == 0 ? 0 : (double) use.busyPs() / comparison.simulatedPs());
      json.writeNumberField("transferWaitPs", waits[use.resource().ordinal()]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void packetLatency(JsonGenerator json, ReplayComparison comparison)
      throws IOException {
    Histogram latency = comparison.replay().packetLatencyPs();
    json.writeObjectFieldStart("packetLatencyPs");
    json.writeNumberField("count", latency.getTotalCount());
    for (double percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
      json.writeNumberField(
          "p" + (percentile % 1 == 0 ? String.valueOf((int) percentile) : "99.9"),
          latency.getValueAtPercentile(percentile));
    }
    json.writeNumberField("max", latency.getMaxValue());
    json.writeEndObject();
  }

  private static void physics(JsonGenerator json, Physics physics) throws IOException {
    json.writeObjectFieldStart("physics");
    json.writeBooleanField("holds", physics.holds());
    for (Physics.Law law : physics.laws()) {
      json.writeObjectFieldStart(law.name());
      json.writeStringField("statement", law.statement());
      json.writeNumberField("checked", law.checked());
      json.writeNumberField("broken", law.broken());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
