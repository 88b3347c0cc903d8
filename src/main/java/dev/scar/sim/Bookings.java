package dev.scar.sim;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom a resource has served lately and will serve next, as far as booked: what a packet that waits
 * is told it waited behind.
 *
 * <p>Bookings follow each other in time and do not overlap; those of one transfer without a gap
 * between them are one.
 */
final class Bookings {
  private static final int FIRST_CAPACITY = 4;
  private static final int START = 0;
  private static final int END = 1;

  private @Nullable Culprit[] served = new Culprit[FIRST_CAPACITY];
  private int[] miniBatches = new int[FIRST_CAPACITY];
  private long[] times = new long[2 * FIRST_CAPACITY];
  private int first;
  private int size;
  private long forgottenPs;

  /** The next booking. */
  void add(Transfer transfer, long startPs, long endPs) {
    add(transfer.program(), transfer.miniBatch(), startPs, endPs);
  }

  /** A pause. */
  void add(Pause pause, long startPs, long endPs) {
    add(pause, 0, startPs, endPs);
  }

  private void add(Culprit culprit, int miniBatch, long startPs, long endPs) {
    if (size > 0) {
      int last = at(size - 1);
      if (served[last] == culprit
          && miniBatches[last] == miniBatch
          && times[2 * last + END] == startPs) {
        times[2 * last + END] = endPs;
        return;
      }
      if (size == served.length) {
        grow();
      }
    }
    int next = at(size);
    served[next] = culprit;
    miniBatches[next] = miniBatch;
    times[2 * next + START] = startPs;
    times[2 * next + END] = endPs;
    size++;
  }

  private int at(int index) {
    return (first + index) & (served.length - 1);
  }

  private void grow() {
    int capacity = served.length;
    @Nullable Culprit[] moreServed = Arrays.copyOfRange(served, first, first + 2 * capacity);
    int[] moreMiniBatches = Arrays.copyOfRange(miniBatches, first, first + 2 * capacity);
    long[] moreTimes = Arrays.copyOfRange(times, 2 * first, 2 * first + 4 * capacity);
    System.arraycopy(served, 0, moreServed, capacity - first, first);
    System.arraycopy(miniBatches, 0, moreMiniBatches, capacity - first, first);
    System.arraycopy(times, 0, moreTimes, 2 * (capacity - first), 2 * first);
    served = moreServed;
    miniBatches = moreMiniBatches;
    times = moreTimes;
    first = 0;
  }

  /** Nobody will ask for what ended then or before. */
  void forget(long untilPs) {
    forgottenPs = Math.max(forgottenPs, untilPs);
    while (size > 0 && times[2 * first + END] <= untilPs) {
      served[first] = null;
      first = at(1);
      size--;
    }
  }

  /** Forgets all. */
  void clear() {
    forget(Long.MAX_VALUE);
    forgottenPs = 0;
  }

  /** Those that somebody may ask for. */
  void walk(StateWalk walk) {
    walk.same(size);
    if (size == 0) {
      return;
    }
    long earliestPs = forgottenPs;
    forgottenPs = walk.time(earliestPs);
    for (int i = 0; i < size; i++) {
      int at = at(i);
      walk.same(served[at]);
      walk.same(miniBatches[at]);
      times[2 * at + START] = walk.time(Math.max(earliestPs, times[2 * at + START]));
      times[2 * at + END] = walk.time(times[2 * at + END]);
    }
  }

  /**
   * Adds to a chain whom the resource was booked for during [from, to), in order of time; nobody
   * where there is no booking.
   */
  @Nullable WaitChain waits(@Nullable WaitChain chain, int position, long fromPs, long toPs) {
    WaitChain waits = chain;
    long until = fromPs;
    for (int i = indexOf(fromPs); i < size && times[2 * at(i) + START] < toPs; i++) {
      int at = at(i);
      long start = Math.max(until, times[2 * at + START]);
      if (start > until) {
        waits = WaitChain.add(waits, position, null, 0, start - until);
      }
      Culprit other = Objects.requireNonNull(served[at]);
      until = Math.min(toPs, times[2 * at + END]);
      waits = WaitChain.add(waits, position, other, miniBatches[at], until - start);
    }
    return until < toPs ? WaitChain.add(waits, position, null, 0, toPs - until) : waits;
  }

  /** The first booking that ends after this time. */
  private int indexOf(long timePs) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[2 * at(middle) + END] <= timePs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
