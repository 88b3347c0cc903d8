package dev.scar.sim;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out: the packets that one source sends to one component. Heads never go back in
 * time.
 *
 * <p>A packet's four numbers lie side by side, so that they share a cache line.
 */
final class PacketQueue {
  private static final int FIRST_CAPACITY = 2;
  private static final int WIDTH = 4;
  private static final int HEAD = 0;
  private static final int TAIL = 1;
  private static final int BORN = 2;
  private static final int META = 3;

  private long[] numbers = new long[WIDTH * FIRST_CAPACITY];
  private @Nullable Transfer[] transfers = new Transfer[FIRST_CAPACITY];
  private int first;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (size == transfers.length) {
      grow();
    }
    int at = (first + size) & (transfers.length - 1);
    transfers[at] = transfer;
    put(at, headPs, tailPs, bornPs, meta);
    size++;
  }

  private void put(int at, long headPs, long tailPs, long bornPs, long meta) {
    long[] n = numbers;
    int base = WIDTH * at;
    n[base + META] = meta;
    n[base + BORN] = bornPs;
    n[base + TAIL] = tailPs;
    n[base + HEAD] = headPs;
  }

  private void grow() {
    int capacity = transfers.length;
    long[] moreNumbers = new long[2 * WIDTH * capacity];
    @Nullable Transfer[] moreTransfers = new Transfer[2 * capacity];
    int untilEnd = capacity - first;
    System.arraycopy(numbers, WIDTH * first, moreNumbers, 0, WIDTH * untilEnd);
    System.arraycopy(numbers, 0, moreNumbers, WIDTH * untilEnd, WIDTH * first);
    System.arraycopy(transfers, first, moreTransfers, 0, untilEnd);
    System.arraycopy(transfers, 0, moreTransfers, untilEnd, first);
    numbers = moreNumbers;
    transfers = moreTransfers;
    first = 0;
  }

  /** Head of the first packet, or {@link Component#NEVER}. */
  long headPs() {
    return size == 0 ? Component.NEVER : numbers[WIDTH * first + HEAD];
  }

  long tailPs() {
    return numbers[WIDTH * first + TAIL];
  }

  long bornPs() {
    return numbers[WIDTH * first + BORN];
  }

  long meta() {
    return numbers[WIDTH * first + META];
  }

  Transfer transfer() {
    return Objects.requireNonNull(transfers[first]);
  }

  /**
   * Takes the first packet away; from a run only that packet, and the next one takes its place with
   * the times that the injection port gives it.
   */
  void removeFirst() {
    long meta = meta();
    if (PacketMeta.isRun(meta) && PacketMeta.packet(meta) + 1 < transfer().packets()) {
      unfold(transfer(), PacketMeta.packet(meta) + 1, PacketMeta.position(meta));
      return;
    }
    transfers[first] = null;
    first = (first + 1) & (transfers.length - 1);
    size--;
  }

  private void unfold(Transfer transfer, long packet, int position) {
    long start = Injection.startPs(transfer, packet);
    long latency = transfer.path().latencyIntoPs(position);
    put(
        first,
        start + latency,
        Injection.endPs(transfer, packet) + latency,
        start,
        PacketMeta.run(packet, position));
  }

  /** Its packets, in order. */
  void walk(StateWalk walk) {
    walk.same(size);
    for (int i = 0; i < size; i++) {
      int at = (first + i) & (transfers.length - 1);
      Transfer transfer = Objects.requireNonNull(transfers[at]);
      int base = WIDTH * at;
      long meta = numbers[base + META];
      int position = PacketMeta.position(meta);
      walk.same(transfer);
      walk.same(PacketMeta.isRun(meta) ? -position : position);
      long packet = walk.packet(transfer, PacketMeta.packet(meta));
      put(
          at,
          walk.time(numbers[base + HEAD]),
          walk.time(numbers[base + TAIL]),
          walk.time(numbers[base + BORN]),
          PacketMeta.isRun(meta)
              ? PacketMeta.run(packet, position)
              : PacketMeta.of(packet, position));
    }
  }
}
