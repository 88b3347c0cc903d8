package dev.scar.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log in the Chrome trace event format, which the Perfetto UI opens.
 *
 * <p>Processes are the groups of components, threads are components; spans on one resource that
 * overlap in time get further threads (lanes), since the format forbids overlap on a track. Times
 * are microseconds with six decimals, exact to the picosecond. Only transfer-level records are
 * drawn.
 */
public final class ChromeTraceWriter {
  private static final int WINDOWS_PROCESS = 1;
  private static final int FIRST_GROUP_PROCESS = 2;
  private static final int LANES_PER_COMPONENT = 1000;

  private final TraceLabels labels;

  public ChromeTraceWriter(TraceLabels labels) {
    this.labels = labels;
  }

  /** A window as the trace shows it. */
  public record WindowSpan(int index, long startPs, long endPs) {}

  private record Span(int process, int component, String name, String category, LogRecord entry) {}

  /** Writes everything. */
  public void write(List<WindowSpan> windows, List<LogRecord> log, OutputStream out)
      throws IOException {
    List<Span> spans = new ArrayList<>();
    for (LogRecord entry : log) {
      add(spans, entry);
    }
    spans.sort(
        Comparator.comparingInt(Span::process)
            .thenComparingInt(Span::component)
            .thenComparingLong((Span s) -> s.entry().startPs())
            .thenComparing(Comparator.comparingLong((Span s) -> s.entry().endPs()).reversed()));
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ns");
      json.writeArrayFieldStart("traceEvents");
      metadata(json, "process_name", WINDOWS_PROCESS, 0, "time windows");
      for (WindowSpan window : windows) {
        span(
            json,
            WINDOWS_PROCESS,
            0,
            "W" + window.index(),
            "window",
            window.startPs(),
            window.endPs());
      }
      for (TraceLabels.Group group : TraceLabels.Group.values()) {
        metadata(json, "process_name", FIRST_GROUP_PROCESS + group.ordinal(), 0, group.title());
      }
      lanes(json, spans);
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void add(List<Span> spans, LogRecord entry) {
    if (entry.endPs() <= entry.startPs()) {
      return;
    }
    int process = FIRST_GROUP_PROCESS + labels.group(entry.component()).ordinal();
    switch (entry.kind()) {
      case WAIT ->
          spans.add(new Span(process, entry.component(), "wait for inputs", "wait", entry));
      case COMPUTE ->
          spans.add(
              new Span(
                  process,
                  entry.component(),
                  labels.stage(entry.window(), entry.component()),
                  "compute",
                  entry));
      case ARRIVE, PASS ->
          spans.add(
              new Span(
                  process,
                  entry.component(),
                  labels.flow(entry.window(), entry.flow()),
                  "transfer",
                  entry));
      case RELEASE, SERVE, FINISH -> {
        // Packets and instants are in the event log; the drawing shows transfers.
      }
    }
  }

  /** Each component's spans on as few lanes as do not overlap. */
  private void lanes(JsonGenerator json, List<Span> spans) throws IOException {
    Map<Integer, List<Long>> laneEnds = new TreeMap<>();
    for (Span span : spans) {
      List<Long> ends = laneEnds.computeIfAbsent(span.component(), c -> new ArrayList<>());
      int lane = 0;
      while (lane < ends.size() && ends.get(lane) > span.entry().startPs()) {
        lane++;
      }
      int thread = span.component() * LANES_PER_COMPONENT + lane;
      if (lane == ends.size()) {
        ends.add(0L);
        String name =
            labels.component(span.component()) + (lane == 0 ? "" : " (" + (lane + 1) + ")");
        metadata(json, "thread_name", span.process(), thread, name);
        metadata(json, "thread_sort_index", span.process(), thread, null);
      }
      ends.set(lane, span.entry().endPs());
      span(json, span.process(), thread, span.name(), span.category(), span.entry());
    }
  }

  private static void metadata(
      JsonGenerator json, String kind, int process, int thread, @Nullable String name)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", kind);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
    json.writeObjectFieldStart("args");
    if (name != null) {
      json.writeStringField("name", name);
    } else {
      json.writeNumberField("sort_index", thread);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void span(
      JsonGenerator json, int process, int thread, String name, String category, LogRecord entry)
      throws IOException {
    open(json, process, thread, name, category, entry.startPs(), entry.endPs());
    json.writeObjectFieldStart("args");
    json.writeNumberField("window", entry.window());
    json.writeNumberField("miniBatch", entry.miniBatch());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void span(
      JsonGenerator json,
      int process,
      int thread,
      String name,
      String category,
      long startPs,
      long endPs)
      throws IOException {
    open(json, process, thread, name, category, startPs, endPs);
    json.writeEndObject();
  }

  private static void open(
      JsonGenerator json,
      int process,
      int thread,
      String name,
      String category,
      long startPs,
      long endPs)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "X");
    json.writeStringField("name", name);
    json.writeStringField("cat", category);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
    json.writeNumberField("ts", microseconds(startPs));
    json.writeNumberField("dur", microseconds(endPs - startPs));
  }

  private static BigDecimal microseconds(long ps) {
    return BigDecimal.valueOf(ps, 6);
  }
}
