package dev.scar.hardware;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Distances of a network under its routes.
 *
 * @param diameter the longest route in hops
 * @param averageHops mean over ordered pairs of different nodes; 0 for a single node
 */
public record NopMetrics(int diameter, double averageHops) {

  /** Over all nodes. Costs O(nodes²) route lengths. */
  public static NopMetrics of(NopGraph graph, Routing routing) {
    return of(routing, IntStream.range(0, graph.nodeCount()).boxed().toList());
  }

  /** Over some nodes, such as those that hold chiplets. */
  public static NopMetrics of(Routing routing, List<Integer> nodes) {
    int longest = 0;
    long sum = 0;
    for (int target : nodes) {
      for (int source : nodes) {
        int hops = routing.hops(source, target);
        longest = Math.max(longest, hops);
        sum += hops;
      }
    }
    long pairs = (long) nodes.size() * (nodes.size() - 1);
    return new NopMetrics(longest, pairs == 0 ? 0 : (double) sum / pairs);
  }
}
