package dev.scar.hardware;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Up links first, then down links, never up again: deadlock-free on any connected graph.
 *
 * <p>After M. D. Schroeder et al., "Autonet: A High-speed, Self-configuring Local Area Network
 * Using Point-to-point Links", IEEE JSAC 9(8), 1991. The root is the node with the least sum of
 * hops to all others, the lowest number among equals. A node's rank is its hops from the root, then
 * its number; a link is up if it leads to a lower rank. A node from which down links alone lead to
 * the target sends down on the shortest such way; any other node sends up, where the rest is
 * shortest. Ties go to the neighbour with the lowest number; parallel links share the targets. So
 * each node decides without knowing where a packet comes from; the price is that a way over a
 * common ancestor is not taken where a longer one straight down exists.
 *
 * <p>Every link needs one in the opposite direction between the same nodes; one-way links are
 * refused, since a way down could not be entered.
 *
 * <p><b>Cost:</b> O(nodes · links) once, O(links) at the first use of a target, then O(hops · links
 * of a node) a route; O(nodes²) memory once every target has been used.
 */
final class UpDownRouting implements RoutingAlgorithm {
  private static final String NAME = "up-down";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RoutingException if the graph is not connected or has a one-way link
   */
  @Override
  public Routing on(NopGraph graph) {
    for (NopLink link : graph.links()) {
      if (graph.link(link.to(), link.from()).isEmpty()) {
        throw new RoutingException(
            "up-down needs a way back for every link; there is no link from node "
                + link.to()
                + " to node "
                + link.from());
      }
    }
    Reach.requireStronglyConnected(graph);
    return new Routes(graph);
  }

  private static int[] hopsFrom(NopGraph graph, int root) {
    int[] hops = new int[graph.nodeCount()];
    Arrays.fill(hops, -1);
    hops[root] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (NopLink link : graph.outgoing(node)) {
        if (hops[link.to()] < 0) {
          hops[link.to()] = hops[node] + 1;
          queue.add(link.to());
        }
      }
    }
    return hops;
  }

  private static int root(NopGraph graph) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int node = 0; node < graph.nodeCount(); node++) {
      long sum = IntStream.of(hopsFrom(graph, node)).asLongStream().sum();
      if (sum < least) {
        best = node;
        least = sum;
      }
    }
    return best;
  }

  private static final class Routes extends NextHopRouting {
    private final IncomingLinks incoming;
    private final int[] rank;
    private final int[] byRank;

    /** Hops to a target: as they are where the way leads down, negated where it leads up. */
    private final AtomicReferenceArray<short @Nullable []> hopsTo;

    Routes(NopGraph graph) {
      super(NAME, graph);
      this.incoming = new IncomingLinks(graph);
      this.hopsTo = new AtomicReferenceArray<>(graph.nodeCount());
      int[] level = hopsFrom(graph, root(graph));
      List<Integer> order = new ArrayList<>(IntStream.range(0, level.length).boxed().toList());
      order.sort(Comparator.<Integer>comparingInt(node -> level[node]).thenComparing(node -> node));
      this.byRank = order.stream().mapToInt(Integer::intValue).toArray();
      this.rank = new int[level.length];
      for (int i = 0; i < byRank.length; i++) {
        rank[byRank[i]] = i;
      }
    }

    private boolean isUp(NopLink link) {
      return rank[link.to()] < rank[link.from()];
    }

    @Override
    NopLink toward(int node, int target) {
      short[] hops = hops(target);
      boolean up = hops[node] < 0;
      for (NopLink link : graph().outgoing(node)) {
        boolean leadsOn = isUp(link) == up && (up || hops[link.to()] >= 0);
        if (leadsOn && Math.abs(hops[link.to()]) == Math.abs(hops[node]) - 1) {
          return link;
        }
      }
      throw new RoutingException("no way from node " + node + " to node " + target);
    }

    @Override
    public int hops(int source, int target) {
      return Math.abs(hops(target)[source]);
    }

    private short[] hops(int target) {
      short[] hops = hopsTo.get(target);
      if (hops == null) {
        hops = search(target);
        hopsTo.set(target, hops);
      }
      return hops;
    }

    private short[] search(int target) {
      short[] hops = new short[byRank.length];
      Arrays.fill(hops, Short.MAX_VALUE);
      hops[target] = 0;
      ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(target));
      while (!queue.isEmpty()) {
        int node = queue.remove();
        for (NopLink link : incoming.of(node)) {
          if (!isUp(link) && hops[link.from()] == Short.MAX_VALUE) {
            hops[link.from()] = (short) (hops[node] + 1);
            queue.add(link.from());
          }
        }
      }
      for (int node : byRank) {
        if (hops[node] == Short.MAX_VALUE) {
          hops[node] = (short) -(1 + leastAbove(node, hops));
        }
      }
      return hops;
    }

    /** Hops left after the best up link; nodes above are settled already. */
    private int leastAbove(int node, short[] hops) {
      int least = Short.MAX_VALUE - 1;
      for (NopLink link : graph().outgoing(node)) {
        if (isUp(link)) {
          least = Math.min(least, Math.abs(hops[link.to()]));
        }
      }
      return least;
    }
  }
}
