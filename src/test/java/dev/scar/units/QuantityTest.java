package dev.scar.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "100 Gbit/s, 12500000000",
    "100 Gbps, 12500000000",
    "2 Gb/s, 250000000",
    "8 Mbit/s, 1000000",
    "8 Mbps, 1000000",
    "8 kb/s, 1000",
    "1 Tb/s, 125000000000",
    "2 GB/s, 2000000000",
    "1.5 GiB/s, 1610612736"
  })
  void aSmallBIsABit(String text, long bytesPerSecond) {
    assertThat(Quantity.BANDWIDTH.parseLong(text)).isEqualTo(bytesPerSecond);
  }

  @ParameterizedTest
  @CsvSource({
    "BANDWIDTH, 64 GBps, 64 GB/s",
    "BANDWIDTH, 100 gbps, 100 Gbit/s",
    "BANDWIDTH, 100 Gbits/sec, 100 Gbit/s",
    "BANDWIDTH, 3 mb/s, 3 Mbit/s",
    "BANDWIDTH, 3 gB/s, 3 GB/s",
    "SIZE, 80 Mb, 10 MB",
    "SIZE, 3 Mbit, 0.375 MB",
    "SIZE, 16 gb, 2 GB",
    "SIZE, 10 mib, 10 MiB",
    "TIME, 3 nS, 3 ns",
    "TIME, 3 minutes, ''",
    "SIZE, 3 Gb/s, ''"
  })
  void adviceKeepsWhatWasMeant(Quantity quantity, String text, String advised) {
    assertThatThrownBy(() -> quantity.parseLong(text))
        .isInstanceOfSatisfying(
            UnitException.class,
            e ->
                assertThat(e.advice())
                    .startsWith(
                        advised.isEmpty() ? "Units of " : "Maybe write \"" + advised + "\"."));
  }

  @Test
  void minutesAndHoursAreReadAndNeverPrinted() {
    assertThat(Quantity.TIME.parseLong("3 min")).isEqualTo(180_000_000_000_000L);
    assertThat(Quantity.TIME.parseLong("2 h")).isEqualTo(7_200_000_000_000_000L);
    assertThat(Quantity.TIME.format(7.2e15)).isEqualTo("7200 s");
    assertThat(Quantity.BANDWIDTH.format(12.5e9)).isEqualTo("12.5 GB/s");
    assertThat(Quantity.SIZE.format(1 << 20)).isEqualTo("1.049 MB");
    assertThat(Quantity.ENERGY.format(1e-15)).isEqualTo("1 fJ");
    assertThat(Quantity.ENERGY_PER_BIT.format(2.04e-12)).isEqualTo("2.04 pJ/bit");
    assertThat(Quantity.FREQUENCY.format(5e8)).isEqualTo("500 MHz");
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Quantity.ENERGY.parseDouble("1e400 J"))
        .hasMessage("(1e400 J) is too large");
    assertThatThrownBy(() -> Quantity.TIME.parseLong("1e20 s")).hasMessage("(1e20 s) is too large");
    assertThatThrownBy(() -> Quantity.TIME.parseLong("0.5 ps"))
        .hasMessage("(0.5 ps) is not a whole number of ps");
    assertThatThrownBy(() -> Quantity.TIME.parseLong("5", "60 s"))
        .isInstanceOfSatisfying(
            UnitException.class, e -> assertThat(e.advice()).isEqualTo("Maybe write \"5 s\"."));
  }
}
