package dev.scar.report;

import dev.scar.files.NumberFormat;
import dev.scar.units.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;

/**
 * One number of a report, as files hold it and as people read it.
 *
 * @param section which table: {@code window}, {@code model}, {@code link}, …
 * @param name which row: {@code W0}, {@code u-net}, {@code link 3>4}, …
 * @param what which column, with its unit: {@code busy_ps}, {@code bytes}, {@code energy_j}
 */
public record Figure(String section, String name, String what, BigDecimal value, Unit unit) {
  private static final MathContext SHOWN = new MathContext(4);

  /** How a value is shown. */
  public enum Unit {
    TIME,
    SIZE,
    COUNT,
    ENERGY,
    SHARE,
    NUMBER
  }

  /** A whole number. */
  public static Figure of(String section, String name, String what, long value, Unit unit) {
    return new Figure(section, name, what, BigDecimal.valueOf(value), unit);
  }

  /** Any whole number. */
  public static Figure of(String section, String name, String what, BigInteger value, Unit unit) {
    return new Figure(section, name, what, new BigDecimal(value), unit);
  }

  /** Any finite number. */
  public static Figure of(String section, String name, String what, double value, Unit unit) {
    return new Figure(section, name, what, NumberFormat.exactly(value), unit);
  }

  /** Where it stands, for finding the same figure of another run. */
  public Key key() {
    return new Key(section, name, what);
  }

  /** Where a figure stands. */
  public record Key(String section, String name, String what) {}

  /** With a unit of a readable size. */
  public String shown() {
    return show(value, unit);
  }

  /** A value in this unit. */
  public static String show(BigDecimal value, Unit unit) {
    String sign = value.signum() < 0 ? "-" : "";
    BigDecimal size = value.abs();
    return sign
        + switch (unit) {
          case TIME -> Quantity.TIME.format(size.doubleValue());
          case SIZE -> Quantity.SIZE.format(size.doubleValue());
          case COUNT -> String.format(Locale.ROOT, "%,d", size.toBigInteger());
          case ENERGY -> Quantity.ENERGY.format(size.doubleValue());
          case SHARE -> Column.percent(size.doubleValue());
          case NUMBER -> size.round(SHOWN).stripTrailingZeros().toPlainString();
        };
  }
}
