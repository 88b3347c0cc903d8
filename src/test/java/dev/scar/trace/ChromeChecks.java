package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every trace in the Chrome trace event format has to fulfil, whatever it shows. */
final class ChromeChecks {
  private ChromeChecks() {}

  record Track(long process, long thread) {}

  record Span(BigDecimal from, BigDecimal to, JsonNode event) {}

  static int check(String what, JsonNode trace) {
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

  static String stage(JsonNode span) {
    return span.path("args").path("window") + "/" + span.path("args").path("miniBatch");
  }

  static Track track(JsonNode event) {
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
}
