package dev.scar.hardware;

import java.util.ArrayList;
import java.util.List;

/**
 * Dimension-order routing: first along the row (x), then along the column (y); on triangular
 * lattices diagonals first while both coordinates grow or both shrink.
 *
 * <p>Needs a mesh or triangular lattice. Routes are made on demand in O(hops).
 */
final class XyRouting implements RoutingAlgorithm {
  @Override
  public String name() {
    return "xy";
  }

  @Override
  public Routing on(NopGraph graph) {
    if (!graph.shape().equals("mesh") && !graph.shape().equals("triangular")) {
      throw new RoutingException(
          "xy needs a mesh or triangular lattice, not "
              + graph.shape()
              + "; shortest-path fits any");
    }
    boolean diagonals = graph.shape().equals("triangular");
    int columns = graph.columns();
    LinkTable links = new LinkTable(graph);
    return (source, target) -> {
      List<NopLink> route = new ArrayList<>();
      int at = source;
      while (at != target) {
        int dx = Integer.compare(target % columns, at % columns);
        int dy = Integer.compare(target / columns, at / columns);
        int next =
            diagonals && dx == dy ? at + dx + dy * columns : dx != 0 ? at + dx : at + dy * columns;
        route.add(links.between(at, next));
        at = next;
      }
      return Route.of(source, target, route);
    };
  }
}
