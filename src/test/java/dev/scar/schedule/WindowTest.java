package dev.scar.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows and their segments. */
class WindowTest {
  @Test
  void segmentsAreOrderedByModelAndFirstLayer() {
    Segment late = new Segment(1, 4, 6, 0);
    Segment early = new Segment(1, 0, 4, 3);
    Segment other = new Segment(0, 0, 2, 1);
    Window window = new Window(List.of(late, early, other));
    assertThat(window.segments()).containsExactly(other, early, late);
    assertThat(window.segmentsOf(1)).containsExactly(early, late);
    assertThat(window.segmentsOf(2)).isEmpty();
  }

  @Test
  void aSegmentHoldsItsFirstLayerAndNotItsEnd() {
    Segment segment = new Segment(0, 2, 5, 0);
    assertThat(segment.layerCount()).isEqualTo(3);
    assertThat(segment.contains(1)).isFalse();
    assertThat(segment.contains(2)).isTrue();
    assertThat(segment.contains(4)).isTrue();
    assertThat(segment.contains(5)).isFalse();
  }

  @Test
  void aSegmentWithoutLayersIsRefused() {
    assertThatThrownBy(() -> new Segment(0, 3, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one layer");
  }

  @Test
  void theMiniBatchOfAWindowStandsOverThatOfTheSchedule() {
    ExecutionPolicy policy = new ExecutionPolicy(WeightPolicy.STREAMED, Map.of("a", 4, "b", 2));
    Window window = new Window(List.of(new Segment(0, 0, 1, 0)), Map.of("a", 1, "c", 3));
    assertThat(window.under(policy))
        .isEqualTo(new ExecutionPolicy(WeightPolicy.STREAMED, Map.of("a", 1, "b", 2, "c", 3)));
    assertThat(new Window(window.segments()).under(policy)).isEqualTo(policy);
  }

  @Test
  void aMiniBatchOfNoSamplesIsRefused() {
    assertThatThrownBy(() -> new Window(List.of(), Map.of("a", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mini-batch of a must be at least 1, not 0");
  }
}
