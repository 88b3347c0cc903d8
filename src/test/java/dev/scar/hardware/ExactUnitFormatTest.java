package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactUnitFormatTest {
  @Test
  void theLargestUnitInWhichTheValueIsWhole() {
    assertThat(ExactUnitFormat.bandwidth(0)).isEqualTo("0 B/s");
    assertThat(ExactUnitFormat.bandwidth(999)).isEqualTo("999 B/s");
    assertThat(ExactUnitFormat.bandwidth(1_000)).isEqualTo("1 kB/s");
    assertThat(ExactUnitFormat.bandwidth(1_500)).isEqualTo("1500 B/s");
    assertThat(ExactUnitFormat.bandwidth(12_500_000_000L)).isEqualTo("12500 MB/s");
    assertThat(ExactUnitFormat.bandwidth(1_000_000_000_000_000L)).isEqualTo("1000 TB/s");
    assertThat(ExactUnitFormat.frequency(500_000_000)).isEqualTo("500 MHz");
    assertThat(ExactUnitFormat.time(35_000)).isEqualTo("35 ns");
    assertThat(ExactUnitFormat.time(2_000_000_000_000L)).isEqualTo("2000 ms");
  }

  @Test
  void wholeMebibytesOrBytes() {
    assertThat(ExactUnitFormat.size(10_485_760)).isEqualTo("10 MiB");
    assertThat(ExactUnitFormat.size(1_048_577)).isEqualTo("1048577 B");
  }

  @Test
  void energyIsPlainUpTo24Characters() {
    assertThat(ExactUnitFormat.energy(2.04e-12, "/bit")).isEqualTo("2.04 pJ/bit");
    assertThat(ExactUnitFormat.energy(2e-10, "")).isEqualTo("200 pJ");
    assertThat(ExactUnitFormat.energy(0, "")).isEqualTo("0 pJ");
    assertThat(ExactUnitFormat.energy(1e-34, "")).isEqualTo("0.0000000000000000000001 pJ");
    assertThat(ExactUnitFormat.energy(1e-35, "")).isEqualTo("1E-23 pJ");
  }

  @Test
  void powerInWatts() {
    assertThat(ExactUnitFormat.power(0.017)).isEqualTo("0.017 W");
    assertThat(ExactUnitFormat.power(100)).isEqualTo("100 W");
  }
}
