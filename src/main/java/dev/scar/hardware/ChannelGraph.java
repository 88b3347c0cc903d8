package dev.scar.hardware;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The channel dependency graph: a vertex for each virtual channel of each link, an edge where some
 * route goes from one to the next. Successors of a channel are bits over the links that leave its
 * end, so that even a star's centre stays small.
 */
final class ChannelGraph {
  private final NopGraph graph;
  private final int virtualChannels;
  private final int[] slot;
  private final BitSet inUse = new BitSet();
  private final BitSet[] successors;

  ChannelGraph(NopGraph graph, int virtualChannels) {
    this.graph = graph;
    this.virtualChannels = virtualChannels;
    this.slot = new int[graph.links().size()];
    for (int node = 0; node < graph.nodeCount(); node++) {
      List<NopLink> outgoing = graph.outgoing(node);
      for (int i = 0; i < outgoing.size(); i++) {
        slot[outgoing.get(i).ordinal()] = i;
      }
    }
    this.successors = new BitSet[channelCount()];
    Arrays.setAll(successors, i -> new BitSet(0));
  }

  int channelCount() {
    return slot.length * virtualChannels;
  }

  int channel(NopLink link, int virtualChannel) {
    return link.ordinal() * virtualChannels + virtualChannel;
  }

  void use(NopLink link, int virtualChannel) {
    inUse.set(channel(link, virtualChannel));
  }

  void depend(NopLink holds, int holdsVc, NopLink wants, int wantsVc) {
    successors[channel(holds, holdsVc)].set(slot[wants.ordinal()] * virtualChannels + wantsVc);
  }

  int channelsInUse() {
    return inUse.cardinality();
  }

  long dependencies() {
    return Arrays.stream(successors).mapToLong(BitSet::cardinality).sum();
  }

  /** The first successor whose bit is at or after this one, as a bit; −1 if there is none. */
  private int nextBit(int channel, int fromBit) {
    return successors[channel].nextSetBit(fromBit);
  }

  private int successor(int channel, int bit) {
    int node = graph.links().get(channel / virtualChannels).to();
    NopLink link = graph.outgoing(node).get(bit / virtualChannels);
    return channel(link, bit % virtualChannels);
  }

  /**
   * Channels of a cycle in order, none if there is no cycle: a shortest one through the first
   * channel at which a depth-first search closes one.
   */
  int[] cycle() {
    byte[] state = new byte[channelCount()];
    int[] bit = new int[channelCount()];
    for (int start = 0; start < state.length; start++) {
      ArrayDeque<Integer> path = new ArrayDeque<>();
      if (state[start] == 0) {
        state[start] = 1;
        path.push(start);
      }
      while (!path.isEmpty()) {
        int at = path.element();
        int next = nextBit(at, bit[at]);
        if (next < 0) {
          state[path.pop()] = 2;
          continue;
        }
        bit[at] = next + 1;
        int successor = successor(at, next);
        if (state[successor] == 1) {
          return shortestThrough(successor);
        }
        if (state[successor] == 0) {
          state[successor] = 1;
          path.push(successor);
        }
      }
    }
    return new int[0];
  }

  private int[] shortestThrough(int channel) {
    int[] cameFrom = new int[channelCount()];
    Arrays.fill(cameFrom, -1);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(channel));
    while (cameFrom[channel] < 0) {
      int at = queue.remove();
      for (int bit = nextBit(at, 0); bit >= 0; bit = nextBit(at, bit + 1)) {
        int successor = successor(at, bit);
        if (cameFrom[successor] < 0) {
          cameFrom[successor] = at;
          queue.add(successor);
        }
      }
    }
    List<Integer> backwards = new ArrayList<>();
    int at = channel;
    do {
      at = cameFrom[at];
      backwards.add(at);
    } while (at != channel);
    Collections.reverse(backwards);
    return backwards.stream().mapToInt(Integer::intValue).toArray();
  }
}
