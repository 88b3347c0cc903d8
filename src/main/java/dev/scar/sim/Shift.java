package dev.scar.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves the state of some servers on by so many periods: what happened between two {@linkplain
 * StateRecord#isLike like} states happens again and again.
 */
final class Shift implements StateWalk {
  private final long periods;
  private final long timePs;
  private final Map<Transfer, Long> packets;
  private final long[] counts;
  private final List<@Nullable WaitChain> chains;
  private int counted;
  private int chained;

  /**
   * A shift from the later of two like states.
   *
   * @param packets of each transfer in a period
   */
  Shift(StateRecord from, StateRecord to, Map<Transfer, Long> packets, Chains then, long periods) {
    this.periods = periods;
    this.timePs = Math.multiplyExact(periods, to.timePs() - from.timePs());
    this.packets = packets;
    this.counts = to.countsSince(from);
    this.chains = then.after(periods);
  }

  @Override
  public long time(long ps) {
    return ps == Component.NEVER ? ps : Math.addExact(ps, timePs);
  }

  @Override
  public long packet(Transfer transfer, long packet) {
    Long each = packets.get(transfer);
    if (each == null) {
      throw new IllegalStateException("a packet of a transfer that was not there before");
    }
    return packet + periods * each;
  }

  @Override
  public long count(long value) {
    return Math.addExact(value, Math.multiplyExact(periods, counts[counted++]));
  }

  @Override
  public void same(long value) {
    // Stays.
  }

  @Override
  public void same(@Nullable Object thing) {
    // Stays.
  }

  @Override
  public @Nullable WaitChain chain(@Nullable WaitChain chain) {
    return chains.get(chained++);
  }

  /** What chains of waits become, period by period. */
  static final class Chains {
    private final List<@Nullable WaitChain> now;
    private final int[] origin;

    /**
     * Those of the later of two like states; the earlier one {@linkplain StateRecord#isMarked is
     * marked} if there are any.
     */
    Chains(StateRecord from, StateRecord to) {
      now = to.chains();
      origin = now.stream().mapToInt(from::originOf).toArray();
    }

    /** Whether each in the end goes back to one that goes on with itself, or begins anew. */
    boolean settle() {
      for (int chain = 0; chain < origin.length; chain++) {
        int at = chain;
        for (int i = 0; i < origin.length && at >= 0 && origin[at] != at; i++) {
          at = origin[at];
        }
        if (at >= 0 && origin[at] != at) {
          return false;
        }
      }
      return true;
    }

    List<@Nullable WaitChain> after(long periods) {
      List<@Nullable WaitChain> after = new ArrayList<>();
      for (int chain = 0; chain < origin.length; chain++) {
        after.add(after(chain, periods));
      }
      return after;
    }

    private @Nullable WaitChain after(int chain, long periods) {
      WaitChain latest = now.get(chain);
      if (periods == 0 || origin[chain] < 0) {
        return latest;
      }
      return origin[chain] == chain
          ? WaitChain.rounds(latest, WaitChain.sinceMark(latest, null), periods)
          : WaitChain.sinceMark(latest, after(origin[chain], periods - 1));
    }
  }
}
