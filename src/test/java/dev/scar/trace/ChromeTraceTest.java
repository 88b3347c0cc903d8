package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Plan;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Traces of random replays, read back by a parser that knows only the Chrome trace event format:
 * spans of a track nest, also when times are added as doubles, arrows come in pairs and are bound
 * to spans, numbers add up.
 */
class ChromeTraceTest {
  private static final int CASES = Sampled.costly(60);

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
      int drawn = ChromeChecks.check("seed " + seed, trace);
      assertThat(drawn).as("seed %d: every send that is used has one", seed).isEqualTo(used(trace));
      arrows += drawn;
      long end = replay.result().latencyPs();
      if (end > 3) {
        TraceRange part = new TraceRange(end / 3, 2 * end / 3);
        parts += ChromeChecks.check("part of seed " + seed, replay.trace(detail, part, 10_000));
      }
    }
    assertThat(parts).as("arrows in parts").isPositive();
    assertThat(arrows).as("arrows in all").isGreaterThan(CASES);
  }

  /** Sends for which the receiver did anything that takes time. */
  private static int used(JsonNode trace) {
    Map<ChromeChecks.Track, String> names = new HashMap<>();
    Set<String> begun = new HashSet<>();
    List<String> sends = new ArrayList<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("name").asText().equals("thread_name")) {
        names.put(
            ChromeChecks.track(event),
            event.path("args").path("name").asText().replaceAll(" \\(.*", ""));
      }
      String at = names.getOrDefault(ChromeChecks.track(event), "");
      String category = event.path("cat").asText();
      if (at.startsWith("chiplet") && List.of("compute", "transfer").contains(category)) {
        begun.add(at + "/" + ChromeChecks.stage(event));
        String[] sent = event.path("name").asText().split(" → ");
        if (sent[0].startsWith("send ")) {
          sends.add("chiplet " + sent[1] + "/" + ChromeChecks.stage(event));
        }
      }
    }
    return (int) sends.stream().filter(begun::contains).count();
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
      Map<ChromeChecks.Track, String> names = new HashMap<>();
      BigDecimal windows = BigDecimal.ZERO;
      BigDecimal compute = BigDecimal.ZERO;
      for (JsonNode event :
          replay.trace(LogDetail.TRANSFERS, TraceRange.ALL, 10_000).path("traceEvents")) {
        ChromeChecks.Track track = ChromeChecks.track(event);
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
      assertThat(Runs.of(result).physics().holds()).isTrue();
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
    ChromeChecks.check("thinned", thinned);
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

  static BigDecimal picoseconds(JsonNode event) {
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
