package dev.scar.trace;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.fixtures.Runs;
import dev.scar.plan.Plan;
import dev.scar.report.PlanLabels;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replay with all of its records, and its trace as a reader of JSON sees it. */
record TracedReplay(PlanLabels labels, ReplayResult result, List<LogRecord> log) {
  static TracedReplay of(Plan plan, long packetBytes, LogDetail detail) {
    List<LogRecord> log = new ArrayList<>();
    ReplayOptions options = new ReplayOptions(packetBytes, detail, (w, t) -> {});
    ReplayResult result = new LoopEngine().replay(plan, options, log::add);
    return new TracedReplay(new PlanLabels(plan, packetBytes), result, log);
  }

  /** The L2 of its chiplets, as {@code l2.csv} has it. */
  List<ChromeTraceWriter.Occupancy> occupancy() {
    return Runs.of(result).l2().stream().map(chiplet -> chiplet.counter(labels)).toList();
  }

  /** The trace with at most so many spans. */
  JsonNode trace(LogDetail detail, TraceRange range, int most) throws IOException {
    return trace(detail, range, most, occupancy());
  }

  JsonNode trace(
      LogDetail detail, TraceRange range, int most, List<ChromeTraceWriter.Occupancy> occupancy)
      throws IOException {
    SpanSelection spans = new SpanSelection(detail, range, most);
    log.forEach(spans::append);
    List<ChromeTraceWriter.WindowSpan> windows =
        result.windows().stream()
            .map(w -> new ChromeTraceWriter.WindowSpan(w.index(), w.startPs(), w.endPs()))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ChromeTraceWriter(labels, spans)
        .write(Map.of("scenario", "test"), windows, result.service(), occupancy, out);
    return new ObjectMapper()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(out.toByteArray());
  }
}
