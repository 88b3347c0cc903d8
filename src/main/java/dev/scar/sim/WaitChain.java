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
 * @param position where
 * @param behind flow of the transfer that was served meanwhile, or the pause; null if neither
 * @param miniBatch its mini-batch
 * @param ps how long that took
 */
record WaitChain(
    @Nullable WaitChain before, int position, @Nullable Culprit behind, int miniBatch, long ps) {
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
      return new WaitChain(chain.before, position, behind, miniBatch, chain.ps + ps);
    }
    return new WaitChain(chain, position, behind, miniBatch, ps);
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
    ArrayDeque<WaitChain> forward = new ArrayDeque<>();
    long gross = 0;
    for (WaitChain link = last; link != null; link = link.before) {
      forward.push(link);
      gross += link.ps;
    }
    if (gross < delayPs || delayPs < 0) {
      throw new IllegalStateException("waits of " + gross + " ps explain no delay of " + delayPs);
    }
    Map<Key, long[]> sums = new LinkedHashMap<>();
    long left = delayPs;
    for (WaitChain link : forward) {
      long[] sum = sums.computeIfAbsent(link.key(), key -> new long[2]);
      long remaining = Math.min(link.ps, left);
      left -= remaining;
      sum[0] += link.ps;
      sum[1] += remaining;
    }
    List<Wait> waits = new ArrayList<>(sums.size());
    sums.forEach(
        (key, sum) -> waits.add(new Wait(key.position, key.behind, key.miniBatch, sum[0], sum[1])));
    return List.copyOf(waits);
  }

  private Key key() {
    return new Key(position, behind, miniBatch);
  }
}
