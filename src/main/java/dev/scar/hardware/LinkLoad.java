package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each link has to carry when given flows follow given routes.
 *
 * <p>With uniform traffic the amount on a link is the number of ordered pairs of nodes whose route
 * uses it. If each of n nodes offers λ flits a cycle to all n, itself included, a link with amount
 * a carries λ·a/n; so links of one flit a cycle bound the load by {@code n / most()}.
 */
public final class LinkLoad {
  /** So much, in bytes or whatever is asked about, from one node to another. */
  public record Demand(int source, int target, double amount) {}

  private final NopGraph graph;
  private final double[] amounts;

  private LinkLoad(NopGraph graph, double[] amounts) {
    this.graph = graph;
    this.amounts = amounts;
  }

  /** The load of a list of demands. Costs O(demands · hops). */
  public static LinkLoad of(NopGraph graph, Routing routing, Collection<Demand> demands) {
    double[] amounts = new double[graph.links().size()];
    for (Demand demand : demands) {
      for (NopLink link : routing.route(demand.source(), demand.target()).links()) {
        amounts[link.ordinal()] += demand.amount();
      }
    }
    return new LinkLoad(graph, amounts);
  }

  /** One unit from every node to every node, the sources and targets being all nodes. */
  public static LinkLoad uniform(NopGraph graph, Routing routing) {
    return uniform(graph, routing, IntStream.range(0, graph.nodeCount()).boxed().toList());
  }

  /** One unit from every chiplet to every chiplet. */
  public static LinkLoad uniform(ChipletPackage chipletPackage) {
    return uniform(
        chipletPackage.nop(),
        chipletPackage.routing(),
        chipletPackage.chiplets().stream().map(Chiplet::node).toList());
  }

  /**
   * One unit from each of these nodes to each of them. Costs O(nodes of the graph) for each target
   * where a next hop depends on node and target alone.
   */
  private static LinkLoad uniform(NopGraph graph, Routing routing, List<Integer> nodes) {
    double[] amounts = new double[graph.links().size()];
    for (int target : nodes) {
      if (routing instanceof NextHopRouting hops) {
        addTree(hops, nodes, target, graph.nodeCount(), amounts);
      } else {
        for (int source : nodes) {
          routing.route(source, target).links().forEach(link -> amounts[link.ordinal()]++);
        }
      }
    }
    return new LinkLoad(graph, amounts);
  }

  /** Adds what flows down the tree of next hops to one target, from the farthest nodes inwards. */
  private static void addTree(
      NextHopRouting routing, List<Integer> sources, int target, int nodes, double[] amounts) {
    long[] waiting = new long[nodes];
    sources.forEach(node -> waiting[node]++);
    List<List<Integer>> byHops = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      int hops = routing.hops(node, target);
      while (byHops.size() <= hops) {
        byHops.add(new ArrayList<>());
      }
      byHops.get(hops).add(node);
    }
    for (int hops = byHops.size() - 1; hops > 0; hops--) {
      for (int node : byHops.get(hops)) {
        if (waiting[node] > 0) {
          NopLink link = routing.next(node, target);
          amounts[link.ordinal()] += waiting[node];
          waiting[link.to()] += waiting[node];
        }
      }
    }
  }

  /** The amount on a link. */
  public double on(NopLink link) {
    return amounts[link.ordinal()];
  }

  /** The largest amount on any link; 0 without links. */
  public double most() {
    return Arrays.stream(amounts).max().orElse(0);
  }

  /** The sum over all links: amount times hops, over all flows. */
  public double total() {
    return Arrays.stream(amounts).sum();
  }

  /** Time a link is busy with its amount, read as bytes, in seconds. */
  public double busySeconds(NopLink link) {
    return on(link) / link.bandwidth().bytesPerSecond();
  }

  /** Links by busy time, the longest first, equal ones by ordinal. */
  public List<NopLink> busiestFirst() {
    return graph.links().stream()
        .sorted(
            Comparator.comparingDouble((NopLink link) -> -busySeconds(link))
                .thenComparingInt(NopLink::ordinal))
        .toList();
  }
}
