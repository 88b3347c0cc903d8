package dev.scar.files;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Floating-point numbers as text, the same on every version of Java: {@code Double.toString}, and
 * with it {@code String.format} and {@code BigDecimal.valueOf}, chose other digits before Java 19.
 */
public final class NumberFormat {
  private NumberFormat() {}

  /** The fewest digits that are read back as the same number. */
  public static String shortest(double value) {
    return NumberOutput.toString(value, true);
  }

  /** The number that {@link #shortest} writes. The value is finite. */
  public static BigDecimal exactly(double value) {
    return new BigDecimal(shortest(value));
  }

  /** By a pattern of {@link String#format}, such as {@code %.4g} or {@code %,.0f}. */
  public static String format(String pattern, double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, pattern, exactly(value))
        : String.format(Locale.ROOT, pattern, value);
  }
}
