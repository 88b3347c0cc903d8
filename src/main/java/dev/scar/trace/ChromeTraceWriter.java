package dev.scar.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a log in the Chrome trace event format, which the Perfetto UI opens.
 *
 * <p>Time windows come first, then a process per group of components with a thread per component:
 * computations by stage and layer, waits with their cause, transfers; arrows from a send to the
 * mini-batch that it is for; counters of utilisation, of transfers in progress and of L2 occupancy.
 * Spans on one resource that overlap in time get further threads (lanes), since the format forbids
 * overlap on a track.
 */
public final class ChromeTraceWriter {
  private static final int WINDOWS_PROCESS = 1;
  private static final int FIRST_GROUP_PROCESS = 2;
  private static final int FIRST_COUNTER_PROCESS = 10;
  private static final int LANES_PER_COMPONENT = 1000;
  private static final int MOST_LAYER_SPANS = 100_000;
  private static final int MOST_POINTS = 2000;

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
   */
  public void write(
      Map<String, String> about,
      List<WindowSpan> windows,
      BusyBins bins,
      List<Occupancy> occupancy,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      ChromeEventWriter events = new ChromeEventWriter(json);
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ns");
      json.writeArrayFieldStart("traceEvents");
      windows(events, windows);
      for (TraceLabels.Group group : TraceLabels.Group.values()) {
        events.processName(FIRST_GROUP_PROCESS + group.ordinal(), group.title());
      }
      Causes causes = new Causes(selection.spans(), labels);
      boolean layers = spans(events, causes);
      arrows(events, causes);
      counters(events, 0, "utilisation", "%", bins.busyPs(), 100, bins.widthPs());
      counters(events, 1, "transfers in progress", "n", bins.inProgressPs(), 1, bins.widthPs());
      occupancy(events, occupancy);
      json.writeEndArray();
      json.writeObjectFieldStart("otherData");
      for (Map.Entry<String, String> entry : about(about, layers).entrySet()) {
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

  private static void windows(ChromeEventWriter events, List<WindowSpan> windows)
      throws IOException {
    events.processName(WINDOWS_PROCESS, "time windows");
    List<Long> ends = new ArrayList<>();
    for (WindowSpan window : windows) {
      int known = ends.size();
      int lane = lane(ends, window.startPs(), window.endPs());
      ChromeEventWriter.Track track = new ChromeEventWriter.Track(WINDOWS_PROCESS, lane);
      if (ends.size() > known) {
        events.threadName(track, lane == 0 ? "windows" : "windows (" + (lane + 1) + ")");
      }
      events.complete(
          track, "W" + window.index(), "window", window.startPs(), window.endPs(), false, Map.of());
    }
  }

  /** The first lane that is free at the start. */
  private static int lane(List<Long> ends, long startPs, long endPs) {
    int lane = 0;
    while (lane < ends.size() && ends.get(lane) > startPs) {
      lane++;
    }
    if (lane == ends.size()) {
      ends.add(endPs);
    } else {
      ends.set(lane, endPs);
    }
    return lane;
  }

  /** Each component's spans on as few lanes as do not overlap; says whether layers are drawn. */
  private boolean spans(ChromeEventWriter events, Causes causes) throws IOException {
    LogRecord[] sorted =
        selection.sorted(
            Comparator.comparingInt((LogRecord s) -> labels.group(s.component()).ordinal())
                .thenComparingInt(LogRecord::component)
                .thenComparingLong(LogRecord::startPs)
                .thenComparing(Comparator.comparingLong(LogRecord::endPs).reversed()));
    long layerSpans = 0;
    for (LogRecord span : sorted) {
      if (span.kind() == LogRecord.Kind.COMPUTE) {
        layerSpans += labels.stage(span.window(), span.component()).layers().size();
      }
    }
    boolean layers = layerSpans <= MOST_LAYER_SPANS;
    Map<Integer, List<Long>> laneEnds = new TreeMap<>();
    for (LogRecord span : sorted) {
      List<Long> ends = laneEnds.computeIfAbsent(span.component(), c -> new ArrayList<>());
      int known = ends.size();
      int lane = lane(ends, span.startPs(), span.endPs());
      ChromeEventWriter.Track track = track(span.component(), lane);
      if (ends.size() > known) {
        String suffix = lane == 0 ? "" : " (" + (lane + 1) + ")";
        events.threadName(track, labels.track(span.component()) + suffix);
      }
      tracks.put(span, track);
      draw(events, causes, span, track);
      if (layers && span.kind() == LogRecord.Kind.COMPUTE) {
        layers(events, span, track);
      }
    }
    return layers;
  }

  private ChromeEventWriter.Track track(int component, int lane) {
    return new ChromeEventWriter.Track(
        FIRST_GROUP_PROCESS + labels.group(component).ordinal(),
        component * LANES_PER_COMPONENT + lane);
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
      TraceLabels.StageLabel stage = labels.stage(span.window(), span.component());
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
    List<TraceLabels.LayerTime> layers = labels.stage(span.window(), span.component()).layers();
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
        int consumer = labels.flow(span.window(), span.flow()).consumer();
        LogRecord begun = consumer < 0 ? null : causes.consumedBy(span, consumer);
        ChromeEventWriter.Track from = tracks.get(span);
        ChromeEventWriter.Track to = begun == null ? null : tracks.get(begun);
        if (begun != null && from != null && to != null) {
          events.arrow(++id, from, span.startPs(), to, begun.startPs());
        }
      }
    }
  }

  private void counters(
      ChromeEventWriter events,
      int number,
      String title,
      String unit,
      Map<Integer, double[]> values,
      double factor,
      long widthPs)
      throws IOException {
    int process = FIRST_COUNTER_PROCESS + number;
    events.processName(process, title);
    for (Map.Entry<Integer, double[]> entry : values.entrySet()) {
      BigDecimal last = BigDecimal.ZERO;
      for (int bin = 0; bin < entry.getValue().length; bin++) {
        if (bin * widthPs >= selection.range().toPs()
            || (bin + 1) * widthPs <= selection.range().fromPs()) {
          continue;
        }
        BigDecimal value =
            BigDecimal.valueOf(factor * entry.getValue()[bin] / widthPs)
                .setScale(3, RoundingMode.HALF_UP);
        if (bin == 0 || value.compareTo(last) != 0) {
          events.counter(process, labels.component(entry.getKey()), bin * widthPs, unit, value);
          last = value;
        }
      }
    }
  }

  private void occupancy(ChromeEventWriter events, List<Occupancy> chiplets) throws IOException {
    int process = FIRST_COUNTER_PROCESS + 2;
    events.processName(process, "L2 occupancy");
    for (Occupancy chiplet : chiplets) {
      for (Point point : peaks(chiplet.points())) {
        events.counter(
            process,
            labels.component(chiplet.component()),
            point.timePs(),
            "bytes",
            BigDecimal.valueOf(point.value()));
      }
    }
  }

  /** At most {@value #MOST_POINTS} points; of those that fall together the highest stays. */
  private static List<Point> peaks(List<Point> points) {
    int group = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (group <= 1) {
      return points;
    }
    List<Point> kept = new ArrayList<>();
    for (int from = 0; from < points.size(); from += group) {
      List<Point> some = points.subList(from, Math.min(points.size(), from + group));
      kept.add(some.stream().max(Comparator.comparingLong(Point::value)).orElseThrow());
    }
    return kept;
  }
}
