package dev.scar.paper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.files.CsvLine;
import dev.scar.study.SearchOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Claims, figures and sensitivity as JSON and CSV. */
public final class ClaimsWriter {
  private ClaimsWriter() {}

  /**
   * {"claims": […], "counts": {…}, "sensitivity": […], "figures": […]}; parts without content are
   * left out.
   */
  public static String json(
      List<Claims.Result> results, Optional<Sensitivity> sensitivity, List<Figure> figures) {
    return write(
        json -> {
          json.writeStartObject();
          if (!results.isEmpty()) {
            writeClaims(json, results);
          }
          if (sensitivity.isPresent()) {
            json.writeArrayFieldStart("sensitivity");
            for (Sensitivity.Row row : sensitivity.get().rows()) {
              write(json, row);
            }
            json.writeEndArray();
          }
          if (!figures.isEmpty()) {
            writeFigures(json, figures);
          }
          json.writeEndObject();
        });
  }

  private static void writeClaims(JsonGenerator json, List<Claims.Result> results)
      throws IOException {
    json.writeArrayFieldStart("claims");
    for (Claims.Result result : results) {
      Judgement judgement = result.judgement();
      json.writeStartObject();
      json.writeStringField("id", result.claim().id());
      json.writeStringField("section", result.claim().section());
      json.writeStringField("statement", result.claim().statement());
      json.writeStringField("paper", result.claim().shown());
      json.writeStringField("ours", judgement.ours());
      number(json, "ratio", judgement.ratio());
      json.writeStringField("verdict", judgement.verdict().label());
      json.writeStringField("why", judgement.why());
      json.writeStringField("flag", result.claim().flag());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberField(
          verdict.label(),
          results.stream().filter(r -> r.judgement().verdict() == verdict).count());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Sensitivity.Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("choice", row.variant().choice());
    json.writeStringField("value", row.variant().value());
    json.writeObjectFieldStart("verdicts");
    for (Claims.Result result : row.results()) {
      json.writeStringField(result.claim().id(), result.judgement().verdict().label());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeFigures(JsonGenerator json, List<Figure> figures) throws IOException {
    json.writeArrayFieldStart("figures");
    for (Figure figure : figures) {
      json.writeStartObject();
      json.writeStringField("experiment", figure.experiment());
      json.writeStringField("metric", figure.metric());
      json.writeStringField("item", figure.item());
      json.writeStringField("column", figure.column());
      number(json, "paper", figure.paper());
      number(json, "ours", figure.ours());
      number(json, "ratio", figure.ratio());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {"fronts": […]}: latencies in seconds, energies in joules. */
  public static String fronts(List<StudyFigures.Pareto> fronts) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("fronts");
          for (StudyFigures.Pareto front : fronts) {
            json.writeStartObject();
            json.writeStringField("panel", front.panel());
            json.writeStringField("series", front.series());
            json.writeArrayFieldStart("points");
            for (SearchOutcome.Tradeoff point : front.points()) {
              json.writeStartArray();
              json.writeNumber(point.latencyPs() * 1e-12);
              json.writeNumber(point.energyJ());
              json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** {"name": [{…}]}: an object per line, with these keys. */
  public static String rows(String name, List<String> keys, List<List<String>> lines) {
    return write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart(name);
          for (List<String> line : lines) {
            json.writeStartObject();
            for (int i = 0; i < keys.size(); i++) {
              json.writeStringField(keys.get(i), line.get(i));
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** A line per figure. */
  public static String csv(List<Figure> figures) {
    StringBuilder csv = new StringBuilder("experiment,metric,item,column,paper,ours,ratio\n");
    for (Figure figure : figures) {
      csv.append(quoted(figure.experiment())).append(',');
      csv.append(quoted(figure.metric())).append(',');
      csv.append(quoted(figure.item())).append(',');
      csv.append(quoted(figure.column())).append(',');
      csv.append(plain(figure.paper())).append(',');
      csv.append(plain(figure.ours())).append(',');
      csv.append(plain(figure.ratio())).append('\n');
    }
    return csv.toString();
  }

  /** A line per claim. */
  public static String claimsCsv(List<Claims.Result> results) {
    StringBuilder csv = new StringBuilder("id,section,statement,paper,ours,ratio,verdict,why\n");
    for (Claims.Result result : results) {
      Judgement judgement = result.judgement();
      csv.append(result.claim().id()).append(',');
      csv.append(quoted(result.claim().section())).append(',');
      csv.append(quoted(result.claim().statement())).append(',');
      csv.append(quoted(result.claim().shown())).append(',');
      csv.append(quoted(judgement.ours())).append(',');
      csv.append(plain(judgement.ratio())).append(',');
      csv.append(judgement.verdict().label()).append(',');
      csv.append(quoted(judgement.why())).append('\n');
    }
    return csv.toString();
  }

  /** A line per variant and claim. */
  public static String sensitivityCsv(Sensitivity sensitivity) {
    StringBuilder csv = new StringBuilder("choice,value,claim,verdict\n");
    for (Sensitivity.Row row : sensitivity.rows()) {
      for (Claims.Result result : row.results()) {
        csv.append(quoted(row.variant().choice())).append(',');
        csv.append(quoted(row.variant().value())).append(',');
        csv.append(result.claim().id()).append(',');
        csv.append(result.judgement().verdict().label()).append('\n');
      }
    }
    return csv.toString();
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "";
  }

  static String quoted(String text) {
    return CsvLine.cell(text);
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes into a generator. */
  @FunctionalInterface
  private interface Content {
    void to(JsonGenerator json) throws IOException;
  }

  private static String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      content.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }
}
