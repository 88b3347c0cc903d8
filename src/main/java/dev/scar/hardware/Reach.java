package dev.scar.hardware;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Whether every node reaches every other. Two breadth-first searches from node 0, along the links
 * and against them: O(nodes + links).
 */
final class Reach {
  private Reach() {}

  /** A pair of nodes without a way from the first to the second. */
  record Gap(int from, int to) {
    @Override
    public String toString() {
      return "no way from node " + from + " to node " + to;
    }
  }

  /** The first gap that involves node 0, if there is any gap at all. */
  static Optional<Gap> gap(NopGraph graph) {
    IncomingLinks incoming = new IncomingLinks(graph);
    int unreached = firstMissing(graph, graph::outgoing, NopLink::to);
    if (unreached < graph.nodeCount()) {
      return Optional.of(new Gap(0, unreached));
    }
    int cutOff = firstMissing(graph, incoming::of, NopLink::from);
    return cutOff < graph.nodeCount() ? Optional.of(new Gap(cutOff, 0)) : Optional.empty();
  }

  static void requireStronglyConnected(NopGraph graph) {
    gap(graph)
        .ifPresent(
            gap -> {
              throw new RoutingException(gap.toString());
            });
  }

  private static int firstMissing(
      NopGraph graph, Function<Integer, List<NopLink>> links, ToIntFunction<NopLink> end) {
    BitSet seen = new BitSet();
    int[] queue = new int[graph.nodeCount()];
    seen.set(0);
    int filled = 1;
    for (int i = 0; i < filled; i++) {
      for (NopLink link : links.apply(queue[i])) {
        int node = end.applyAsInt(link);
        if (!seen.get(node)) {
          seen.set(node);
          queue[filled++] = node;
        }
      }
    }
    return seen.nextClearBit(0);
  }
}
