package dev.scar.units;

/**
 * A data rate, and the one place where bytes become picoseconds.
 *
 * <p>{@code T(n) = ceil(n * 10^12 / bytesPerSecond)}, exact at any size ({@code
 * replay-rules.md#rule-1}). The ratio is reduced once, so that the usual rates need one
 * multiplication and one division, or a shift.
 */
public final class Bandwidth implements Comparable<Bandwidth> {
  private static final long PICOSECONDS_PER_SECOND = 1_000_000_000_000L;

  private final long bytesPerSecond;
  private final long numerator;
  private final long denominator;
  private final long exactBelow;

  /** The logarithm of the denominator, or negative if that is no power of two. */
  private final int shift;

  private Bandwidth(long bytesPerSecond) {
    long divisor = gcd(PICOSECONDS_PER_SECOND, bytesPerSecond);
    this.bytesPerSecond = bytesPerSecond;
    this.numerator = PICOSECONDS_PER_SECOND / divisor;
    this.denominator = bytesPerSecond / divisor;
    this.exactBelow = (Long.MAX_VALUE - denominator) / numerator;
    this.shift = Long.bitCount(denominator) == 1 ? Long.numberOfTrailingZeros(denominator) : -1;
  }

  /**
   * A rate of this many bytes per second.
   *
   * @throws IllegalArgumentException unless positive
   */
  public static Bandwidth ofBytesPerSecond(long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("bandwidth must be positive: " + bytesPerSecond);
    }
    return new Bandwidth(bytesPerSecond);
  }

  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /**
   * Time to move so many bytes at this rate, rounded up to a picosecond.
   *
   * @throws ArithmeticException if the time does not fit a {@code long} (about 106 days)
   */
  public long transferPs(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("negative size: " + sizeBytes);
    }
    if (sizeBytes <= exactBelow) {
      long dividend = sizeBytes * numerator + denominator - 1;
      return shift >= 0 ? dividend >>> shift : dividend / denominator;
    }
    return Picoseconds.of(sizeBytes, bytesPerSecond);
  }

  /** Whether the time of so many bytes is a whole number of picoseconds without being rounded. */
  public boolean isExact(long sizeBytes) {
    return sizeBytes % denominator == 0;
  }

  /**
   * Time of the bytes [from, to) of a transfer, {@code T(to) - T(from)}: the parts of a transfer
   * add up to the whole.
   */
  public long spanPs(long fromByte, long toByte) {
    return transferPs(toByte) - transferPs(fromByte);
  }

  public boolean fasterThan(Bandwidth other) {
    return bytesPerSecond > other.bytesPerSecond;
  }

  /** The slower of the two. */
  public Bandwidth min(Bandwidth other) {
    return other.bytesPerSecond < bytesPerSecond ? other : this;
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Long.compare(bytesPerSecond, other.bytesPerSecond);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bandwidth that && that.bytesPerSecond == bytesPerSecond;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bytesPerSecond);
  }

  @Override
  public String toString() {
    return Quantity.BANDWIDTH.format(bytesPerSecond);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
