package dev.scar.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waits on the way of bytes that decided an instant of a packet, latest first; immutable, so
 * that packets share what they have in common.
 *
 * <p>Every start and every end of a packet at a resource was decided by one term of {@code
 * replay-rules.md#rule-6}: its own arrival there, the packet before it of its own transfer, or
 * packets of others. Only the last adds waits; the others hand on what they have. An empty chain is
 * null, so that transfers that meet nobody cost nothing.
 *
 * @param before earlier ones
 * @param position where; −1 for a mark and for rounds, which are no waits
 * @param behind flow of the transfer that was served meanwhile, or the pause; null if neither
 * @param miniBatch its mini-batch
 * @param ps how long that took; for rounds, how often, and for a mark, its number
 * @param round the latest wait of a chain of its own that repeats; null if there is none
 */
record WaitChain(
    @Nullable WaitChain before,
    int position,
    @Nullable Culprit behind,
    int miniBatch,
    long ps,
    @Nullable WaitChain round) {
  /** The chains of a packet on its way to a position: of its head and of its tail. */
  record Pair(@Nullable WaitChain head, @Nullable WaitChain tail) {}

  private record Key(int position, @Nullable Culprit behind, int miniBatch) {}

  /** A chain that goes on with a wait; waits behind one transfer that follow each other are one. */
  static WaitChain add(
      @Nullable WaitChain chain, int position, @Nullable Culprit behind, int miniBatch, long ps) {
    if (chain != null
        && chain.position == position
        && chain.behind == behind
        && chain.miniBatch == miniBatch) {
      return new WaitChain(chain.before, position, behind, miniBatch, chain.ps + ps, null);
    }
    return new WaitChain(chain, position, behind, miniBatch, ps, null);
  }

  /** A chain that goes on with a mark, which is no wait. */
  static WaitChain mark(WaitChain chain, int number) {
    return new WaitChain(chain, -1, null, 0, number, null);
  }

  private boolean isMark() {
    return position < 0 && round == null;
  }

  /** Its latest mark, or null. */
  static @Nullable WaitChain latestMark(@Nullable WaitChain chain) {
    WaitChain link = chain;
    while (link != null && !link.isMark()) {
      link = link.before;
    }
    return link;
  }

  /** What of a chain came after its latest mark, put behind another chain. */
  static @Nullable WaitChain sinceMark(@Nullable WaitChain chain, @Nullable WaitChain after) {
    if (chain == null || chain.isMark()) {
      return after;
    }
    return new WaitChain(
        sinceMark(chain.before, after),
        chain.position,
        chain.behind,
        chain.miniBatch,
        chain.ps,
        chain.round);
  }

  /** A chain that goes on with another one so many times. */
  static @Nullable WaitChain rounds(
      @Nullable WaitChain chain, @Nullable WaitChain round, long times) {
    return round == null || times == 0 ? chain : new WaitChain(chain, -1, null, 0, times, round);
  }

  /**
   * The waits of a transfer whose arrival this chain leads to, in the order in which they began.
   *
   * <p>Its own parts of the way may be shorter than its duration without contention; the difference
   * absorbs waits, the latest first.
   *
   * @param delayPs its contention delay δ
   * @throws IllegalStateException if the waits are shorter than δ, which no replay allows
   */
  static List<Wait> waits(@Nullable WaitChain last, long delayPs) {
    Shares shares = new Shares(delayPs);
    long gross = shares.add(last, 1);
    if (gross < delayPs || delayPs < 0) {
      throw new IllegalStateException("waits of " + gross + " ps explain no delay of " + delayPs);
    }
    List<Wait> waits = new ArrayList<>(shares.sums.size());
    shares.sums.forEach(
        (key, sum) -> waits.add(new Wait(key.position, key.behind, key.miniBatch, sum[0], sum[1])));
    return List.copyOf(waits);
  }

  private Key key() {
    return new Key(position, behind, miniBatch);
  }

  /** Gross and remaining waits by what they are behind; the first ones remain. */
  private static final class Shares {
    private final Map<Key, long[]> sums = new LinkedHashMap<>();
    private long left;

    Shares(long delayPs) {
      left = delayPs;
    }

    /** Adds a chain so many times in a row; returns the sum of its waits. */
    long add(@Nullable WaitChain last, long times) {
      ArrayDeque<WaitChain> forward = new ArrayDeque<>();
      long once = 0;
      for (WaitChain link = last; link != null; link = link.before) {
        if (!link.isMark()) {
          forward.push(link);
          once += link.lengthPs();
        }
      }
      long whole = once == 0 ? times : Math.min(times, left / once);
      take(forward, whole, true);
      if (whole < times) {
        take(forward, 1, true);
        take(forward, times - whole - 1, false);
      }
      return once * times;
    }

    private void take(Iterable<WaitChain> forward, long times, boolean first) {
      if (times == 0) {
        return;
      }
      for (WaitChain link : forward) {
        if (link.round != null) {
          add(link.round, link.ps * times);
          continue;
        }
        long[] sum = sums.computeIfAbsent(link.key(), key -> new long[2]);
        long remaining = first ? Math.min(link.ps * times, left) : 0;
        left -= remaining;
        sum[0] += link.ps * times;
        sum[1] += remaining;
      }
    }
  }

  private long lengthPs() {
    long length = ps;
    if (round != null) {
      length = 0;
      for (WaitChain link = round; link != null; link = link.before) {
        length += link.isMark() ? 0 : link.lengthPs();
      }
      length *= ps;
    }
    return length;
  }
}
