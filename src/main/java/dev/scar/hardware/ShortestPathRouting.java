package dev.scar.hardware;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Fewest hops on any strongly connected graph; of equally short ways the one whose sequence of
 * nodes is lexicographically smallest; parallel links share the targets.
 *
 * <p>The smallest sequence is found node by node: of the neighbours that are one hop nearer to the
 * target, take the one with the smallest number. On a mesh numbered row by row this turns up before
 * left and right and these before down: the north-first turn model, which cannot deadlock. On other
 * graphs it may; {@link DeadlockProof} tells.
 *
 * <p><b>Cost:</b> a breadth-first search O(nodes + links) at the first use of a target, then O(hops
 * · links of a node) a route; O(nodes²) memory once every target has been used.
 */
final class ShortestPathRouting implements RoutingAlgorithm {
  private static final String NAME = "shortest-path";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Routing on(NopGraph graph) {
    Reach.requireStronglyConnected(graph);
    return new Routes(graph);
  }

  private static final class Routes extends NextHopRouting {
    private final IncomingLinks incoming;
    private final AtomicReferenceArray<short @Nullable []> hopsTo;

    Routes(NopGraph graph) {
      super(NAME, graph);
      this.incoming = new IncomingLinks(graph);
      this.hopsTo = new AtomicReferenceArray<>(graph.nodeCount());
    }

    @Override
    NopLink toward(int node, int target) {
      short[] hops = hops(target);
      for (NopLink link : graph().outgoing(node)) {
        if (hops[link.to()] == hops[node] - 1) {
          return link;
        }
      }
      throw new RoutingException("no way from node " + node + " to node " + target);
    }

    @Override
    public int hops(int source, int target) {
      return hops(target)[source];
    }

    /** Two threads may both compute it; they get the same. */
    private short[] hops(int target) {
      short[] hops = hopsTo.get(target);
      if (hops == null) {
        hops = search(target);
        hopsTo.set(target, hops);
      }
      return hops;
    }

    private short[] search(int target) {
      short[] hops = new short[graph().nodeCount()];
      Arrays.fill(hops, Short.MAX_VALUE);
      hops[target] = 0;
      int[] queue = new int[hops.length];
      queue[0] = target;
      int filled = 1;
      for (int i = 0; i < filled; i++) {
        for (NopLink link : incoming.of(queue[i])) {
          if (hops[link.from()] == Short.MAX_VALUE) {
            hops[link.from()] = (short) (hops[queue[i]] + 1);
            queue[filled++] = link.from();
          }
        }
      }
      return hops;
    }
  }
}
