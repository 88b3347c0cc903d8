package dev.scar.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a log in the Chrome trace event format, which the Perfetto UI opens.
 *
 * <p>Time windows come first, then a process per group of components with a thread per component:
 * computations by stage and layer, waits with their cause, transfers; arrows from a send to the
 * mini-batch that it is for; counters of utilisation, of queue depth and of L2 occupancy. Spans on
 * one resource that overlap in time get further threads (lanes), since the format forbids overlap
 * on a track.
 */
public final class ChromeTraceWriter {
  private static final int WINDOWS_PROCESS = 1;
  private static final int FIRST_GROUP_PROCESS = 2;
  private static final int MOST_LAYER_SPANS = 100_000;

  private final TraceLabels labels;
  private final SpanSelection selection;
  private final Map<LogRecord, ChromeEventWriter.Track> tracks = new HashMap<>();

  /** Draws these spans. */
  public ChromeTraceWriter(TraceLabels labels, SpanSelection selection) {
    this.labels = labels;
    this.selection = selection;
  }

  /** A window as the trace shows it. */
  public record WindowSpan(int index, long startPs, long endPs) {}

  /** From this time on a counter has this value. */
  public record Point(long timePs, long value) {}

  /** Bytes in the L2 of a chiplet component over time. */
  public record Occupancy(int component, List<Point> points) {
    public Occupancy {
      points = List.copyOf(points);
    }
  }

  /**
   * Writes everything.
   *
   * @param about where the trace comes from, for its metadata
   * @param service what links, ports and DRAMs did over time, by component
   * @param occupancy of the whole replay, also where the trace shows a part
   */
  public void write(
      Map<String, String> about,
      List<WindowSpan> windows,
      SortedMap<Integer, ServiceBins> service,
      List<Occupancy> occupancy,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      ChromeEventWriter events = new ChromeEventWriter(json);
      ChromeTracks threads = new ChromeTracks(events);
      ChromeCounters counters = new ChromeCounters(events, labels, selection.range());
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ns");
      json.writeArrayFieldStart("traceEvents");
      windows(events, threads, windows);
      for (TraceLabels.Group group : TraceLabels.Group.values()) {
        events.processName(FIRST_GROUP_PROCESS + group.ordinal(), group.title());
      }
      Causes causes = new Causes(selection.spans(), labels);
      boolean layers = spans(events, threads, causes);
      arrows(events, causes);
      counters.service(service);
      counters.occupancy(occupancy);
      json.writeEndArray();
      json.writeObjectFieldStart("otherData");
      Map<String, String> all = about(about, layers);
      all.put("l2PointsLeftOut", String.valueOf(counters.pointsLeftOut()));
      service.values().stream()
          .findFirst()
          .ifPresent(bins -> all.put("counterBinPs", String.valueOf(bins.widthPs())));
      for (Map.Entry<String, String> entry : all.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private Map<String, String> about(Map<String, String> about, boolean layers) {
    Map<String, String> all = new TreeMap<>(about);
    TraceRange range = selection.range();
    if (!range.equals(TraceRange.ALL)) {
      all.put("traceFromPs", String.valueOf(range.fromPs()));
      if (range.toPs() < Long.MAX_VALUE) {
        all.put("traceToPs", String.valueOf(range.toPs()));
      }
    }
    all.put("spansLeftOut", String.valueOf(selection.leftOut()));
    if (selection.leftOut() > 0) {
      all.put("spansShorterThanPsLeftOut", String.valueOf(selection.shortestPs()));
    }
    if (!layers) {
      all.put("layers", "left out: more than " + MOST_LAYER_SPANS + " spans");
    }
    return all;
  }

  private static void windows(
      ChromeEventWriter events, ChromeTracks threads, List<WindowSpan> windows) throws IOException {
    events.processName(WINDOWS_PROCESS, "time windows");
    ChromeTracks.Lanes lanes = threads.lanes(WINDOWS_PROCESS, "windows");
    for (WindowSpan window : windows) {
      ChromeEventWriter.Track track = lanes.take(window.startPs(), window.endPs());
      events.complete(
          track, "W" + window.index(), "window", window.startPs(), window.endPs(), false, Map.of());
    }
  }

  /** Each component's spans on as few lanes as do not overlap; says whether layers are drawn. */
  private boolean spans(ChromeEventWriter events, ChromeTracks threads, Causes causes)
      throws IOException {
    LogRecord[] sorted =
        selection.sorted(
            Comparator.comparingInt((LogRecord s) -> labels.group(s.component()).ordinal())
                .thenComparingInt(LogRecord::component)
                .thenComparingLong(LogRecord::startPs)
                .thenComparing(Comparator.comparingLong(LogRecord::endPs).reversed()));
    long layerSpans = 0;
    for (LogRecord span : sorted) {
      if (span.kind() == LogRecord.Kind.COMPUTE) {
        layerSpans += labels.stage(span.window(), span.component(), span.turn()).layers().size();
      }
    }
    boolean layers = layerSpans <= MOST_LAYER_SPANS;
    Map<Integer, ChromeTracks.Lanes> lanes = new HashMap<>();
    for (LogRecord span : sorted) {
      ChromeEventWriter.Track track =
          lanes
              .computeIfAbsent(
                  span.component(),
                  c ->
                      threads.lanes(
                          FIRST_GROUP_PROCESS + labels.group(c).ordinal(), labels.track(c)))
              .take(span.startPs(), span.endPs());
      tracks.put(span, track);
      draw(events, causes, span, track);
      if (layers && span.kind() == LogRecord.Kind.COMPUTE) {
        layers(events, span, track);
      }
    }
    return layers;
  }

  private void draw(
      ChromeEventWriter events, Causes causes, LogRecord span, ChromeEventWriter.Track track)
      throws IOException {
    Map<String, Long> args = new TreeMap<>();
    args.put("window", (long) span.window());
    args.put("miniBatch", (long) span.miniBatch());
    if (span.packet() >= 0) {
      args.put("packet", span.packet());
    }
    if (span.flow() < 0) {
      TraceLabels.StageLabel stage = labels.stage(span.window(), span.component(), span.turn());
      boolean computes = span.kind() == LogRecord.Kind.COMPUTE;
      String name = computes ? stage.model() + " " + stage.name() : waitName(causes, span);
      events.complete(
          track, name, computes ? "compute" : "wait", span.startPs(), span.endPs(), false, args);
      return;
    }
    args.put(
        "bytes", labels.sizeBytes(span.window(), span.flow(), span.miniBatch(), span.packet()));
    args.put("busyPs", span.busyPs());
    if (span.kind() == LogRecord.Kind.ARRIVE) {
      args.put("contentionPs", span.endPs() - span.startPs() - span.busyPs());
    }
    String name = labels.flow(span.window(), span.flow()).name();
    events.complete(track, name, "transfer", span.startPs(), span.endPs(), false, args);
  }

  private String waitName(Causes causes, LogRecord wait) {
    LogRecord arrival = causes.endedBy(wait);
    return arrival == null
        ? "wait for inputs"
        : "wait for " + labels.component(arrival.component());
  }

  /** A computation's layers, one after the other, inside its span. */
  private void layers(ChromeEventWriter events, LogRecord span, ChromeEventWriter.Track track)
      throws IOException {
    List<TraceLabels.LayerTime> layers =
        labels.stage(span.window(), span.component(), span.turn()).layers();
    long sample = layers.stream().mapToLong(TraceLabels.LayerTime::samplePs).sum();
    if (layers.size() < 2 || sample == 0) {
      return;
    }
    long samples = (span.endPs() - span.startPs()) / sample;
    long from = span.startPs();
    for (TraceLabels.LayerTime layer : layers) {
      long to = from + samples * layer.samplePs();
      if (to > from) {
        events.complete(track, layer.layer(), "layer", from, to, true, Map.of());
      }
      from = to;
    }
  }

  private void arrows(ChromeEventWriter events, Causes causes) throws IOException {
    long id = 0;
    for (LogRecord span : selection.spans()) {
      if (span.kind() == LogRecord.Kind.ARRIVE) {
        TraceLabels.FlowLabel flow = labels.flow(span.window(), span.flow());
        LogRecord begun = flow.consumer() < 0 ? null : causes.consumedBy(span, flow);
        ChromeEventWriter.Track from = tracks.get(span);
        ChromeEventWriter.Track to = begun == null ? null : tracks.get(begun);
        if (begun != null && from != null && to != null) {
          events.arrow(++id, from, span.startPs(), to, begun.startPs());
        }
      }
    }
  }
}
