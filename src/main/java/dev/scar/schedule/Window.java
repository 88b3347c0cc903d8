package dev.scar.schedule;

import dev.scar.workload.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A time window: segments that run at the same time, ordered by model and first layer (Definition
 * 4).
 *
 * @param miniBatch samples per mini-batch in this window by model id; models not named get what the
 *     schedule's policy says
 */
public record Window(List<Segment> segments, Map<String, Integer> miniBatch) {
  public Window {
    segments =
        segments.stream()
            .sorted(Comparator.comparingInt(Segment::model).thenComparingInt(Segment::firstLayer))
            .toList();
    miniBatch = ExecutionPolicy.checked(miniBatch);
  }

  /** A window whose mini-batches are the schedule's. */
  public Window(List<Segment> segments) {
    this(segments, Map.of());
  }

  /** A window of these segments, whose mini-batches are the schedule's. */
  public static Window of(Segment... segments) {
    return new Window(List.of(segments));
  }

  /** How its segments are executed in a schedule of this policy. */
  public ExecutionPolicy under(ExecutionPolicy policy) {
    if (miniBatch.isEmpty()) {
      return policy;
    }
    Map<String, Integer> chosen = new TreeMap<>(policy.miniBatch());
    chosen.putAll(miniBatch);
    return policy.withMiniBatch(chosen);
  }

  /** Whether some chiplet has several segments, one after another. */
  public boolean sharesChiplets() {
    return segments.stream().mapToInt(Segment::chiplet).distinct().count() < segments.size();
  }

  /** Whether segments wait for each other, for their turns and for tensors of these models. */
  public boolean waitsForItself(Scenario scenario) {
    return sharesChiplets() && !WaitCycles.of(scenario, this).isEmpty();
  }

  /** The segments of one chiplet, in order. */
  public List<Segment> segmentsOn(int chiplet) {
    return segments.stream()
        .filter(s -> s.chiplet() == chiplet)
        .sorted(Comparator.comparingInt(Segment::order))
        .toList();
  }

  /** Of each chiplet that has segments its segments in their order. */
  public List<List<Segment>> turns() {
    return segments.stream().map(Segment::chiplet).distinct().map(this::segmentsOn).toList();
  }

  /** The segments of one model, in layer order. */
  public List<Segment> segmentsOf(int model) {
    return segments.stream().filter(s -> s.model() == model).toList();
  }
}
