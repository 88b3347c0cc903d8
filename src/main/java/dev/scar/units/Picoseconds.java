package dev.scar.units;

import java.math.BigInteger;

/** How long so many of something take at so many in a second. */
public final class Picoseconds {
  private static final long PER_SECOND = 1_000_000_000_000L;

  private Picoseconds() {}

  /**
   * {@code ceil(count * 10^12 / perSecond)}, exact.
   *
   * @throws ArithmeticException if the time does not fit a {@code long} (about 106 days)
   */
  public static long of(long count, long perSecond) {
    if (count < 0 || perSecond <= 0) {
      throw new IllegalArgumentException(count + " at " + perSecond + " in a second");
    }
    BigInteger[] whole =
        BigInteger.valueOf(count)
            .multiply(BigInteger.valueOf(PER_SECOND))
            .divideAndRemainder(BigInteger.valueOf(perSecond));
    return Math.addExact(whole[0].longValueExact(), (long) whole[1].signum());
  }
}
