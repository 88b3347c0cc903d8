package dev.scar.hardware;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Dimension order, x first, between routers that form a mesh, for nodes that hang on one router
 * each, as in a concentrated mesh. Routers are the nodes with a position.
 */
final class ConcentratedRouting extends NextHopRouting {
  private final int[] routerOf;
  private final Map<NopGraph.Position, Integer> routerAt = new HashMap<>();

  private ConcentratedRouting(NopGraph graph) {
    super(XyRouting.NAME, graph);
    this.routerOf = new int[graph.nodeCount()];
    for (int node = 0; node < routerOf.length; node++) {
      int own = node;
      routerOf[node] = node;
      graph.position(node).ifPresent(position -> routerAt.put(position, own));
    }
  }

  /** Its routes; empty if the graph is no mesh of routers with nodes hanging on them. */
  static Optional<Routing> on(NopGraph graph) {
    ConcentratedRouting routing = new ConcentratedRouting(graph);
    return routing.hangs() && routing.isMesh() ? Optional.of(routing) : Optional.empty();
  }

  private boolean hangs() {
    for (int node = 0; node < routerOf.length; node++) {
      if (graph().position(node).isEmpty()) {
        if (graph().outgoing(node).size() != 1) {
          return false;
        }
        routerOf[node] = graph().outgoing(node).get(0).to();
        if (graph().position(routerOf[node]).isEmpty()
            || graph().link(routerOf[node], node).isEmpty()) {
          return false;
        }
      }
    }
    return routerAt.size() < routerOf.length;
  }

  private boolean isMesh() {
    int rows = 1 + routerAt.keySet().stream().mapToInt(NopGraph.Position::row).max().orElse(0);
    int columns =
        1 + routerAt.keySet().stream().mapToInt(NopGraph.Position::column).max().orElse(0);
    return routerAt.size() == rows * columns
        && routerAt.keySet().stream()
            .allMatch(
                at ->
                    isLinked(at, new NopGraph.Position(at.row() + 1, at.column()))
                        && isLinked(at, new NopGraph.Position(at.row(), at.column() + 1)));
  }

  /** Both ways, if there are two such places. */
  private boolean isLinked(NopGraph.Position one, NopGraph.Position other) {
    Integer from = routerAt.get(one);
    Integer to = routerAt.get(other);
    return from == null
        || to == null
        || (graph().link(from, to).isPresent() && graph().link(to, from).isPresent());
  }

  private NopGraph.Position place(int node) {
    return graph().position(routerOf[node]).orElseThrow();
  }

  @Override
  NopLink toward(int node, int target) {
    return graph().link(node, after(node, target)).orElseThrow();
  }

  private int after(int node, int target) {
    if (routerOf[node] != node) {
      return routerOf[node];
    }
    if (routerOf[target] == node) {
      return target;
    }
    NopGraph.Position at = place(node);
    NopGraph.Position to = place(target);
    int right = Integer.signum(to.column() - at.column());
    int down = right == 0 ? Integer.signum(to.row() - at.row()) : 0;
    Integer next = routerAt.get(new NopGraph.Position(at.row() + down, at.column() + right));
    if (next == null) {
      throw new RoutingException("no way from node " + node + " to node " + target);
    }
    return next;
  }

  @Override
  public int hops(int source, int target) {
    if (source == target) {
      return 0;
    }
    NopGraph.Position from = place(source);
    NopGraph.Position to = place(target);
    return (routerOf[source] == source ? 0 : 1)
        + Math.abs(to.column() - from.column())
        + Math.abs(to.row() - from.row())
        + (routerOf[target] == target ? 0 : 1);
  }
}
