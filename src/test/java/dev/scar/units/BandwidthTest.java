package dev.scar.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes, or anything else, to picoseconds. */
class BandwidthTest {
  private static final BigDecimal PER_SECOND = new BigDecimal("1e12");

  private static long exact(long count, long perSecond) {
    return new BigDecimal(count)
        .multiply(PER_SECOND)
        .divide(new BigDecimal(perSecond), 0, RoundingMode.CEILING)
        .longValueExact();
  }

  @Test
  void timesAreExactAndRoundedUp() {
    Bandwidth dram = Bandwidth.ofBytesPerSecond(64_000_000_000L);
    assertThat(dram.transferPs(64)).isEqualTo(1000);
    assertThat(dram.transferPs(1)).as("15.625").isEqualTo(16);
    assertThat(dram.transferPs(0)).isZero();
    assertThat(dram.spanPs(1, 2)).as("31.25 less 15.625, each rounded").isEqualTo(16);
    assertThat(Bandwidth.ofBytesPerSecond(1).transferPs(9_000_000))
        .isEqualTo(9_000_000_000_000_000_000L);
    assertThatThrownBy(() -> Bandwidth.ofBytesPerSecond(1).transferPs(9_300_000))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void everySizeAndRateIsExact() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      long perSecond = 1 + (random.nextLong() >>> (1 + random.nextInt(40)));
      long count = random.nextLong() >>> (20 + random.nextInt(43));
      if (new BigDecimal(count)
              .multiply(PER_SECOND)
              .divide(new BigDecimal(perSecond), RoundingMode.UP)
              .compareTo(new BigDecimal(Long.MAX_VALUE))
          < 0) {
        long expected = exact(count, perSecond);
        assertThat(Bandwidth.ofBytesPerSecond(perSecond).transferPs(count))
            .as("seed %d", seed)
            .isEqualTo(expected);
        assertThat(Picoseconds.of(count, perSecond)).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsNoRateIsRefused() {
    assertThatThrownBy(() -> Bandwidth.ofBytesPerSecond(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bandwidth.ofBytesPerSecond(5).transferPs(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picoseconds.of(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picoseconds.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
