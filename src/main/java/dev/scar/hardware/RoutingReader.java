package dev.scar.hardware;

import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how packets are routed: an algorithm by its name, or a table of routes. */
final class RoutingReader {
  private final NodeReader root;
  private final NopGraph graph;

  RoutingReader(NodeReader root, NopGraph graph) {
    this.root = root;
    this.graph = graph;
  }

  /** Dimension order on lattices and shortest paths elsewhere, unless the file says otherwise. */
  Optional<Routing> read() {
    NodeReader written = root.at("routing");
    String name = written.textOr(Routings.usual(graph).name());
    if (!written.isSound()) {
      return Optional.empty();
    }
    if (name.equals(TableRouting.NAME)) {
      return table(root.at("routes"));
    }
    if (root.has("routes")) {
      root.at("routes").problem("is there, but routing is not \"table\"", "");
    }
    Optional<RoutingAlgorithm> algorithm = Routings.named(name);
    if (algorithm.isEmpty()) {
      List<String> known = new ArrayList<>(Routings.names());
      known.add(TableRouting.NAME);
      written.problem("is not one of " + String.join(", ", known), Spelling.advice(name, known));
      return Optional.empty();
    }
    try {
      return Optional.of(algorithm.get().on(graph));
    } catch (RoutingException e) {
      written.problem("does not fit: " + e.reason(), "");
      return Optional.empty();
    }
  }

  private Optional<Routing> table(NodeReader written) {
    if (!written.isPresent()) {
      written.problem("is missing", "Routing \"table\" needs a route for every pair of nodes.");
      return Optional.empty();
    }
    Map<Long, Route> routes = new LinkedHashMap<>();
    for (NodeReader entry : written.items()) {
      NodeReader path = entry.isObject() ? entry.at("path") : entry;
      List<Integer> nodes = numbers(path);
      List<Integer> channels = entry.isObject() ? numbers(entry.at("channels")) : List.of();
      if (entry.isSound()) {
        add(entry, nodes, channels, routes);
      }
    }
    if (!written.isSound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TableRouting(graph, routes.values()));
    } catch (RoutingException e) {
      written.problem("is not complete: " + e.reason(), "");
      return Optional.empty();
    }
  }

  private void add(
      NodeReader entry, List<Integer> nodes, List<Integer> channels, Map<Long, Route> routes) {
    try {
      Route route = TableRouting.path(graph, nodes, channels);
      long pair = (long) route.source() * graph.nodeCount() + route.target();
      if (routes.put(pair, route) != null) {
        entry.problem(
            "is a second route from node " + route.source() + " to node " + route.target(), "");
      }
    } catch (RoutingException e) {
      entry.problem("is not possible: " + e.reason(), "");
    }
  }

  private static List<Integer> numbers(NodeReader list) {
    return list.items().stream().map(number -> (int) number.whole()).toList();
  }
}
