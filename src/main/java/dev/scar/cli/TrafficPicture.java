package dev.scar.cli;

import dev.scar.report.LineChart;
import dev.scar.traffic.TrafficResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Latency against load, drawn. */
final class TrafficPicture {
  private TrafficPicture() {}

  /** Draws the loads that are stable. */
  static String svg(String title, List<TrafficResult> results) {
    return LineChart.linear(
        title,
        "offered load, flits per terminal and cycle",
        "latency, cycles",
        List.of(
            line("mean", results, TrafficResult::avgPacketLatency),
            line("99 %", results, TrafficResult::p99)));
  }

  private static LineChart.Line line(
      String name, List<TrafficResult> results, ToDoubleFunction<TrafficResult> latency) {
    return new LineChart.Line(
        name,
        results.stream()
            .filter(TrafficResult::stable)
            .map(r -> new LineChart.Place(r.offeredLoad(), latency.applyAsDouble(r)))
            .toList());
  }
}
