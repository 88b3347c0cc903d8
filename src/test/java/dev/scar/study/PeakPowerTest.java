package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class PeakPowerTest {
  private static final long MS = 1_000_000_000L;

  @Test
  void aBurstCountsByHowMuchOfItASpanHolds() {
    PeakPower profile = new PeakPower();
    profile.draw(0, 4 * MS, 4e-3); // 1 W
    profile.draw(MS, MS + MS / 2, 3e-3); // 6 W for half a millisecond
    assertThat(profile.watts(MS)).isCloseTo(1 + 3, within(1e-9));
    assertThat(profile.watts(MS / 2)).isCloseTo(1 + 6, within(1e-9));
    assertThat(profile.watts(2 * MS)).isCloseTo(1 + 1.5, within(1e-9));
  }

  @Test
  void aShorterRunRestsAfterwards() {
    PeakPower profile = new PeakPower();
    profile.draw(0, MS / 4, 1e-3);
    assertThat(profile.watts(MS)).isCloseTo(1, within(1e-12));
  }

  @Test
  void twoBurstsFitIntoOneSpan() {
    PeakPower profile = new PeakPower();
    profile.draw(0, MS / 10, 1e-3);
    profile.draw(MS * 8 / 10, MS * 9 / 10, 1e-3);
    profile.draw(MS * 19 / 10, MS * 2, 1.5e-3);
    assertThat(profile.watts(MS)).isCloseTo(2, within(1e-9));
    assertThat(profile.watts(2 * MS)).isCloseTo(3.5 / 2, within(1e-9));
  }

  /** Against spans that begin anywhere. */
  @Test
  void noSpanHasMore() {
    for (int seed = 0; seed < 200; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      PeakPower profile = new PeakPower();
      List<long[]> drawn = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        long from = random.nextInt(50);
        long to = from + 1 + random.nextInt(30);
        profile.draw(from, to, 1e-12 * (to - from) * (1 + i));
        drawn.add(new long[] {from, to, 1 + i});
      }
      double most = 0;
      for (long begin = -20; begin < 80; begin++) {
        double joules = 0;
        for (long[] d : drawn) {
          joules += Math.max(0, Math.min(begin + 17, d[1]) - Math.max(begin, d[0])) * d[2];
        }
        most = Math.max(most, joules / 17);
      }
      assertThat(profile.watts(17)).as("seed %d", seed).isCloseTo(most, within(1e-6));
    }
  }
}
