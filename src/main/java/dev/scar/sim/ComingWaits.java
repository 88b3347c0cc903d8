package dev.scar.sim;

import org.jspecify.annotations.Nullable;

/**
 * What the packets of a transfer that are on the way to one position have waited for. The position
 * before it writes a packet's cell before it sends the packet, and this one reads it after that.
 */
final class ComingWaits {
  private final WaitChain.@Nullable Pair[] chains;

  ComingWaits(long packets) {
    chains = new WaitChain.Pair[Math.toIntExact(packets)];
  }

  void put(long packet, WaitChain.Pair waited) {
    chains[(int) packet] = waited;
  }

  WaitChain.@Nullable Pair take(long packet) {
    WaitChain.Pair waited = chains[(int) packet];
    chains[(int) packet] = null;
    return waited;
  }
}
