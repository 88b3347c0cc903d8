package dev.scar.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.schedule.Schedule;
import dev.scar.search.SearchResult;
import dev.scar.workload.ScenarioModel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * Writes what {@code report.html} shows, as JSON. Times are integer picoseconds, energies joules,
 * and totals have the names they have in {@code summary.json}.
 */
public final class ReportDataWriter {
  private static final int MOST_TRADEOFFS = 2000;

  private ReportDataWriter() {}

  /** The data of a report. */
  public static String write(ReplayComparison comparison, RunStory story) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", "scar-report-1");
      json.writeStringField("command", story.command());
      RunFieldsWriter.inputs(json, story.origin());
      Schedule schedule = comparison.prediction().plan().schedule();
      json.writeObjectFieldStart("scenario");
      json.writeStringField("name", schedule.scenario().name());
      json.writeStringField("title", schedule.scenario().title());
      json.writeEndObject();
      models(json, schedule.scenario().models());
      totals(json, comparison);
      if (story.search().isPresent()) {
        search(json, story.search().get());
      }
      ReportPackageWriter.write(comparison, json);
      ReportWindowsWriter.write(comparison, json);
      ReportDelaysWriter.write(comparison, json);
      criticalPath(json, story.criticalPath());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void models(JsonGenerator json, List<ScenarioModel> models) throws IOException {
    json.writeArrayFieldStart("models");
    for (ScenarioModel model : models) {
      json.writeStartObject();
      json.writeStringField("id", model.id());
      json.writeStringField("title", model.model().title());
      json.writeNumberField("batch", model.batch());
      json.writeNumberField("layers", model.model().layers().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void totals(JsonGenerator json, ReplayComparison comparison) throws IOException {
    RunFieldsWriter.totals(json, comparison);
    json.writeNumberField("laws", comparison.physics().laws().size());
    json.writeNumberField(
        "lawsBroken", comparison.physics().laws().stream().filter(l -> l.broken() > 0).count());
  }

  private static void search(JsonGenerator json, SearchResult result) throws IOException {
    json.writeObjectFieldStart("search");
    json.writeStringField("objective", result.objective().label());
    json.writeNumberField("score", result.score());
    json.writeNumberField("boundScore", result.boundScore());
    json.writeNumberField("gap", result.gap());
    json.writeNumberField("boundPs", result.bound().computePs());
    json.writeNumberField("boundJ", result.bound().energyJ());
    json.writeNumberField("partitionings", result.coverage().partitionings());
    json.writeNumberField("covered", result.coverage().covered());
    json.writeNumberField("evaluated", result.coverage().evaluated());
    json.writeBooleanField("stopped", result.coverage().stopped());
    List<SearchResult.Tradeoff> front = result.pareto();
    json.writeNumberField("paretoCount", front.size());
    json.writeArrayFieldStart("pareto");
    int points = Math.min(MOST_TRADEOFFS, front.size());
    for (int i = 0; i < points; i++) {
      int at = points == 1 ? 0 : (int) ((long) i * (front.size() - 1) / (points - 1));
      point(json, front.get(at).latencyPs(), front.get(at).energyJ());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("ranked");
    for (var schedule : result.ranked()) {
      point(json, schedule.latencyPs(), schedule.energy().totalJ());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, long latencyPs, double energyJ) throws IOException {
    json.writeStartArray();
    json.writeNumber(latencyPs);
    json.writeNumber(energyJ);
    json.writeEndArray();
  }

  private static void criticalPath(JsonGenerator json, List<RunStory.PathStep> steps)
      throws IOException {
    json.writeArrayFieldStart("criticalPath");
    for (RunStory.PathStep step : steps) {
      json.writeStartObject();
      json.writeStringField("label", step.label());
      json.writeStringField("kind", step.kind());
      json.writeNumberField("fromPs", step.fromPs());
      json.writeNumberField("toPs", step.toPs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
