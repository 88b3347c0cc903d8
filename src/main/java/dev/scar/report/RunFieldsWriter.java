package dev.scar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.analysis.Energy;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The fields that {@code summary.json} and the data of {@code report.html} have in common. */
final class RunFieldsWriter {
  private RunFieldsWriter() {}

  /** Where the run came from, as the field {@code inputs}. */
  static void inputs(JsonGenerator json, Map<String, String> inputs) throws IOException {
    json.writeObjectFieldStart("inputs");
    for (Map.Entry<String, String> entry : inputs.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** Latencies, energy, EDP, and how much was simulated. */
  static void totals(JsonGenerator json, ReplayComparison comparison) throws IOException {
    Energy energy = comparison.prediction().energy();
    json.writeNumberField("predictedPs", comparison.predictedPs());
    json.writeNumberField("simulatedPs", comparison.simulatedPs());
    json.writeNumberField("deltaPs", comparison.deltaPs());
    json.writeObjectFieldStart("energyJ");
    json.writeNumberField("compute", energy.computeJ());
    json.writeNumberField("nop", energy.nopJ());
    json.writeNumberField("dram", energy.dramJ());
    json.writeNumberField("total", energy.totalJ());
    json.writeEndObject();
    json.writeNumberField("predictedEdpJs", comparison.prediction().edpJouleSeconds());
    json.writeNumberField("simulatedEdpJs", energy.totalJ() * comparison.simulatedPs() * 1e-12);
    json.writeNumberField("linkEvents", comparison.replay().linkEvents());
    json.writeNumberField("packetBytes", comparison.replay().packetBytes());
  }

  /** Each model's transfers, as a field of this name. */
  static void transfersByModel(JsonGenerator json, String field, DelayReport delays)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (DelayReport.ModelSplit model : delays.models()) {
      json.writeStartObject();
      json.writeStringField("model", model.model());
      json.writeNumberField("transfers", model.transfers());
      json.writeNumberField("bytes", model.bytes());
      json.writeNumberField("serialisationPs", model.serialisationPs());
      json.writeNumberField("hopsPs", model.hopsPs());
      json.writeNumberField("dramPs", model.dramPs());
      json.writeNumberField("waitPs", model.waitPs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The first so many waiting pairs, as a field of this name. */
  static void waitingPairs(JsonGenerator json, String field, DelayReport delays, int most)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (DelayReport.Pair pair : delays.pairs().stream().limit(most).toList()) {
      json.writeStartObject();
      json.writeStringField("waiting", pair.waiting());
      json.writeStringField("resource", pair.resource());
      json.writeStringField("behind", pair.behind());
      json.writeNumberField("times", pair.times());
      json.writeNumberField("waitPs", pair.waitPs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Peaks and overflow of every chiplet's L2, as the field {@code l2}. */
  static void occupancy(JsonGenerator json, List<L2Occupancy.Chiplet> chiplets) throws IOException {
    json.writeArrayFieldStart("l2");
    for (L2Occupancy.Chiplet chiplet : chiplets) {
      json.writeStartObject();
      json.writeNumberField("chiplet", chiplet.node());
      json.writeNumberField("l2Bytes", chiplet.l2Bytes());
      json.writeNumberField("peakBytes", chiplet.peakBytes());
      json.writeNumberField("overflowPs", chiplet.overflowPs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
