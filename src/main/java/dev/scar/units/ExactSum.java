package dev.scar.units;

import java.math.BigInteger;

/**
 * A sum of longs that cannot overflow: 128 bits, enough for 2^64 summands of any size. For sums
 * over many transfers, such as waits, each of which fits while the sum need not.
 */
public final class ExactSum {
  private long high;
  private long low;

  /** Adds one more. */
  public void add(long summand) {
    long sum = low + summand;
    if (((low ^ sum) & (summand ^ sum)) < 0) {
      high += summand < 0 ? -1 : 1;
    }
    low = sum;
  }

  /** Adds another sum. */
  public void add(ExactSum other) {
    add(other.low);
    high += other.high;
  }

  /** The sum. */
  public BigInteger value() {
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(BigInteger.valueOf(low));
  }
}
