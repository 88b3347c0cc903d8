package dev.scar.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * The events of the Chrome trace event format, one method each. Times are microseconds. Starts are
 * exact; durations are when they are rounded to the picosecond, of spans that end within the first
 * {@value #EXACT_SECONDS} s: see {@link #duration}.
 */
final class ChromeEventWriter {
  /** 2^30 µs. */
  static final int EXACT_SECONDS = 1073;

  private static final int ULP_DIGITS = 12;
  private static final BigDecimal NESTED_STEPS = BigDecimal.valueOf(4);

  private final JsonGenerator json;

  ChromeEventWriter(JsonGenerator json) {
    this.json = json;
  }

  /** A track: process and thread. */
  record Track(int process, int thread) {}

  void processName(int process, String name) throws IOException {
    metadata("process_name", new Track(process, 0), "name", name);
    metadata("process_sort_index", new Track(process, 0), "sort_index", process);
  }

  void threadName(Track track, String name) throws IOException {
    metadata("thread_name", track, "name", name);
    metadata("thread_sort_index", track, "sort_index", track.thread());
  }

  private void metadata(String kind, Track track, String key, Object value) throws IOException {
    open("M", kind, track);
    json.writeObjectFieldStart("args");
    if (value instanceof Integer number) {
      json.writeNumberField(key, number);
    } else {
      json.writeStringField(key, value.toString());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * A span.
   *
   * @param nested whether it may end with the span around it
   */
  void complete(
      Track track,
      String name,
      String category,
      long startPs,
      long endPs,
      boolean nested,
      Map<String, Long> args)
      throws IOException {
    open("X", name, track);
    json.writeStringField("cat", category);
    json.writeNumberField("ts", microseconds(startPs));
    json.writeNumberField("dur", duration(startPs, endPs, nested));
    if (!args.isEmpty()) {
      json.writeObjectFieldStart("args");
      for (Map.Entry<String, Long> arg : args.entrySet()) {
        json.writeNumberField(arg.getKey(), arg.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** An arrow from the span that is there on one track to the one on another. */
  void arrow(long id, Track from, long fromPs, Track to, long toPs) throws IOException {
    end("s", id, from, fromPs);
    end("f", id, to, toPs);
  }

  private void end(String phase, long id, Track track, long timePs) throws IOException {
    open(phase, "transfer", track);
    json.writeStringField("cat", "flow");
    json.writeNumberField("id", id);
    json.writeNumberField("ts", microseconds(timePs));
    if (phase.equals("f")) {
      json.writeStringField("bp", "e");
    }
    json.writeEndObject();
  }

  /** A value of a counter from this time on. */
  void counter(int process, String name, long timePs, String unit, BigDecimal value)
      throws IOException {
    open("C", name, new Track(process, 0));
    json.writeNumberField("ts", microseconds(timePs));
    json.writeObjectFieldStart("args");
    json.writeNumberField(unit, value);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void open(String phase, String name, Track track) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    json.writeStringField("name", name);
    json.writeNumberField("pid", track.process());
    json.writeNumberField("tid", track.thread());
  }

  /**
   * The duration, less so little that readers who add it to the start in binary floating point do
   * not come out after the end, nor a nested span after the one around it. That is a few units in
   * the last place of the end, as readers hold it: less than half a picosecond below 2^30 µs
   * ({@value #EXACT_SECONDS} s), so that rounding gives the exact value. Later a double of
   * microseconds is too coarse for both, and spans stay nested at the price of a picosecond or
   * more.
   */
  private static BigDecimal duration(long startPs, long endPs, boolean nested) {
    BigDecimal exact = microseconds(endPs - startPs);
    double start = microseconds(startPs).doubleValue();
    double end = microseconds(endPs).doubleValue();
    BigDecimal step = BigDecimal.valueOf(Math.ulp(end)).setScale(ULP_DIGITS, RoundingMode.UP);
    BigDecimal shorter = nested ? exact.subtract(step.multiply(NESTED_STEPS)) : exact;
    while (start + shorter.doubleValue() > end) {
      shorter = shorter.subtract(step);
    }
    return shorter.signum() > 0 ? shorter : exact;
  }

  static BigDecimal microseconds(long ps) {
    return BigDecimal.valueOf(ps, 6);
  }
}
