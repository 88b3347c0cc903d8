package dev.scar.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of some servers and of the transfers on them at an instant: times from that instant on,
 * packets from each transfer's first one that has not begun. Where two are {@linkplain #isLike
 * alike}, the same goes on to happen.
 */
final class StateRecord implements StateWalk {
  private final long timePs;
  private final boolean marks;
  private long[] numbers = new long[64];
  private int size;
  private long[] counts = new long[64];
  private int counted;
  private long ahead;
  private final List<@Nullable Object> things = new ArrayList<>();
  private final List<@Nullable WaitChain> chains = new ArrayList<>();
  private final List<@Nullable WaitChain> marked = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param marks whether to put a {@linkplain WaitChain#mark mark} at the end of each chain, so
   *     that it can be told later what has become of it
   */
  StateRecord(long timePs, boolean marks) {
    this.timePs = timePs;
    this.marks = marks;
  }

  long timePs() {
    return timePs;
  }

  boolean isMarked() {
    return marks;
  }

  /** How many packets at most have come to their first server without having begun there. */
  long ahead() {
    return ahead;
  }

  /** The chains in the order of the walk. */
  List<@Nullable WaitChain> chains() {
    return chains;
  }

  /** Of which of this record's marked chains a later one is the continuation; −1 if of none. */
  int originOf(@Nullable WaitChain later) {
    WaitChain mark = WaitChain.latestMark(later);
    int number = mark == null ? -1 : (int) mark.ps();
    return number >= 0 && number < marked.size() && marked.get(number) == mark ? number : -1;
  }

  /** How much more than in an earlier record each count is. */
  long[] countsSince(StateRecord earlier) {
    long[] more = new long[counted];
    Arrays.setAll(more, i -> counts[i] - earlier.counts[i]);
    return more;
  }

  /** Whether both lead to the same, apart from when and with which packets. */
  boolean isLike(StateRecord other) {
    if (counted != other.counted
        || !Arrays.equals(numbers, 0, size, other.numbers, 0, other.size)
        || things.size() != other.things.size()) {
      return false;
    }
    for (int i = 0; i < things.size(); i++) {
      if (things.get(i) != other.things.get(i)) {
        return false;
      }
    }
    return true;
  }

  private void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  @Override
  public long time(long ps) {
    add(ps == Component.NEVER ? ps : ps - timePs);
    return ps;
  }

  @Override
  public long packet(Transfer transfer, long packet) {
    ahead = Math.max(ahead, packet - transfer.begun());
    add(packet - transfer.begun());
    return packet;
  }

  @Override
  public long count(long value) {
    if (counted == counts.length) {
      counts = Arrays.copyOf(counts, 2 * counted);
    }
    counts[counted++] = value;
    return value;
  }

  @Override
  public void same(long value) {
    add(value);
  }

  @Override
  public void same(@Nullable Object thing) {
    things.add(thing);
  }

  @Override
  public @Nullable WaitChain chain(@Nullable WaitChain chain) {
    add(chain == null ? 0 : 1);
    WaitChain mark = marks && chain != null ? WaitChain.mark(chain, chains.size()) : chain;
    chains.add(chain);
    marked.add(mark);
    return mark;
  }
}
