package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.RandomScenes;
import dev.scar.plan.Plan;
import dev.scar.report.PlanLabels;
import dev.scar.report.ReplayComparison;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    PlanLabels labels = new PlanLabels(plan, packetBytes);
    SpanSelection spans = new SpanSelection(detail, TraceRange.ALL, most);
    BusyBins bins = new BusyBins();
    ReplayResult result = replay(plan, packetBytes, detail, spans, bins);
    List<ChromeTraceWriter.WindowSpan> windows =
        result.windows().stream()
            .map(w -> new ChromeTraceWriter.WindowSpan(w.index(), w.startPs(), w.endPs()))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ChromeTraceWriter(labels, spans)
        .write(Map.of("scenario", "test"), windows, bins, List.of(), out);
    return new ObjectMapper()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(out.toByteArray());
  }

  private static ReplayResult replay(
      Plan plan, long packetBytes, LogDetail detail, LogSink first, LogSink second) {
    ReplayOptions options = new ReplayOptions(packetBytes, detail, (w, t) -> {});
    return new LoopEngine()
        .replay(
            plan,
            options,
            entry -> {
              first.append(entry);
              second.append(entry);
            });
  }

  @Test
  void spansNestAndArrowsPair() throws IOException {
    int arrows = 0;
    for (long seed = 300; seed < 300 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 2 == 0 ? scenes.plan() : scenes.plan().withoutBarrier();
      long packetBytes = scenes.packetBytes();
      LogDetail detail = seed % 3 == 0 ? LogDetail.PACKETS : LogDetail.TRANSFERS;
      arrows += check("seed " + seed, trace(plan, packetBytes, detail, 10_000));
    }
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
          assertThat(enclosed(spans, start)).as("%s: arrow %d begins in a span", what, id).isTrue();
          assertThat(enclosed(spans, end)).as("%s: arrow %d ends in a span", what, id).isTrue();
        });
    return starts.size();
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

  private static boolean enclosed(Map<Track, List<Span>> spans, JsonNode end) {
    Track track = new Track(end.path("pid").asLong(), end.path("tid").asLong());
    BigDecimal time = new BigDecimal(end.path("ts").doubleValue());
    return spans.getOrDefault(track, List.of()).stream()
        .anyMatch(s -> s.from().compareTo(time) <= 0 && s.to().compareTo(time) > 0);
  }

  @Test
  void numbersAddUpToThoseOfTheRun() throws IOException {
    for (long seed = 400; seed < 400 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      long packetBytes = scenes.packetBytes();
      ReplayResult result = replay(plan, packetBytes, LogDetail.OFF, entry -> {}, entry -> {});
      Map<String, Long> busy = new HashMap<>();
      Map<Track, String> names = new HashMap<>();
      BigDecimal windows = BigDecimal.ZERO;
      BigDecimal compute = BigDecimal.ZERO;
      for (JsonNode event :
          trace(plan, packetBytes, LogDetail.TRANSFERS, 10_000).path("traceEvents")) {
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
