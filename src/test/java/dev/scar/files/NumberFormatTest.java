package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Digits that do not depend on the version of Java. */
class NumberFormatTest {
  @Test
  void digitsAreTheFewest() {
    assertThat(NumberFormat.shortest(2e23)).isEqualTo("2.0E23");
    assertThat(NumberFormat.shortest(8.41e21)).isEqualTo("8.41E21");
    assertThat(NumberFormat.shortest(2.2e-322)).isEqualTo("2.2E-322");
    assertThat(NumberFormat.shortest(0.1 + 0.2)).isEqualTo("0.30000000000000004");
  }

  @Test
  void digitsAreReadBackAndNeverMoreThanJavas() {
    for (long seed = 0; seed < 2000; seed++) {
      double value = Double.longBitsToDouble(new Random(seed).nextLong());
      if (Double.isFinite(value)) {
        String text = NumberFormat.shortest(value);
        assertThat(Double.parseDouble(text)).as("seed %d", seed).isEqualTo(value);
        assertThat(text).as("seed %d", seed).hasSizeLessThanOrEqualTo(("" + value).length());
      }
    }
  }

  @Test
  void patternsRoundTheNumberThatIsWritten() {
    assertThat(NumberFormat.format("%.2f", 1.005)).isEqualTo("1.01");
    assertThat(NumberFormat.format("%.4g", 1.0 / 3)).isEqualTo("0.3333");
    assertThat(NumberFormat.format("%.1f %%", -2.25)).isEqualTo("-2.3 %");
    assertThat(NumberFormat.format("%.1f", Double.NaN)).isEqualTo("NaN");
  }
}
