package dev.scar.sim;

/**
 * A packet's number and its position on the path, in one long: bits 0–15 position, 16–62 packet,
 * sign the run flag.
 */
final class PacketMeta {
  private static final int POSITION_BITS = 16;
  private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;
  private static final long RUN = Long.MIN_VALUE;

  /** The longest path. */
  static final int LONGEST_PATH = (int) POSITION_MASK;

  private PacketMeta() {}

  static long of(long packet, int position) {
    return packet << POSITION_BITS | position;
  }

  /** This packet and all after it follow the injection port's pace. */
  static long run(long packet, int position) {
    return of(packet, position) | RUN;
  }

  static boolean isRun(long meta) {
    return meta < 0;
  }

  static long packet(long meta) {
    return (meta & ~RUN) >>> POSITION_BITS;
  }

  static int position(long meta) {
    return (int) (meta & POSITION_MASK);
  }
}
