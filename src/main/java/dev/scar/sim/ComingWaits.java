package dev.scar.sim;

import java.util.ArrayList;
import java.util.List;
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

  /** Those of the packets [from, to), which have left the position before. */
  void walk(StateWalk walk, Transfer transfer, long from, long to) {
    List<WaitChain.@Nullable Pair> walked = new ArrayList<>();
    for (long packet = from; packet < to; packet++) {
      WaitChain.Pair pair = take(packet);
      walk.same(pair == null ? 0 : 1);
      walked.add(
          pair == null
              ? null
              : new WaitChain.Pair(walk.chain(pair.head()), walk.chain(pair.tail())));
    }
    int first = from < to ? (int) walk.packet(transfer, from) : 0;
    for (int i = 0; i < walked.size(); i++) {
      chains[first + i] = walked.get(i);
    }
  }
}
