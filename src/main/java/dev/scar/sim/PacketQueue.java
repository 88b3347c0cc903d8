package dev.scar.sim;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out: the packets that one source sends to one component. Heads never go back in
 * time.
 */
final class PacketQueue {
  private static final int FIRST_CAPACITY = 16;

  private long[] heads = new long[FIRST_CAPACITY];
  private long[] tails = new long[FIRST_CAPACITY];
  private long[] borns = new long[FIRST_CAPACITY];
  private long[] metas = new long[FIRST_CAPACITY];
  private @Nullable Transfer[] transfers = new Transfer[FIRST_CAPACITY];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (size == heads.length) {
      grow();
    }
    int at = (first + size) & (heads.length - 1);
    heads[at] = headPs;
    tails[at] = tailPs;
    borns[at] = bornPs;
    metas[at] = meta;
    transfers[at] = transfer;
    size++;
  }

  private void grow() {
    int capacity = heads.length;
    heads = unrolled(heads);
    tails = unrolled(tails);
    borns = unrolled(borns);
    metas = unrolled(metas);
    @Nullable Transfer[] moved = new Transfer[2 * capacity];
    for (int i = 0; i < size; i++) {
      moved[i] = transfers[(first + i) & (capacity - 1)];
    }
    transfers = moved;
    first = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] moved = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    System.arraycopy(ring, 0, moved, ring.length - first, first);
    Arrays.fill(moved, ring.length, moved.length, 0);
    return moved;
  }

  /** Head of the first packet, or {@link Component#NEVER}. */
  long headPs() {
    return size == 0 ? Component.NEVER : heads[first];
  }

  long tailPs() {
    return tails[first];
  }

  long bornPs() {
    return borns[first];
  }

  long meta() {
    return metas[first];
  }

  Transfer transfer() {
    return Objects.requireNonNull(transfers[first]);
  }

  /**
   * Takes the first packet away; from a run only that packet, and the next one takes its place with
   * the times that the injection port gives it.
   */
  void removeFirst() {
    long meta = metas[first];
    if (PacketMeta.isRun(meta) && PacketMeta.packet(meta) + 1 < transfer().packets()) {
      unfold(transfer(), PacketMeta.packet(meta) + 1, PacketMeta.position(meta));
      return;
    }
    transfers[first] = null;
    first = (first + 1) & (heads.length - 1);
    size--;
  }

  private void unfold(Transfer transfer, long packet, int position) {
    long start = Injection.startPs(transfer, packet);
    long latency = transfer.path().latencyIntoPs(position);
    heads[first] = start + latency;
    tails[first] = Injection.endPs(transfer, packet) + latency;
    borns[first] = start;
    metas[first] = PacketMeta.run(packet, position);
  }
}
