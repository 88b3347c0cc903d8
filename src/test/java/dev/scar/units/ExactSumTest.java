package dev.scar.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums beyond a long, against BigInteger. */
class ExactSumTest {
  @Test
  void addsAsBigIntegersDo() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ExactSum sum = new ExactSum();
      ExactSum other = new ExactSum();
      BigInteger expected = BigInteger.ZERO;
      for (int i = 0; i < 50; i++) {
        long summand =
            switch (random.nextInt(4)) {
              case 0 -> Long.MAX_VALUE - random.nextInt(3);
              case 1 -> Long.MIN_VALUE + random.nextInt(3);
              case 2 -> random.nextLong();
              default -> random.nextInt(100) - 50;
            };
        (random.nextBoolean() ? sum : other).add(summand);
        expected = expected.add(BigInteger.valueOf(summand));
      }
      sum.add(other);
      assertThat(sum.value()).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
