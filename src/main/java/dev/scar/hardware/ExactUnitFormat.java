package dev.scar.hardware;

import dev.scar.files.NumberFormat;
import java.math.BigDecimal;

/** Writes quantities so that reading them gives the very same value. */
final class ExactUnitFormat {
  private static final int LONGEST_PLAIN = 24;

  private ExactUnitFormat() {}

  static String bandwidth(long bytesPerSecond) {
    return largest(bytesPerSecond, "B/s", "kB/s", "MB/s", "GB/s", "TB/s");
  }

  static String frequency(long hertz) {
    return largest(hertz, "Hz", "kHz", "MHz", "GHz");
  }

  static String time(long picoseconds) {
    return largest(picoseconds, "ps", "ns", "us", "ms");
  }

  static String size(long bytes) {
    long mebi = 1L << 20;
    return bytes % mebi == 0 ? bytes / mebi + " MiB" : bytes + " B";
  }

  /** In picojoule, with a suffix such as {@code /bit}. */
  static String energy(double joule, String per) {
    BigDecimal pico = NumberFormat.exactly(joule).movePointRight(12);
    BigDecimal shortest = pico.signum() == 0 ? BigDecimal.ZERO : pico.stripTrailingZeros();
    String plain = shortest.toPlainString();
    return (plain.length() > LONGEST_PLAIN ? shortest.toString() : plain) + " pJ" + per;
  }

  /** In watts. */
  static String power(double watts) {
    return NumberFormat.exactly(watts).stripTrailingZeros().toPlainString() + " W";
  }

  /** The largest of units a thousand apart in which the value is whole. */
  private static String largest(long value, String... units) {
    long left = value;
    int unit = 0;
    while (unit + 1 < units.length && left != 0 && left % 1000 == 0) {
      left /= 1000;
      unit++;
    }
    return left + " " + units[unit];
  }
}
