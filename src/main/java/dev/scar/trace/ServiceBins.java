package dev.scar.trace;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * What a link, an ejection port or a DRAM did over time: how long it was busy, and for how long
 * transfers waited for it, in bins of equal width. There are {@value #BINS}; whenever time goes
 * beyond the last, they become twice as wide, so memory stays the same however long a replay is.
 *
 * <p>The resource adds every packet that it serves, and {@link #finish} comes before reading. So a
 * bin is never busy for longer than its width and all bins together add up to the busy time of the
 * replay exactly. <b>Cost:</b> O(1) per packet, and next to nothing for one that follows another
 * without a gap.
 */
public final class ServiceBins {
  /** How many bins there are. */
  public static final int BINS = 256;

  private static final int NARROWEST = 10;

  private final long[] busyPs = new long[BINS];
  private final long[] waitingPs = new long[BINS];
  private int widthBits = NARROWEST;
  private long busyFromPs;
  private long busyToPs;

  /** The resource is busy during [from, to), not while it was said to be before. */
  public void busy(long fromPs, long toPs) {
    if (fromPs != busyToPs) {
      add(busyPs, busyFromPs, busyToPs);
      busyFromPs = fromPs;
    }
    busyToPs = toPs;
  }

  /**
   * The resource is busy now and then during [from, to), in any order with other times.
   *
   * @param busyBefore how much of that lies before a time
   */
  public void busy(long fromPs, long toPs, LongUnaryOperator busyBefore) {
    if (toPs <= fromPs) {
      return;
    }
    cover(toPs);
    long counted = 0;
    for (long bin = fromPs >>> widthBits; bin <= (toPs - 1) >>> widthBits; bin++) {
      long until = busyBefore.applyAsLong(Math.min(toPs, (bin + 1) << widthBits));
      busyPs[(int) bin] += until - counted;
      counted = until;
    }
  }

  /** A transfer waits for the resource during [from, to). */
  public void waiting(long fromPs, long toPs) {
    add(waitingPs, fromPs, toPs);
  }

  private void add(long[] bins, long fromPs, long toPs) {
    if (toPs <= fromPs) {
      return;
    }
    cover(toPs);
    int first = (int) (fromPs >>> widthBits);
    int last = (int) ((toPs - 1) >>> widthBits);
    if (first == last) {
      bins[first] += toPs - fromPs;
      return;
    }
    bins[first] += ((first + 1L) << widthBits) - fromPs;
    for (int bin = first + 1; bin < last; bin++) {
      bins[bin] += widthPs();
    }
    bins[last] += toPs - ((long) last << widthBits);
  }

  /** The resource is busy again, so many times, each a period later than the one before. */
  public void busyAgain(long fromPs, long toPs, long periodPs, long times) {
    again(busyPs, fromPs, toPs, periodPs, times);
  }

  /** A transfer waits again, so many times, each a period later than the one before. */
  public void waitingAgain(long fromPs, long toPs, long periodPs, long times) {
    again(waitingPs, fromPs, toPs, periodPs, times);
  }

  private void again(long[] bins, long fromPs, long toPs, long periodPs, long times) {
    if (toPs <= fromPs) {
      return;
    }
    long endPs = toPs + times * periodPs;
    cover(endPs);
    long counted = 0;
    for (long bin = (fromPs + periodPs) >>> widthBits; bin <= (endPs - 1) >>> widthBits; bin++) {
      long binEnd = (bin + 1) << widthBits;
      long until =
          sincePeriods(binEnd - fromPs, periodPs, times)
              - sincePeriods(binEnd - toPs, periodPs, times);
      bins[(int) bin] += until - counted;
      counted = until;
    }
  }

  /** Sum of (time − i · period) for i from 1 to times, where that is positive; modulo 2^64. */
  private static long sincePeriods(long timePs, long periodPs, long times) {
    long n = Math.max(0, Math.min(times, timePs / periodPs));
    return n * timePs - (n % 2 == 0 ? n / 2 * (n + 1) : (n + 1) / 2 * n) * periodPs;
  }

  /** Nothing more happens; the bins become wide enough for this time. */
  public void finish(long endPs) {
    add(busyPs, busyFromPs, busyToPs);
    busyFromPs = busyToPs;
    cover(endPs);
  }

  private void cover(long endPs) {
    while (Math.max(0, endPs - 1) >>> widthBits >= BINS) {
      widthBits++;
      halve(busyPs);
      halve(waitingPs);
    }
  }

  private static void halve(long[] bins) {
    for (int i = 0; i < BINS / 2; i++) {
      bins[i] = bins[2 * i] + bins[2 * i + 1];
    }
    Arrays.fill(bins, BINS / 2, BINS, 0);
  }

  /** Width of a bin: 1024 ps, or that doubled so many times. */
  public long widthPs() {
    return 1L << widthBits;
  }

  /** How long it was busy in a bin; at most the width. */
  public long busyPs(int bin) {
    return busyPs[bin];
  }

  /**
   * How long transfers waited for it in a bin, summed over the transfers: those whose next packet
   * is there and of which none is being served. By the width it is the average length of the queue.
   */
  public long waitingPs(int bin) {
    return waitingPs[bin];
  }
}
