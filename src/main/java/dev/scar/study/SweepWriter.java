package dev.scar.study;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.search.SearchResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Rows of a sweep as CSV and JSON: latencies in picoseconds, energies in joules. */
public final class SweepWriter {
  private SweepWriter() {}

  /** A header and a line per search. */
  public static String csv(List<SearchSweep.Row> rows) {
    StringBuilder csv =
        new StringBuilder(
            "scenario,strategy,topology,objective,score,bound,gap,latency_ps,energy_j,windows,pareto,covered,evaluated,combined,exact,seconds\n");
    for (SearchSweep.Row row : rows) {
      SearchResult result = row.result();
      SearchResult.Coverage coverage = result.coverage();
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%.9g,%.9g,%.6f,%d,%.9g,%d,%d,%.4g,%d,%d,%s,%.3f%n",
              row.scenario(),
              row.column().name(),
              result.best().plan().schedule().chipletPackage().name(),
              row.objective().label(),
              result.score(),
              result.boundScore(),
              result.gap(),
              result.best().latencyPs(),
              result.best().energy().totalJ(),
              result.best().windows().size(),
              result.pareto().size(),
              coverage.covered(),
              coverage.evaluated(),
              coverage.combined(),
              coverage.exact(),
              row.seconds()));
    }
    return csv.toString();
  }

  /** An array with an object per search. */
  public static String json(List<SearchSweep.Row> rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (SearchSweep.Row row : rows) {
        SearchResult result = row.result();
        json.writeStartObject();
        json.writeStringField("scenario", row.scenario());
        json.writeStringField("strategy", row.column().name());
        json.writeStringField("topology", result.best().plan().schedule().chipletPackage().name());
        json.writeStringField("objective", row.objective().label());
        json.writeNumberField("score", result.score());
        json.writeNumberField("bound", result.boundScore());
        json.writeNumberField("gap", result.gap());
        json.writeNumberField("latencyPs", result.best().latencyPs());
        json.writeNumberField("energyJ", result.best().energy().totalJ());
        json.writeNumberField("windows", result.best().windows().size());
        json.writeNumberField("covered", result.coverage().covered());
        json.writeNumberField("evaluated", result.coverage().evaluated());
        json.writeNumberField("combined", result.coverage().combined());
        json.writeBooleanField("exact", result.coverage().exact());
        json.writeNumberField("seconds", row.seconds());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }
}
