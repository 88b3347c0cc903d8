package dev.scar.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of quantity that files may contain, each with the units it is written in.
 *
 * <p>A value is a decimal number, optional white space and a unit: {@code "35 ns"}, {@code "64
 * GB/s"}, {@code "10 MiB"}, {@code "2.04 pJ/bit"}, {@code "500 MHz"}. GB is 10^9 bytes, GiB 2^30.
 * Units are case-sensitive, since m and M differ.
 */
public enum Quantity {
  /** Picoseconds. */
  TIME("time", "35 ns", "ps", "1", "ns", "1e3", "us", "1e6", "µs", "1e6", "ms", "1e9", "s", "1e12"),
  /** Bytes. */
  SIZE(
      "size",
      "10 MiB",
      "B",
      "1",
      "kB",
      "1e3",
      "KB",
      "1e3",
      "MB",
      "1e6",
      "GB",
      "1e9",
      "TB",
      "1e12",
      "KiB",
      "1024",
      "MiB",
      "1048576",
      "GiB",
      "1073741824",
      "TiB",
      "1099511627776"),
  /** Bytes per second. */
  BANDWIDTH(
      "bandwidth",
      "64 GB/s",
      "B/s",
      "1",
      "kB/s",
      "1e3",
      "KB/s",
      "1e3",
      "MB/s",
      "1e6",
      "GB/s",
      "1e9",
      "TB/s",
      "1e12",
      "KiB/s",
      "1024",
      "MiB/s",
      "1048576",
      "GiB/s",
      "1073741824",
      "Gbit/s",
      "0.125e9",
      "Tbit/s",
      "0.125e12"),
  /** Hertz. */
  FREQUENCY("frequency", "500 MHz", "Hz", "1", "kHz", "1e3", "MHz", "1e6", "GHz", "1e9"),
  /** Joules per bit moved. */
  ENERGY_PER_BIT(
      "energy per bit",
      "2.04 pJ/bit",
      "fJ/bit",
      "1e-15",
      "pJ/bit",
      "1e-12",
      "nJ/bit",
      "1e-9",
      "J/bit",
      "1"),
  /** Joules. */
  ENERGY(
      "energy", "0.23 pJ", "fJ", "1e-15", "pJ", "1e-12", "nJ", "1e-9", "uJ", "1e-6", "µJ", "1e-6",
      "mJ", "1e-3", "J", "1");

  private static final Pattern FORM =
      Pattern.compile("\\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]{1,3})?)\\s*(\\S.*?)?\\s*");
  private static final int LONGEST = 64;

  private final String title;
  private final String example;
  private final Map<String, BigDecimal> units = new LinkedHashMap<>();

  Quantity(String title, String example, String... unitsAndFactors) {
    this.title = title;
    this.example = example;
    for (int i = 0; i < unitsAndFactors.length; i += 2) {
      units.put(unitsAndFactors[i], new BigDecimal(unitsAndFactors[i + 1]));
    }
  }

  /** What it is called in messages. */
  public String title() {
    return title;
  }

  /** A well-formed value. */
  public String example() {
    return example;
  }

  /**
   * The value in the base unit as a whole number: picoseconds, bytes, bytes per second or hertz.
   *
   * @throws UnitException if malformed, negative, not whole in the base unit, or too large for a
   *     {@code long}
   */
  public long parseLong(String text) {
    BigDecimal value = parse(text);
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      String why =
          value.precision() - value.scale() > 18
              ? "is too large"
              : "is not a whole number of " + baseUnit();
      throw new UnitException(shorten(text), why, "Maybe write \"" + example + "\".", e);
    }
  }

  /**
   * The value in the base unit as a floating number: joules or joules per bit.
   *
   * @throws UnitException if malformed or negative
   */
  public double parseDouble(String text) {
    return parse(text).doubleValue();
  }

  private BigDecimal parse(String text) {
    Matcher form = FORM.matcher(text.length() > LONGEST ? "" : text);
    if (!form.matches()) {
      throw new UnitException(
          shorten(text), "is not a " + title, "Maybe write \"" + example + "\".");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(form.group(1));
    } catch (NumberFormatException e) {
      throw new UnitException(
          shorten(text), "is not a number with a unit", "Maybe write \"" + example + "\".", e);
    }
    if (number.signum() < 0) {
      throw new UnitException(shorten(text), "is negative", "Maybe write \"" + example + "\".");
    }
    String unit = form.group(2);
    if (unit == null) {
      throw new UnitException(
          shorten(text),
          "has no unit",
          "Maybe write \"" + form.group(1) + " " + exampleUnit() + "\".");
    }
    BigDecimal factor = units.get(unit);
    if (factor == null) {
      throw new UnitException(
          shorten(text),
          "has no known unit",
          suggestUnit(unit)
              .map(u -> "Maybe write \"" + form.group(1) + " " + u + "\".")
              .orElse("Units of " + title + ": " + String.join(", ", units.keySet()) + "."));
    }
    return number.multiply(factor);
  }

  /** The nearest unit by spelling, if one is near: GBps to GB/s, nS to ns. */
  private Optional<String> suggestUnit(String unit) {
    String folded = fold(unit);
    for (String known : units.keySet()) {
      if (fold(known).equals(folded)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private static String fold(String unit) {
    return unit.toLowerCase(Locale.ROOT)
        .replace("per", "")
        .replace("p/", "")
        .replaceAll("[^a-zµ]", "")
        .replaceAll("(?<=b)p(?=s)", "")
        .replace("sec", "s")
        .replace("byte", "b");
  }

  private String baseUnit() {
    return units.keySet().iterator().next();
  }

  private String exampleUnit() {
    return example.substring(example.indexOf(' ') + 1);
  }

  private static String shorten(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /**
   * The value with the largest unit that keeps it at or above one, to four significant digits;
   * exact where it is short.
   */
  public String format(double base) {
    String best = baseUnit();
    for (Map.Entry<String, BigDecimal> unit : units.entrySet()) {
      boolean decimal = !unit.getKey().contains("i") || unit.getKey().contains("bit");
      boolean preferred =
          decimal
              && !unit.getKey().startsWith("µ")
              && !unit.getKey().startsWith("KB")
              && !unit.getKey().startsWith("Gbit")
              && !unit.getKey().startsWith("Tbit");
      boolean fits = Math.abs(base) >= unit.getValue().doubleValue();
      if (preferred && fits && unit.getValue().compareTo(units.get(best)) > 0) {
        best = unit.getKey();
      }
    }
    if (base == 0 || !Double.isFinite(base)) {
      return base + " " + best;
    }
    BigDecimal scaled = new BigDecimal(base).divide(units.get(best), MathContext.DECIMAL64);
    int integerDigits = Math.max(0, scaled.precision() - scaled.scale());
    BigDecimal rounded = scaled.setScale(Math.max(0, 4 - integerDigits), RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString() + " " + best;
  }
}
