package dev.scar.traffic.router;

import dev.scar.sim.PacketSource;
import java.util.Arrays;

/** The packets on their way through a {@link RouterPart}, by slot; slots are used again. */
final class Packets {
  private static final int FIRST_SLOTS = 256;
  private static final int SERIAL_BITS = 40;

  int[] source = new int[FIRST_SLOTS];
  int[] target = new int[FIRST_SLOTS];
  int[] flits = new int[FIRST_SLOTS];
  int[] tag = new int[FIRST_SLOTS];
  long[] bornPs = new long[FIRST_SLOTS];
  int[][] way = new int[FIRST_SLOTS][];

  /** Outputs that its head has been granted. */
  int[] hop = new int[FIRST_SLOTS];

  /** Tells packets apart, whatever part of the network they are in. */
  long[] id = new long[FIRST_SLOTS];

  private int[] free = new int[FIRST_SLOTS];
  private int freeCount;
  private int slots;
  private int underWay;
  private long begun;

  /** A slot for the next packet of a source. */
  int begin(int from, PacketSource packet, int[] itsWay) {
    int slot = slot();
    source[slot] = from;
    target[slot] = packet.target();
    flits[slot] = packet.flits();
    tag[slot] = packet.tag();
    bornPs[slot] = packet.creationPs();
    way[slot] = itsWay;
    hop[slot] = 0;
    id[slot] = (long) from << SERIAL_BITS | begun++;
    return slot;
  }

  /** Puts what there is to know of a packet into the post for another part. */
  void post(int slot, Post to) {
    to.add(source[slot]);
    to.add(target[slot]);
    to.add(flits[slot]);
    to.add(tag[slot]);
    to.add(bornPs[slot]);
    to.add(hop[slot]);
    to.add(id[slot]);
  }

  /** A slot for a packet that comes from another part. */
  int receive(Post from, Ways ways) {
    int slot = slot();
    source[slot] = (int) from.next();
    target[slot] = (int) from.next();
    flits[slot] = (int) from.next();
    tag[slot] = (int) from.next();
    bornPs[slot] = from.next();
    hop[slot] = (int) from.next();
    id[slot] = from.next();
    way[slot] = ways.way(source[slot], target[slot]);
    return slot;
  }

  private int slot() {
    int slot = freeCount > 0 ? free[--freeCount] : slots++;
    if (slot == source.length) {
      grow(2 * slot);
    }
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
    id = Arrays.copyOf(id, size);
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
