package dev.scar.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.units.Bandwidth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of merged loads, by hand. */
class FlowTest {
  private static final Path PATH =
      Path.of(
          List.of(
              new Resource(
                  0,
                  Resource.Kind.INJECTION,
                  0,
                  "injection 0",
                  Bandwidth.ofBytesPerSecond(100_000_000_000L))),
          List.of(0L));

  private static Flow load(long bytesPerSample, long weights, boolean everyTime) {
    return new Flow(0, Flow.Kind.LOAD, 0, 0, -1, PATH, bytesPerSample, weights, everyTime);
  }

  @Test
  void residentWeightsComeWithTheFirstMiniBatchOnly() {
    Flow load = load(10, 1000, false);
    assertThat(load.sizeBytes(0, 4)).isEqualTo(1040);
    assertThat(load.sizeBytes(1, 4)).isEqualTo(40);
    assertThat(load.sizeBytes(2, 1)).isEqualTo(10);
  }

  @Test
  void streamedWeightsComeWithEveryMiniBatch() {
    Flow load = load(10, 1000, true);
    assertThat(load.sizeBytes(0, 4)).isEqualTo(1040);
    assertThat(load.sizeBytes(1, 4)).isEqualTo(1040);
  }

  @Test
  void aSizeBeyondALongIsRefused() {
    assertThatThrownBy(() -> load(Long.MAX_VALUE, 1, true).sizeBytes(0, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}
