package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.RandomScenes;
import dev.scar.plan.Plan;
import dev.scar.report.ReplayComparison;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Traces of random replays, read back by a parser that knows only the Chrome trace event format:
 * spans of a track nest, also when times are added as doubles, arrows come in pairs and are bound
 * to spans, numbers add up.
 */
class ChromeTraceTest {
  private static final int CASES = 60;

  private record Track(long process, long thread) {}

  private record Span(BigDecimal from, BigDecimal to, JsonNode event) {}

  private static JsonNode trace(Plan plan, long packetBytes, LogDetail detail, int most)
      throws IOException {
    return TracedReplay.of(plan, packetBytes, detail).trace(detail, TraceRange.ALL, most);
  }

  @Test
  void spansNestAndArrowsPair() throws IOException {
    int arrows = 0;
    int parts = 0;
    for (long seed = 300; seed < 300 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 2 == 0 ? scenes.plan() : scenes.plan().withoutBarrier();
      long packetBytes = scenes.packetBytes();
      LogDetail detail = seed % 3 == 0 ? LogDetail.PACKETS : LogDetail.TRANSFERS;
      TracedReplay replay = TracedReplay.of(plan, packetBytes, detail);
      JsonNode trace = replay.trace(detail, TraceRange.ALL, 10_000);
      int drawn = check("seed " + seed, trace);
      assertThat(drawn).as("seed %d: every send that is used has one", seed).isEqualTo(used(trace));
      arrows += drawn;
      long end = replay.result().latencyPs();
      if (end > 3) {
        TraceRange part = new TraceRange(end / 3, 2 * end / 3);
        parts += check("part of seed " + seed, replay.trace(detail, part, 10_000));
      }
    }
    assertThat(parts).as("arrows in parts").isPositive();
    assertThat(arrows).as("arrows in all").isGreaterThan(100);
  }

  private static int check(String what, JsonNode trace) {
    Map<Track, List<Span>> spans = new HashMap<>();
    Map<Long, JsonNode> starts = new TreeMap<>();
    Map<Long, JsonNode> ends = new TreeMap<>();
    Map<Track, String> names = new HashMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      Track track = new Track(event.path("pid").asLong(), event.path("tid").asLong());
      assertThat(event.path("pid").isIntegralNumber()).as(what).isTrue();
      switch (event.path("ph").asText()) {
        case "X" -> {
          double start = event.path("ts").doubleValue();
          BigDecimal from = new BigDecimal(start);
          BigDecimal length = event.path("dur").decimalValue();
          assertThat(from.signum()).as(what).isGreaterThanOrEqualTo(0);
          assertThat(length.signum()).as(what).isPositive();
          spans
              .computeIfAbsent(track, t -> new ArrayList<>())
              .add(new Span(from, new BigDecimal(start + length.doubleValue()), event));
        }
        case "s" -> assertThat(starts.put(event.path("id").asLong(), event)).as(what).isNull();
        case "f" -> {
          assertThat(event.path("bp").asText()).as(what).isEqualTo("e");
          assertThat(ends.put(event.path("id").asLong(), event)).as(what).isNull();
        }
        case "M" -> {
          if (event.path("name").asText().equals("thread_name")) {
            names.put(track, event.path("args").path("name").asText());
          }
        }
        case "C" -> assertThat(event.path("args").size()).as(what).isEqualTo(1);
        default -> throw new AssertionError(what + ": unknown phase in " + event);
      }
    }
    spans.forEach((track, list) -> nests(what + " " + track, list));
    assertThat(names.keySet()).as(what).containsAll(spans.keySet());
    assertThat(new ArrayList<>(names.values())).as(what).doesNotHaveDuplicates();
    assertThat(ends.keySet()).as(what).isEqualTo(starts.keySet());
    starts.forEach(
        (id, start) -> {
          JsonNode end = ends.get(id);
          assertThat(end.path("ts").decimalValue())
              .as(what)
              .isGreaterThanOrEqualTo(start.path("ts").decimalValue());
          joins(what + ": arrow " + id, spans, names, start, end);
        });
    return starts.size();
  }

  /** From a send to the first span of the mini-batch that it is for, at its receiver. */
  private static void joins(
      String what,
      Map<Track, List<Span>> spans,
      Map<Track, String> names,
      JsonNode start,
      JsonNode end) {
    JsonNode send = enclosing(what, spans, start);
    JsonNode begun = enclosing(what, spans, end);
    String[] sent = send.path("name").asText().split(" → ");
    assertThat(sent[0]).as(what).startsWith("send ");
    assertThat(send.path("args").has("contentionPs")).as("%s: on a chiplet", what).isTrue();
    assertThat(send.path("ts")).as(what).isEqualTo(start.path("ts"));
    assertThat(names.get(track(end))).as(what).startsWith("chiplet " + sent[1] + " ");
    for (String same : List.of("window", "miniBatch")) {
      assertThat(begun.path("args").path(same)).as(what).isEqualTo(send.path("args").path(same));
    }
    String earliest =
        spans.get(track(end)).stream()
            .map(Span::event)
            .filter(e -> !List.of("wait", "layer").contains(e.path("cat").asText()))
            .filter(e -> stage(e).equals(stage(begun)))
            .min(Comparator.comparing(e -> e.path("ts").decimalValue()))
            .orElseThrow()
            .toString();
    assertThat(begun.toString()).as(what).isEqualTo(earliest);
  }

  private static String stage(JsonNode span) {
    return span.path("args").path("window") + "/" + span.path("args").path("miniBatch");
  }

  /** Sends for which the receiver did anything that takes time. */
  private static int used(JsonNode trace) {
    Map<Track, String> names = new HashMap<>();
    Set<String> begun = new HashSet<>();
    List<String> sends = new ArrayList<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("name").asText().equals("thread_name")) {
        names.put(track(event), event.path("args").path("name").asText().replaceAll(" \\(.*", ""));
      }
      String at = names.getOrDefault(track(event), "");
      String category = event.path("cat").asText();
      if (at.startsWith("chiplet") && List.of("compute", "transfer").contains(category)) {
        begun.add(at + "/" + stage(event));
        String[] sent = event.path("name").asText().split(" → ");
        if (sent[0].startsWith("send ")) {
          sends.add("chiplet " + sent[1] + "/" + stage(event));
        }
      }
    }
    return (int) sends.stream().filter(begun::contains).count();
  }

  private static Track track(JsonNode event) {
    return new Track(event.path("pid").asLong(), event.path("tid").asLong());
  }

  /** In the order of the file, a span ends before the enclosing one does, or begins after it. */
  private static void nests(String what, List<Span> spans) {
    Deque<Span> open = new ArrayDeque<>();
    for (Span span : spans) {
      while (!open.isEmpty() && open.peek().to().compareTo(span.from()) <= 0) {
        open.pop();
      }
      if (!open.isEmpty()) {
        assertThat(span.to())
            .as("%s: %s inside %s", what, span.event(), open.peek().event())
            .isLessThanOrEqualTo(open.peek().to());
      }
      open.push(span);
    }
  }

  /** The outermost span around an arrow's end. */
  private static JsonNode enclosing(String what, Map<Track, List<Span>> spans, JsonNode end) {
    BigDecimal time = new BigDecimal(end.path("ts").doubleValue());
    List<Span> around =
        spans.getOrDefault(track(end), List.of()).stream()
            .filter(s -> s.from().compareTo(time) <= 0 && s.to().compareTo(time) > 0)
            .filter(s -> !s.event().path("cat").asText().equals("layer"))
            .toList();
    assertThat(around).as(what).hasSize(1);
    return around.get(0).event();
  }

  @Test
  void numbersAddUpToThoseOfTheRun() throws IOException {
    for (long seed = 400; seed < 400 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      long packetBytes = scenes.packetBytes();
      TracedReplay replay = TracedReplay.of(plan, packetBytes, LogDetail.TRANSFERS);
      ReplayResult result = replay.result();
      Map<String, Long> busy = new HashMap<>();
      Map<Track, String> names = new HashMap<>();
      BigDecimal windows = BigDecimal.ZERO;
      BigDecimal compute = BigDecimal.ZERO;
      for (JsonNode event :
          replay.trace(LogDetail.TRANSFERS, TraceRange.ALL, 10_000).path("traceEvents")) {
        Track track = new Track(event.path("pid").asLong(), event.path("tid").asLong());
        if (event.path("name").asText().equals("thread_name")) {
          names.put(track, event.path("args").path("name").asText().replaceAll(" \\(.*", ""));
        } else if (event.path("cat").asText().equals("window")) {
          windows = windows.add(picoseconds(event));
        } else if (event.path("cat").asText().equals("compute")) {
          compute = compute.add(picoseconds(event));
        } else if (event.path("cat").asText().equals("transfer")) {
          busy.merge(names.get(track), event.path("args").path("busyPs").asLong(), Long::sum);
        }
      }
      assertThat(windows.longValueExact()).as("seed %d", seed).isEqualTo(result.latencyPs());
      long computed =
          plan.windows().stream()
              .flatMap(w -> w.stages().stream())
              .mapToLong(s -> s.computePs() * s.batch())
              .sum();
      assertThat(compute.longValueExact()).as("seed %d", seed).isEqualTo(computed);
      for (ResourceUse use : result.resources()) {
        if (!use.resource().name().startsWith("inject")) {
          assertThat(busy.getOrDefault(use.resource().name(), 0L))
              .as("seed %d %s", seed, use.resource().name())
              .isEqualTo(use.busyPs());
        }
      }
      assertThat(ReplayComparison.of(Predictor.predict(plan), result).physics().holds()).isTrue();
    }
  }

  @Test
  void whatIsLeftOutIsTheShortestAndIsCounted() throws IOException {
    RandomScenes scenes = new RandomScenes(421);
    Plan plan = scenes.plan();
    long packetBytes = scenes.packetBytes();
    JsonNode all = trace(plan, packetBytes, LogDetail.TRANSFERS, 10_000);
    JsonNode thinned = trace(plan, packetBytes, LogDetail.TRANSFERS, 10);
    long left = thinned.path("otherData").path("spansLeftOut").asLong();
    long shortest = thinned.path("otherData").path("spansShorterThanPsLeftOut").asLong();
    assertThat(all.path("otherData").path("spansLeftOut").asLong()).isZero();
    assertThat(left).isPositive();
    List<Long> longer = lengths(all).stream().filter(ps -> ps > shortest).sorted().toList();
    List<Long> kept = lengths(thinned).stream().sorted().toList();
    assertThat(kept).allMatch(ps -> ps >= shortest);
    assertThat(kept.stream().filter(ps -> ps > shortest).toList()).isEqualTo(longer);
    assertThat(lengths(all)).hasSize(kept.size() + (int) left);
    check("thinned", thinned);
  }

  @Test
  void moreThanAThousandLanesDoNotRunIntoTheNextComponent() throws IOException {
    TracedReplay replay = TracedReplay.of(new RandomScenes(421).plan(), 4096, LogDetail.OFF);
    int lanes = 1200;
    for (int component = 0; component < 2; component++) {
      for (int i = 0; i < lanes; i++) {
        replay
            .log()
            .add(
                new LogRecord(
                    0, 0, component, LogRecord.Kind.PASS, 0, 0, -1, 1000 + i, 9000 + i, 1));
      }
    }
    JsonNode trace = replay.trace(LogDetail.TRANSFERS, TraceRange.ALL, 10_000);
    check("lanes", trace);
    Map<Long, String> names = new HashMap<>();
    Map<Long, Long> order = new HashMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      String name = event.path("name").asText();
      if (name.equals("thread_name")) {
        String before =
            names.put(event.path("tid").asLong(), event.path("args").path("name").asText());
        assertThat(before).as("a number of its own among all processes").isNull();
      } else if (name.equals("thread_sort_index")) {
        order.put(event.path("tid").asLong(), event.path("args").path("sort_index").asLong());
      }
    }
    List<Long> first =
        names.keySet().stream()
            .filter(tid -> names.get(tid).startsWith(replay.labels().component(0)))
            .toList();
    List<Long> second =
        names.keySet().stream()
            .filter(tid -> names.get(tid).startsWith(replay.labels().component(1)))
            .toList();
    assertThat(first).hasSize(lanes);
    assertThat(second).hasSize(lanes);
    assertThat(order.get(Collections.max(first))).isLessThan(order.get(Collections.min(second)));
  }

  @Test
  void durationsAreExactWithinTheFirst2To30Microseconds() throws IOException {
    Random random = new Random(5);
    long limit = (1L << 30) * 1_000_000;
    for (int i = 0; i < 2000; i++) {
      boolean nested = i % 2 == 0;
      long end = limit - 1 - (long) (random.nextDouble() * (i % 4 < 2 ? 1000 : limit - 1000));
      long start = Math.max(0, end - 1 - (long) Math.pow(10, random.nextDouble() * 14));
      JsonNode event = span(start, end, nested);
      double from = event.path("ts").doubleValue();
      assertThat(from + event.path("dur").doubleValue())
          .as("%d to %d", start, end)
          .isLessThanOrEqualTo(BigDecimal.valueOf(end, 6).doubleValue());
      assertThat(picoseconds(event).longValueExact())
          .as("%d to %d", start, end)
          .isEqualTo(end - start);
    }
    JsonNode later = span(limit, 2 * limit, true);
    assertThat(picoseconds(later).longValueExact()).isBetween(limit - 5, limit - 1);
    assertThat((double) ChromeEventWriter.EXACT_SECONDS).isLessThan(limit / 1e12);
  }

  private static JsonNode span(long start, long end, boolean nested) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new ChromeEventWriter(json)
          .complete(
              new ChromeEventWriter.Track(1, 1), "x", "compute", start, end, nested, Map.of());
    }
    return new ObjectMapper()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(text.toString());
  }

  @Test
  void ofManyEquallyLongSpansEveryOtherOneStays() {
    SpanSelection selection = new SpanSelection(LogDetail.PACKETS, TraceRange.ALL, 100);
    for (int i = 0; i < 1000; i++) {
      selection.append(
          new LogRecord(0, i * 10L, 0, LogRecord.Kind.SERVE, 0, 0, i, i * 10L, i * 10L + 5, 5));
    }
    assertThat(selection.spans()).hasSizeBetween(40, 100);
    assertThat(selection.leftOut()).isEqualTo(1000 - selection.spans().size());
    assertThat(selection.spans().get(selection.spans().size() - 1).startPs()).isGreaterThan(9000);
  }

  private static BigDecimal picoseconds(JsonNode event) {
    return event.path("dur").decimalValue().movePointRight(6).setScale(0, RoundingMode.HALF_UP);
  }

  private static List<Long> lengths(JsonNode trace) {
    List<Long> lengths = new ArrayList<>();
    for (JsonNode event : trace.path("traceEvents")) {
      String category = event.path("cat").asText();
      if (event.path("ph").asText().equals("X")
          && List.of("compute", "wait", "transfer").contains(category)) {
        lengths.add(picoseconds(event).longValueExact());
      }
    }
    return lengths;
  }
}
