package dev.scar.traffic.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is found without branches is what branches find. */
class BitsTest {
  @Test
  void numbersAreToldApart() {
    assertThat(Bits.isZero(0)).isEqualTo(1);
    assertThat(Bits.isZero(1)).isZero();
    assertThat(Bits.isZero(Integer.MAX_VALUE)).isZero();
    assertThat(Bits.isNegative(-1)).isEqualTo(1);
    assertThat(Bits.isNegative(Integer.MIN_VALUE)).isEqualTo(1);
    assertThat(Bits.isNegative(0)).isZero();
    assertThat(Bits.isAny(0)).isZero();
    assertThat(Bits.isAny(1)).isEqualTo(1);
    assertThat(Bits.isAny(Long.MIN_VALUE)).isEqualTo(1);
    assertThat(Bits.isAny(-1)).isEqualTo(1);
  }

  @Test
  void othersAreTakenForNone() {
    assertThat(Bits.orElse(0b0110, 0b1111)).isEqualTo(0b0110);
    assertThat(Bits.orElse(0, 0b1111)).isEqualTo(0b1111);
    assertThat(Bits.orElse(Long.MIN_VALUE, 1)).isEqualTo(Long.MIN_VALUE);
    assertThat(Bits.orElse(0, 0)).isZero();
  }

  /** Of 3, 5 and 40: from 4 on it is 5, from 41 on it is 3 again. */
  @Test
  void theNextBitIsFoundRoundTheEnd() {
    long bits = 1L << 3 | 1L << 5 | 1L << 40;
    assertThat(Bits.next(bits, 0)).isEqualTo(3);
    assertThat(Bits.next(bits, 3)).isEqualTo(3);
    assertThat(Bits.next(bits, 4)).isEqualTo(5);
    assertThat(Bits.next(bits, 40)).isEqualTo(40);
    assertThat(Bits.next(bits, 41)).isEqualTo(3);
    assertThat(Bits.next(bits, 64)).isEqualTo(3);
    assertThat(Bits.next(Long.MIN_VALUE, 7)).isEqualTo(63);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long some = 1L << i % 64;
      for (int bit = 0; bit < 6; bit++) {
        some |= 1L << random.nextInt(64);
      }
      int from = random.nextInt(65);
      int next = from % 64;
      while ((some >>> next & 1) == 0) {
        next = (next + 1) % 64;
      }
      assertThat(Bits.next(some, from)).as("%x from %d", some, from).isEqualTo(next);
    }
  }
}
