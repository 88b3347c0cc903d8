package dev.scar.schedule;

import java.util.Comparator;
import java.util.List;

/**
 * A time window: segments that run at the same time, ordered by model and first layer (Definition
 * 4).
 */
public record Window(List<Segment> segments) {
  public Window {
    segments =
        segments.stream()
            .sorted(Comparator.comparingInt(Segment::model).thenComparingInt(Segment::firstLayer))
            .toList();
  }

  /** The segments of one model, in layer order. */
  public List<Segment> segmentsOf(int model) {
    return segments.stream().filter(s -> s.model() == model).toList();
  }
}
