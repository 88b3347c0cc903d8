package dev.scar.cli;

import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import dev.scar.workload.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --latency-bound}. */
final class LatencyBounds {
  private static final String NAME = "--latency-bound";

  @Option(
      names = NAME,
      paramLabel = "MODEL=TIME",
      description =
          "A model must be finished after this time, e.g. gpt-l=\"2 s\"; may be repeated.")
  Map<String, String> given = new LinkedHashMap<>();

  /** In picoseconds, by model of a scenario. */
  Map<Integer, Long> of(Scenario scenario) {
    Map<Integer, Long> bounds = new TreeMap<>();
    given.forEach(
        (id, time) -> {
          try {
            bounds.put(Values.model(scenario, NAME, id), Quantity.TIME.parseLong(time));
          } catch (UnitException e) {
            throw Values.refused(NAME, id + "=" + time, e.reason(), e.advice());
          }
        });
    return bounds;
  }

  /** What was given, for the record. */
  String text() {
    return given.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
