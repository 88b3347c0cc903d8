package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Routes that somebody wrote down, one for every ordered pair of different nodes.
 *
 * <p>What tables can say is more than an algorithm's choice: ways round a weak link, turn models,
 * virtual channels. Hence they are proved like all others ({@link DeadlockProof}).
 */
final class TableRouting implements Routing {
  /** The name that topology files use. */
  public static final String NAME = "table";

  /** More virtual channels are taken for a slip. */
  public static final int MOST_VIRTUAL_CHANNELS = 16;

  private final int nodes;
  private final int virtualChannels;
  private final List<Route> routes;

  /**
   * Checks that the table is complete.
   *
   * @throws RoutingException if a pair has no route or two
   */
  public TableRouting(NopGraph graph, Collection<Route> table) {
    this.nodes = graph.nodeCount();
    List<Route> byPair = new ArrayList<>();
    if (table.size() >= (long) nodes * (nodes - 1)) {
      for (int i = 0; i < nodes * nodes; i++) {
        byPair.add(Route.of(i / nodes, i / nodes, List.of()));
      }
    }
    int channels = 1;
    int filled = 0;
    for (Route route : table) {
      for (int hop = 0; hop < route.hops(); hop++) {
        channels = Math.max(channels, route.virtualChannel(hop) + 1);
      }
      if (route.source() == route.target() && route.hops() > 0) {
        throw new RoutingException("a way round from node " + route.source() + " to itself");
      }
      int pair = route.source() * nodes + route.target();
      if (pair < byPair.size() && route.hops() > 0) {
        if (byPair.set(pair, route).hops() > 0) {
          throw new RoutingException(
              "two routes from node " + route.source() + " to node " + route.target());
        }
        filled++;
      }
    }
    if (filled < nodes * (nodes - 1)) {
      throw new RoutingException(firstMissing(table));
    }
    this.routes = List.copyOf(byPair);
    this.virtualChannels = channels;
  }

  private String firstMissing(Collection<Route> table) {
    boolean[] there = new boolean[nodes * nodes];
    table.forEach(route -> there[route.source() * nodes + route.target()] = true);
    int missing = 0;
    int first = -1;
    for (int pair = there.length - 1; pair >= 0; pair--) {
      if (!there[pair] && pair / nodes != pair % nodes) {
        first = pair;
        missing++;
      }
    }
    return "no route from node "
        + first / nodes
        + " to node "
        + first % nodes
        + (missing > 1 ? ", nor for " + (missing - 1) + " other pairs" : "");
  }

  /**
   * The route through these nodes, of parallel links the one that its target chooses.
   *
   * @param virtualChannels one for each hop; empty for channel 0 throughout
   * @throws RoutingException if two neighbours are not linked, a node does not exist or a channel
   *     is too high
   */
  public static Route path(NopGraph graph, List<Integer> nodes, List<Integer> virtualChannels) {
    if (nodes.isEmpty()) {
      throw new RoutingException("a route needs a node");
    }
    Set<Integer> passed = new HashSet<>();
    for (int node : nodes) {
      if (node < 0 || node >= graph.nodeCount()) {
        throw new RoutingException("there is no node " + node);
      }
      if (!passed.add(node)) {
        throw new RoutingException("it passes node " + node + " twice");
      }
    }
    List<NopLink> links = new ArrayList<>();
    int target = nodes.get(nodes.size() - 1);
    for (int i = 1; i < nodes.size(); i++) {
      int from = nodes.get(i - 1);
      int to = nodes.get(i);
      links.add(
          graph
              .link(from, to, target)
              .orElseThrow(
                  () -> new RoutingException("there is no link from " + from + " to " + to)));
    }
    int[] channels = new int[links.size()];
    if (!virtualChannels.isEmpty()) {
      if (virtualChannels.size() != links.size()) {
        throw new RoutingException(
            links.size() + " hops but " + virtualChannels.size() + " virtual channels");
      }
      for (int hop = 0; hop < channels.length; hop++) {
        channels[hop] = virtualChannels.get(hop);
        if (channels[hop] < 0 || channels[hop] >= MOST_VIRTUAL_CHANNELS) {
          throw new RoutingException("there is no virtual channel " + channels[hop]);
        }
      }
    }
    return new Route(nodes.get(0), nodes.get(nodes.size() - 1), links, channels);
  }

  @Override
  public Route route(int source, int target) {
    if (source < 0 || source >= nodes || target < 0 || target >= nodes) {
      throw new RoutingException("there is no route from " + source + " to " + target);
    }
    return routes.get(source * nodes + target);
  }

  @Override
  public int virtualChannels() {
    return virtualChannels;
  }

  @Override
  public String toString() {
    return "TableRouting[" + nodes + " nodes]";
  }
}
