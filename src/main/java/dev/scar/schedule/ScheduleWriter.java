package dev.scar.schedule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes schedule files that {@link ScheduleReader} reads. */
public final class ScheduleWriter {
  private ScheduleWriter() {}

  /**
   * Writes a schedule.
   *
   * @param scenario how the file is to refer to the scenario
   * @param topology how the file is to refer to the package
   */
  public static void write(Schedule schedule, String scenario, String topology, OutputStream out)
      throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("format", ScheduleReader.FORMAT);
      json.writeStringField("scenario", scenario);
      json.writeStringField("topology", topology);
      json.writeStringField("weights", schedule.policy().weights().toString());
      if (schedule.policy().l2Overflow() != L2Overflow.REPORTED) {
        json.writeStringField("l2Overflow", schedule.policy().l2Overflow().toString());
      }
      miniBatch(json, schedule.policy().miniBatch());
      if (schedule.policy().execution() != Execution.SEQUENTIAL) {
        json.writeStringField("execution", schedule.policy().execution().toString());
      }
      json.writeArrayFieldStart("windows");
      for (Window window : schedule.windows()) {
        json.writeStartObject();
        if (!window.miniBatch().isEmpty()) {
          miniBatch(json, window.miniBatch());
        }
        json.writeArrayFieldStart("segments");
        for (Segment segment : window.segments()) {
          boolean alone = window.segmentsOn(segment.chiplet()).size() == 1;
          write(json, schedule.scenario().models().get(segment.model()), segment, alone);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void miniBatch(JsonGenerator json, Map<String, Integer> samples)
      throws IOException {
    json.writeObjectFieldStart("miniBatch");
    for (Map.Entry<String, Integer> entry : samples.entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, ScenarioModel scenarioModel, Segment segment, boolean alone)
      throws IOException {
    Model model = scenarioModel.model();
    json.writeStartObject();
    json.writeStringField("model", scenarioModel.id());
    json.writeStringField("from", model.layer(segment.firstLayer()).name());
    json.writeStringField("to", model.layer(segment.endLayer() - 1).name());
    json.writeNumberField("chiplet", segment.chiplet());
    if (!alone || segment.order() > 0) {
      json.writeNumberField("order", segment.order());
    }
    json.writeEndObject();
  }
}
