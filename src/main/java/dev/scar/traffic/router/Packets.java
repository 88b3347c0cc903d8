package dev.scar.traffic.router;

import dev.scar.sim.PacketSource;
import java.util.Arrays;

/** The packets on their way, by slot; slots are used again. */
final class Packets {
  private static final int FIRST_SLOTS = 256;

  int[] source = new int[FIRST_SLOTS];
  int[] target = new int[FIRST_SLOTS];
  int[] flits = new int[FIRST_SLOTS];
  int[] tag = new int[FIRST_SLOTS];
  long[] bornPs = new long[FIRST_SLOTS];
  int[][] way = new int[FIRST_SLOTS][];

  /** Outputs that its head has been granted. */
  int[] hop = new int[FIRST_SLOTS];

  private int[] free = new int[FIRST_SLOTS];
  private int freeCount;
  private int slots;
  private int underWay;

  /** A slot for the next packet of a source. */
  int begin(int from, PacketSource packet, int[] itsWay) {
    int slot = freeCount > 0 ? free[--freeCount] : slots++;
    if (slot == source.length) {
      grow(2 * slot);
    }
    source[slot] = from;
    target[slot] = packet.target();
    flits[slot] = packet.flits();
    tag[slot] = packet.tag();
    bornPs[slot] = packet.creationPs();
    way[slot] = itsWay;
    hop[slot] = 0;
    underWay++;
    return slot;
  }

  private void grow(int size) {
    source = Arrays.copyOf(source, size);
    target = Arrays.copyOf(target, size);
    flits = Arrays.copyOf(flits, size);
    tag = Arrays.copyOf(tag, size);
    bornPs = Arrays.copyOf(bornPs, size);
    way = Arrays.copyOf(way, size);
    hop = Arrays.copyOf(hop, size);
    free = Arrays.copyOf(free, size);
  }

  void end(int slot) {
    free[freeCount++] = slot;
    underWay--;
  }

  int underWay() {
    return underWay;
  }
}
