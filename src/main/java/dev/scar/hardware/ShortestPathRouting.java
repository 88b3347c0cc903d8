package dev.scar.hardware;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The lexicographically smallest node sequence among the routes with the fewest hops; among
 * parallel links the lowest ordinal.
 *
 * <p><b>Cost:</b> one breadth-first search per target, done when it is first asked for; O(hops) per
 * route.
 */
final class ShortestPathRouting implements RoutingAlgorithm {
  @Override
  public String name() {
    return "shortest-path";
  }

  @Override
  public Routing on(NopGraph graph) {
    LinkTable links = new LinkTable(graph);
    AtomicReferenceArray<int[]> distances = new AtomicReferenceArray<>(graph.nodeCount());
    return (source, target) -> {
      int[] distance = distances.get(target);
      if (distance == null) {
        distance = distancesTo(graph, target);
        distances.set(target, distance);
      }
      return route(links, distance, source, target);
    };
  }

  private static int[] distancesTo(NopGraph graph, int target) {
    int[] distance = new int[graph.nodeCount()];
    Arrays.fill(distance, Integer.MAX_VALUE);
    distance[target] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(target));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (NopLink link : graph.asGraph().incomingEdgesOf(at)) {
        if (distance[link.from()] == Integer.MAX_VALUE) {
          distance[link.from()] = distance[at] + 1;
          queue.add(link.from());
        }
      }
    }
    return distance;
  }

  private static Route route(LinkTable links, int[] distance, int source, int target) {
    if (distance[source] == Integer.MAX_VALUE) {
      throw new RoutingException("there is no way from node " + source + " to node " + target);
    }
    List<NopLink> route = new ArrayList<>();
    int at = source;
    while (at != target) {
      for (NopLink link : links.leaving(at)) {
        if (distance[link.to()] == distance[at] - 1) {
          route.add(link);
          break;
        }
      }
      at = route.get(route.size() - 1).to();
    }
    return Route.of(source, target, route);
  }
}
