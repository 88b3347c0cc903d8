package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Plan;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Counters of traces, read as a viewer does: a value holds until the next one. */
class ChromeCountersTest {
  private static final int CASES = Sampled.costly(40);

  /** Values by time in ps, by group and component. */
  private static Map<String, TreeMap<Long, BigDecimal>> counters(JsonNode trace) {
    Map<Long, String> groups = new HashMap<>();
    Map<String, TreeMap<Long, BigDecimal>> counters = new HashMap<>();
    for (JsonNode event : trace.path("traceEvents")) {
      if (event.path("name").asText().equals("process_name")) {
        groups.put(event.path("pid").asLong(), event.path("args").path("name").asText());
      } else if (event.path("ph").asText().equals("C")) {
        String unit = event.path("args").fieldNames().next();
        String key =
            groups.get(event.path("pid").asLong())
                + " ["
                + unit
                + "] "
                + event.path("name").asText();
        long time = event.path("ts").decimalValue().movePointRight(6).longValueExact();
        assertThat(
                counters
                    .computeIfAbsent(key, k -> new TreeMap<>())
                    .put(time, event.path("args").path(unit).decimalValue()))
            .as("%s has one value at %d ps", key, time)
            .isNull();
      }
    }
    return counters;
  }

  private static List<TraceRange> ranges(long endPs) {
    return endPs < 10
        ? List.of(TraceRange.ALL)
        : List.of(
            TraceRange.ALL,
            new TraceRange(endPs / 3, 2 * endPs / 3),
            new TraceRange(endPs / 2, Long.MAX_VALUE),
            new TraceRange(0, endPs / 5));
  }

  @Test
  void utilisationAndQueueDepthAreThoseOfTheReplay() throws IOException {
    int compared = 0;
    for (long seed = 500; seed < 500 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 2 == 0 ? scenes.plan() : scenes.plan().withoutBarrier();
      TracedReplay replay = TracedReplay.of(plan, scenes.packetBytes(), LogDetail.TRANSFERS);
      for (TraceRange range : ranges(replay.result().latencyPs())) {
        JsonNode trace = replay.trace(LogDetail.TRANSFERS, range, 10_000);
        Map<String, TreeMap<Long, BigDecimal>> counters = counters(trace);
        for (Map.Entry<Integer, ServiceBins> one : replay.result().service().entrySet()) {
          String name = replay.labels().component(one.getKey());
          ServiceBins bins = one.getValue();
          assertThat(trace.path("otherData").path("counterBinPs").asLong())
              .isEqualTo(bins.widthPs());
          for (int bin = 0; bin < ServiceBins.BINS; bin++) {
            long at = Math.max(range.fromPs(), bin * bins.widthPs());
            if (at < Math.min(range.toPs(), (bin + 1) * bins.widthPs())) {
              String what = "seed %d %s %s bin %d".formatted(seed, range, name, bin);
              BigDecimal busy = counters.get("utilisation [%] " + name).floorEntry(at).getValue();
              BigDecimal waiting =
                  counters.get("queue depth [transfers waiting] " + name).floorEntry(at).getValue();
              assertThat(busy)
                  .as(what)
                  .isEqualByComparingTo(rounded(100.0 * bins.busyPs(bin) / bins.widthPs()))
                  .isLessThanOrEqualTo(new BigDecimal(100));
              assertThat(waiting)
                  .as(what)
                  .isEqualByComparingTo(rounded((double) bins.waitingPs(bin) / bins.widthPs()));
              compared += busy.signum();
            }
          }
        }
        counters.forEach(
            (key, values) -> {
              assertThat(values.firstKey()).as(key).isGreaterThanOrEqualTo(range.fromPs());
              assertThat(values.lastKey()).as(key).isLessThan(range.toPs());
            });
      }
    }
    assertThat(compared).isGreaterThan(CASES * 25);
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).setScale(6, RoundingMode.HALF_UP);
  }

  @Test
  void l2BeginsWithWhatIsThereAndFollowsEveryStep() throws IOException {
    int inForce = 0;
    for (long seed = 600; seed < 600 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      TracedReplay replay =
          TracedReplay.of(scenes.plan(), scenes.packetBytes(), LogDetail.TRANSFERS);
      for (TraceRange range : ranges(replay.result().latencyPs())) {
        JsonNode trace = replay.trace(LogDetail.TRANSFERS, range, 10_000);
        assertThat(trace.path("otherData").path("l2PointsLeftOut").asText()).isEqualTo("0");
        Map<String, TreeMap<Long, BigDecimal>> counters = counters(trace);
        for (ChromeTraceWriter.Occupancy chiplet : replay.occupancy()) {
          String name = replay.labels().component(chiplet.component());
          TreeMap<Long, BigDecimal> values = counters.get("L2 occupancy [bytes] " + name);
          TreeMap<Long, BigDecimal> expected = new TreeMap<>();
          expected.put(range.fromPs(), BigDecimal.ZERO);
          for (ChromeTraceWriter.Point step : chiplet.points()) {
            if (step.timePs() < range.toPs()) {
              expected.put(
                  Math.max(range.fromPs(), step.timePs()), BigDecimal.valueOf(step.value()));
            }
          }
          assertThat(values).as("seed %d %s %s", seed, range, name).isEqualTo(expected);
          inForce += range.fromPs() > 0 ? expected.get(range.fromPs()).signum() : 0;
        }
      }
    }
    assertThat(inForce).as("parts that begin with something in L2").isGreaterThan(CASES / 4);
  }

  @Test
  void aThinnedCounterKeepsLowsHighsAndItsEndAndSaysSo() throws IOException {
    TracedReplay replay = TracedReplay.of(new RandomScenes(421).plan(), 4096, LogDetail.TRANSFERS);
    List<ChromeTraceWriter.Point> points = new ArrayList<>();
    for (int i = 0; i < 12_345; i++) {
      points.add(new ChromeTraceWriter.Point(i * 10L, i % 100 == 57 ? 3 : 1000 + i % 7));
    }
    points.set(7000, new ChromeTraceWriter.Point(70_000, 5_000_000));
    points.add(new ChromeTraceWriter.Point(1_000_000, 0));
    int chiplet = replay.occupancy().get(0).component();
    JsonNode trace =
        replay.trace(
            LogDetail.TRANSFERS,
            TraceRange.ALL,
            100,
            List.of(new ChromeTraceWriter.Occupancy(chiplet, points)));
    TreeMap<Long, BigDecimal> values =
        counters(trace).get("L2 occupancy [bytes] " + replay.labels().component(chiplet));
    assertThat(values).hasSizeLessThanOrEqualTo(2000).hasSizeGreaterThan(1000);
    assertThat(values.lastEntry().getKey()).isEqualTo(1_000_000);
    assertThat(values.lastEntry().getValue()).isZero();
    assertThat(values.firstEntry().getValue()).isEqualByComparingTo("1000");
    assertThat(values.get(70_000L)).isEqualByComparingTo("5000000");
    for (int i = 57; i < 12_345; i += 100) {
      if (i != 7000) {
        assertThat(values.get(i * 10L)).as("low at %d", i).isEqualByComparingTo("3");
      }
    }
    assertThat(trace.path("otherData").path("l2PointsLeftOut").asInt())
        .isEqualTo(points.size() - values.size());
  }
}
