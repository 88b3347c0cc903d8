package dev.scar.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Units are case-sensitive, since m and M differ, and a small b is a bit: {@code "100 Gb/s"},
 * {@code "100 Gbps"} and {@code "100 Gbit/s"} are 12.5 GB/s.
 */
public enum Quantity {
  /** Picoseconds. */
  TIME(
      "time", "35 ns", "ps", "1", "ns", "1e3", "us", "1e6", "µs", "1e6", "ms", "1e9", "s", "1e12",
      "min", "60e12", "h", "3600e12"),
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
      "kbit/s",
      "0.125e3",
      "Mbit/s",
      "0.125e6",
      "Gbit/s",
      "0.125e9",
      "Tbit/s",
      "0.125e12",
      "kb/s",
      "0.125e3",
      "Mb/s",
      "0.125e6",
      "Gb/s",
      "0.125e9",
      "Tb/s",
      "0.125e12",
      "kbps",
      "0.125e3",
      "Mbps",
      "0.125e6",
      "Gbps",
      "0.125e9",
      "Tbps",
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
      "mJ", "1e-3", "J", "1"),
  /** Watts. */
  POWER("power", "15 mW", "nW", "1e-9", "uW", "1e-6", "µW", "1e-6", "mW", "1e-3", "W", "1");

  private static final Pattern FORM =
      Pattern.compile("\\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]{1,3})?)\\s*(\\S.*?)?\\s*");

  /** Bits, in whatever way they are written; the prefix is theirs. */
  private static final Pattern BITS =
      Pattern.compile("([kKmMgGtT]?)(?:b|(?i:bits?))((?i:/sec|/s|ps|p/s)?)");

  /** Units that numbers are printed in: one for each thousand. */
  private static final Pattern PRINTED =
      Pattern.compile("[pnum]?s|[kMGT]?B(/s)?|[kMG]?Hz|[fpn]?J/bit|[fpnum]?J|[num]?W");

  private static final int LONGEST = 64;

  private final String title;
  private final String example;
  private final Map<String, BigDecimal> units = new LinkedHashMap<>();

  /** Units without the other spellings of the same. */
  private final List<String> shown = new ArrayList<>();

  Quantity(String title, String example, String... unitsAndFactors) {
    this.title = title;
    this.example = example;
    for (int i = 0; i < unitsAndFactors.length; i += 2) {
      BigDecimal factor = new BigDecimal(unitsAndFactors[i + 1]);
      if (!units.containsValue(factor)) {
        shown.add(unitsAndFactors[i]);
      }
      units.put(unitsAndFactors[i], factor);
    }
  }

  /**
   * The value in the base unit as a whole number: picoseconds, bytes, bytes per second or hertz.
   *
   * @throws UnitException if malformed, negative, not whole in the base unit, or too large for a
   *     {@code long}
   */
  public long parseLong(String text) {
    return parseLong(text, example);
  }

  /**
   * As {@link #parseLong(String)}.
   *
   * @param example a well-formed value of the usual size here, from which advice takes its unit
   */
  public long parseLong(String text, String example) {
    BigDecimal value = parse(text, example);
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
   * The value in the base unit as a floating number: joules, joules per bit or watts.
   *
   * @throws UnitException if malformed, negative, or too large for a {@code double}
   */
  public double parseDouble(String text) {
    return parseDouble(text, example);
  }

  /** The same with a value of the usual size here, from which advice takes its unit. */
  public double parseDouble(String text, String example) {
    double value = parse(text, example).doubleValue();
    if (!Double.isFinite(value)) {
      throw new UnitException(shorten(text), "is too large", "Maybe write \"" + example + "\".");
    }
    return value;
  }

  private BigDecimal parse(String text, String example) {
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
          "Maybe write \"" + form.group(1) + example.substring(example.indexOf(' ')) + "\".");
    }
    BigDecimal factor = units.get(unit);
    if (factor == null) {
      throw new UnitException(
          shorten(text),
          "has no known unit",
          suggestion(form.group(1), number, unit)
              .map(written -> "Maybe write \"" + written + "\".")
              .orElse("Units of " + title + ": " + String.join(", ", shown) + "."));
    }
    return number.multiply(factor);
  }

  /** The same with the nearest unit by spelling, if one is near: GBps becomes GB/s, nS ns. */
  private Optional<String> suggestion(String written, BigDecimal number, String unit) {
    Matcher bits = BITS.matcher(unit);
    if (bits.matches() && this == SIZE && bits.group(2).isEmpty()) {
      String bytes = number.divide(BigDecimal.valueOf(8)).stripTrailingZeros().toPlainString();
      String prefix = bits.group(1).replace('m', 'M').replace('g', 'G').replace('t', 'T');
      return Optional.of(bytes + " " + prefix + "B");
    }
    String meant = bits.matches() && this == BANDWIDTH ? bits.group(1) + "bit/s" : unit;
    String folded = fold(meant);
    return units.keySet().stream()
        .filter(known -> fold(known).equals(folded))
        .findFirst()
        .map(known -> written + " " + known);
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
      boolean preferred = PRINTED.matcher(unit.getKey()).matches();
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
