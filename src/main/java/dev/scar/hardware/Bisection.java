package dev.scar.hardware;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The narrowest place of a network: the least capacity, in one direction, between two halves of its
 * nodes.
 *
 * <ul>
 *   <li>Lattices: the least <em>straight</em> cut in the middle of the rows or of the columns, as
 *       in the literature; with an odd number both middle cuts are tried.
 *   <li>Other graphs of at most {@value #MOST_EXACT} nodes: the exact least over all halves that
 *       differ by at most one node, O(2^nodes).
 *   <li>Larger ones: an upper bound, the least over the halves nearest to each of up to {@value
 *       #MOST_SEEDS} nodes (breadth first), O(nodes + links) for each.
 * </ul>
 *
 * @param bytesPerSecond capacity across, the smaller of the two directions
 * @param links directed links across in that direction
 * @param how which of the three it is
 */
public record Bisection(long bytesPerSecond, int links, How how) {
  static final int MOST_EXACT = 20;
  static final int MOST_SEEDS = 64;

  /** What the figure is. */
  public enum How {
    STRAIGHT_CUT,
    EXACT,
    UPPER_BOUND
  }

  /**
   * The bisection of a graph; capacity 0 over 0 links for a single node.
   *
   * @throws ArithmeticException if the sum of the bandwidths passes 2^63
   */
  public static Bisection of(NopGraph graph) {
    if (graph.nodeCount() < 2) {
      return new Bisection(0, 0, How.EXACT);
    }
    List<BitSet> halves = new ArrayList<>();
    if (NopGraphs.LATTICES.contains(graph.shape())) {
      addStraight(graph, graph.columns(), node -> node % graph.columns(), halves);
      addStraight(graph, graph.rows(), node -> node / graph.columns(), halves);
      return least(graph, halves, How.STRAIGHT_CUT);
    }
    if (graph.nodeCount() <= MOST_EXACT) {
      return exact(graph);
    }
    return bound(graph);
  }

  /** The upper bound, whatever the size. */
  static Bisection bound(NopGraph graph) {
    List<BitSet> halves = new ArrayList<>();
    int step = (graph.nodeCount() + MOST_SEEDS - 1) / MOST_SEEDS;
    for (int seed = 0; seed < graph.nodeCount(); seed += step) {
      halves.add(nearest(graph, seed));
    }
    return least(graph, halves, How.UPPER_BOUND);
  }

  private static void addStraight(
      NopGraph graph, int size, ToIntFunction<Integer> place, List<BitSet> halves) {
    for (int cut : List.of(size / 2, size - size / 2)) {
      if (cut > 0 && cut < size) {
        BitSet half = new BitSet();
        IntStream.range(0, graph.nodeCount())
            .filter(node -> place.applyAsInt(node) < cut)
            .forEach(half::set);
        halves.add(half);
      }
    }
  }

  private static Bisection least(NopGraph graph, List<BitSet> halves, How how) {
    return halves.stream()
        .map(half -> across(graph, half, how))
        .min(Comparator.comparingLong(Bisection::bytesPerSecond))
        .orElseThrow();
  }

  private static Bisection across(NopGraph graph, BitSet half, How how) {
    long out = 0;
    long in = 0;
    int outLinks = 0;
    int inLinks = 0;
    for (NopLink link : graph.links()) {
      boolean fromHalf = half.get(link.from());
      if (fromHalf != half.get(link.to())) {
        long capacity = link.bandwidth().bytesPerSecond();
        out = fromHalf ? Math.addExact(out, capacity) : out;
        in = fromHalf ? in : Math.addExact(in, capacity);
        outLinks += fromHalf ? 1 : 0;
        inLinks += fromHalf ? 0 : 1;
      }
    }
    return out <= in ? new Bisection(out, outLinks, how) : new Bisection(in, inLinks, how);
  }

  /** Half of the nodes, those reached first from a seed; links count in both directions. */
  private static BitSet nearest(NopGraph graph, int seed) {
    IncomingLinks incoming = new IncomingLinks(graph);
    BitSet half = new BitSet();
    BitSet seen = new BitSet();
    List<Integer> queue = new ArrayList<>(List.of(seed));
    seen.set(seed);
    for (int i = 0; i < queue.size() && half.cardinality() < graph.nodeCount() / 2; i++) {
      int node = queue.get(i);
      half.set(node);
      IntStream.concat(
              graph.outgoing(node).stream().mapToInt(NopLink::to),
              incoming.of(node).stream().mapToInt(NopLink::from))
          .sorted()
          .forEach(
              neighbour -> {
                if (!seen.get(neighbour)) {
                  seen.set(neighbour);
                  queue.add(neighbour);
                }
              });
    }
    return half;
  }

  /** Tries every half. */
  private static Bisection exact(NopGraph graph) {
    int nodes = graph.nodeCount();
    long[][] capacity = new long[nodes][nodes];
    for (NopLink link : graph.links()) {
      long sum = capacity[link.from()][link.to()];
      capacity[link.from()][link.to()] = Math.addExact(sum, link.bandwidth().bytesPerSecond());
    }
    long least = Long.MAX_VALUE;
    Optional<BitSet> best = Optional.empty();
    for (int set = 1; set < 1 << nodes; set++) {
      if (Integer.bitCount(set) == nodes / 2) {
        long across = Math.min(flow(capacity, set, true), flow(capacity, set, false));
        if (across < least) {
          least = across;
          best = Optional.of(BitSet.valueOf(new long[] {set}));
        }
      }
    }
    return across(graph, best.orElseThrow(), How.EXACT);
  }

  private static long flow(long[][] capacity, int set, boolean outwards) {
    long sum = 0;
    for (int from = 0; from < capacity.length; from++) {
      if ((set >> from & 1) == (outwards ? 1 : 0)) {
        for (int to = 0; to < capacity.length; to++) {
          if ((set >> to & 1) == (outwards ? 0 : 1)) {
            sum = Math.addExact(sum, capacity[from][to]);
          }
        }
      }
    }
    return sum;
  }
}
