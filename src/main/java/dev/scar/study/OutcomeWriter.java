package dev.scar.study;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.files.Sha256;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a search's outcome with a digest of it, so that a damaged file is noticed. */
final class OutcomeWriter {
  static final String FORMAT = "scar-outcome-1";

  private OutcomeWriter() {}

  /**
   * Writes it.
   *
   * @param key of the inputs
   * @param label for people
   */
  static void write(SearchOutcome outcome, String key, String label, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("key", key);
      json.writeStringField("label", label);
      json.writeStringField("digest", Sha256.of(outcome.toString()));
      json.writeNumberField("latencyPs", outcome.latencyPs());
      json.writeNumberField("computeJ", outcome.computeJ());
      json.writeNumberField("nopJ", outcome.nopJ());
      json.writeNumberField("dramJ", outcome.dramJ());
      json.writeBooleanField("exact", outcome.exact());
      json.writeArrayFieldStart("windows");
      for (SearchOutcome.WindowPart window : outcome.windows()) {
        write(json, window);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("pareto");
      for (SearchOutcome.Tradeoff point : outcome.pareto()) {
        json.writeStartObject();
        json.writeNumberField("latencyPs", point.latencyPs());
        json.writeNumberField("energyJ", point.energyJ());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, SearchOutcome.WindowPart window)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("latencyPs", window.latencyPs());
    json.writeArrayFieldStart("models");
    for (SearchOutcome.ModelPart model : window.models()) {
      json.writeStartObject();
      json.writeStringField("model", model.model());
      json.writeNumberField("latencyPs", model.latencyPs());
      json.writeArrayFieldStart("segments");
      for (SearchOutcome.SegmentPart segment : model.segments()) {
        json.writeStartObject();
        json.writeNumberField("layers", segment.layers());
        json.writeNumberField("chiplet", segment.chiplet());
        json.writeStringField("type", segment.type());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
