package dev.scar.sim;

import org.jspecify.annotations.Nullable;

/**
 * A transfer at a DRAM: a load with the packets it has left, or a store with the packets that are
 * there.
 */
final class DramJob {
  final Transfer transfer;
  final @Nullable PacketQueue arrived;
  long nextPacket;
  long served;
  boolean queued;

  DramJob(Transfer transfer, @Nullable PacketQueue arrived) {
    this.transfer = transfer;
    this.arrived = arrived;
  }

  /** Whether more of the packet is to come that was served last. */
  boolean isAmid(int together) {
    return served % together != 0;
  }

  void walk(StateWalk walk) {
    walk.same(transfer);
    walk.same(queued ? 1 : 0);
    served = walk.packet(transfer, served);
    if (arrived == null) {
      nextPacket = walk.packet(transfer, nextPacket);
    } else {
      arrived.walk(walk);
    }
  }

  boolean isReady() {
    return arrived == null ? nextPacket < transfer.packets() : !arrived.isEmpty();
  }
}
