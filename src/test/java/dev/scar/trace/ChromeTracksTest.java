package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.fixtures.RandomScenes;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tracks and times of traces that are larger than usual. */
class ChromeTracksTest {
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
    ChromeChecks.check("lanes", trace);
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
      assertThat(ChromeTraceTest.picoseconds(event).longValueExact())
          .as("%d to %d", start, end)
          .isEqualTo(end - start);
    }
    JsonNode later = span(limit, 2 * limit, true);
    assertThat(ChromeTraceTest.picoseconds(later).longValueExact()).isBetween(limit - 5, limit - 1);
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
}
