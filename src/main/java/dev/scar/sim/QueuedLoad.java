package dev.scar.sim;

/**
 * A load at its DRAM.
 *
 * @param nextPacket the first one not served yet
 */
public record QueuedLoad(Transfer transfer, long nextPacket) {
  /** Packets not served yet. */
  public long packetsLeft() {
    return transfer.packets() - nextPacket;
  }

  /** How long the DRAM takes for so many of the next packets. */
  public long timePs(long packets) {
    long from = transfer.fromByte(nextPacket);
    long to = packets == 0 ? from : transfer.toByte(nextPacket + packets - 1);
    return transfer.path().bandwidth(0).spanPs(from, to);
  }
}
