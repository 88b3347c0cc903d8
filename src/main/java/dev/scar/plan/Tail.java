package dev.scar.plan;

import java.util.Arrays;

/**
 * The last mini-batches of the segments that a chiplet had so far, as far as they can be in its L2
 * together with those of the next one ({@code model.md#run-on}). The plan and searches ask it
 * whether the queues of memory, compute and output run on to that one.
 *
 * <p>Let the mini-batches of a chiplet be numbered through its segments. By {@code
 * replay-rules.md#rule-25} a load begins after the computation two before it, and a computation
 * after the outputs two before it. So there are at the same time at most
 *
 * <pre>{@code
 * while j is computed:      what leaves of j − 1, all of j, what enters of j + 1
 * between j and j + 1:      what leaves of j − 1 and j, what enters of j + 1 and j + 2
 * }</pre>
 *
 * <p>and beside these whatever stays of the segments that have still to compute. Mini-batches count
 * as full ones, and inputs that others send as if they were loaded. Where all mini-batches are of
 * one segment, its own choice of mini-batch holds. <b>Cost:</b> O(1).
 */
public final class Tail {
  /** What reaches from a mini-batch to the farthest that can be there with it. */
  private static final int REACH = 3;

  /** Nothing of what came before is left, or it does one thing after another. */
  public static final Tail NONE = new Tail(new Holding[0], new boolean[0]);

  private final Holding[] held;
  private final boolean[] first;

  /** The last mini-batches; for each the segment, and whether it is the first one of it. */
  private Tail(Holding[] held, boolean[] first) {
    this.held = held;
    this.first = first;
  }

  /** Whether queues run on to a stage: both sides overlap, and L2 has room. */
  public boolean runsOnTo(Stage next) {
    return next.isOverlapped() && runsOnTo(Holding.of(next), next.l2Bytes());
  }

  /** The same to a segment that overlaps. */
  public boolean runsOnTo(Holding next, long l2Bytes) {
    return held.length > 0 && bytesWith(next) <= l2Bytes;
  }

  /** With this stage after it. */
  public Tail then(Stage next) {
    return next.isOverlapped() ? then(Holding.of(next), runsOnTo(next)) : NONE;
  }

  /**
   * With a segment after it that overlaps, which begins afresh where queues do not run on to it.
   */
  public Tail then(Holding next, boolean runsOn) {
    int own = Math.min(REACH, next.miniBatches());
    int left = runsOn ? Math.min(held.length, REACH - own) : 0;
    Holding[] all = Arrays.copyOfRange(held, held.length - left, held.length + own);
    boolean[] begins = Arrays.copyOfRange(first, first.length - left, first.length + own);
    Arrays.fill(all, left, left + own, next);
    begins[left] = own == next.miniBatches();
    return new Tail(all, begins);
  }

  /**
   * Whether L2 has room for weights of the segment after a next one, which overlaps and would load
   * them: beside two of its mini-batches and what stays, and, if queues run on to it, beside what
   * is left of those before.
   */
  public boolean hasRoomFor(Holding next, long weightBytes, long l2Bytes) {
    Holding holding = next.loading(weightBytes);
    long two = Math.multiplyExact(2L, holding.workBytes());
    long own = Math.addExact(two, Math.addExact(holding.stayingBytes(), weightBytes));
    return own <= l2Bytes && (!runsOnTo(next, l2Bytes) || bytesWith(holding) <= l2Bytes);
  }

  /** The most that L2 has to hold if queues run on to a segment. */
  public long bytesWith(Holding next) {
    int border = held.length;
    long most = 0;
    for (int j = Math.max(0, border - 2); j <= border; j++) {
      long meets = Math.addExact(leaving(next, j - 1), entering(next, j + 1));
      long between = Math.addExact(leaving(next, j), entering(next, j + 2));
      between = Math.addExact(between, staying(next, j + 1, j + 2));
      most = Math.max(most, Math.addExact(meets, between));
      if (j >= border - 1) {
        long computing = Math.addExact(at(next, j).workBytes(), staying(next, j, j + 1));
        most = Math.max(most, Math.addExact(meets, computing));
      }
    }
    return most;
  }

  private Holding at(Holding next, int miniBatch) {
    return miniBatch < held.length ? held[miniBatch] : next;
  }

  private long leaving(Holding next, int miniBatch) {
    return miniBatch < 0 ? 0 : at(next, miniBatch).leavingBytes();
  }

  private long entering(Holding next, int miniBatch) {
    return miniBatch < held.length + next.miniBatches() ? at(next, miniBatch).enteringBytes() : 0;
  }

  /** What stays of the segments from a mini-batch on, and weights that come with the last one. */
  private long staying(Holding next, int from, int until) {
    long bytes = next.stayingBytes();
    for (int i = from; i < held.length; i++) {
      bytes += i == from || first[i] ? held[i].stayingBytes() - held[i].handedBytes() : 0;
    }
    boolean loaded = until >= held.length + next.miniBatches() - 1;
    return loaded ? Math.addExact(bytes, next.earlyBytes()) : bytes;
  }
}
