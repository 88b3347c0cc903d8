package dev.scar.hardware;

import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Graphs and route tables for tests. */
final class Graphs {
  static final LinkSpec SPEC = new LinkSpec(Bandwidth.ofBytesPerSecond(100_000_000_000L), 35_000);

  private Graphs() {}

  /** A custom graph; each pair is a link in one direction. */
  static NopGraph directed(int nodes, int[]... links) {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < nodes; node++) {
      graph.node(Optional.empty());
    }
    for (int[] link : links) {
      graph.oneWay(link[0], link[1], SPEC);
    }
    return graph.build();
  }

  /** A custom graph; each pair is a link in both directions. */
  static NopGraph undirected(int nodes, int[]... links) {
    List<int[]> both = new ArrayList<>();
    for (int[] link : links) {
      both.add(link);
      both.add(new int[] {link[1], link[0]});
    }
    return directed(nodes, both.toArray(int[][]::new));
  }

  /** A random tree with some more links, parallel ones included. */
  static NopGraph connected(int nodes, int extra, SplittableRandom random) {
    List<int[]> links = new ArrayList<>();
    for (int node = 1; node < nodes; node++) {
      links.add(new int[] {random.nextInt(node), node});
    }
    for (int i = 0; i < extra; i++) {
      int a = random.nextInt(nodes);
      int b = random.nextInt(nodes);
      if (a != b) {
        links.add(new int[] {a, b});
      }
    }
    return undirected(nodes, links.toArray(int[][]::new));
  }

  /** A random directed cycle through all nodes with some more one-way links. */
  static NopGraph oneWay(int nodes, int extra, SplittableRandom random) {
    List<int[]> links = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      links.add(new int[] {node, (node + 1) % nodes});
    }
    for (int i = 0; i < extra; i++) {
      int a = random.nextInt(nodes);
      int b = random.nextInt(nodes);
      if (a != b) {
        links.add(new int[] {a, b});
      }
    }
    return directed(nodes, links.toArray(int[][]::new));
  }

  /** A hop of a hand-made routing function. */
  interface NextNode {
    int next(int source, int at, int target);
  }

  /** Writes a function out as a table, on virtual channel 0. */
  static Routing table(NopGraph graph, NextNode function) {
    List<Route> routes = new ArrayList<>();
    for (int source = 0; source < graph.nodeCount(); source++) {
      for (int target = 0; target < graph.nodeCount(); target++) {
        List<Integer> nodes = new ArrayList<>(List.of(source));
        int at = source;
        while (at != target) {
          at = function.next(source, at, target);
          nodes.add(at);
        }
        routes.add(TableRouting.path(graph, nodes, List.of()));
      }
    }
    return new TableRouting(graph, routes);
  }

  /** The same routes with everything on virtual channel 0. */
  static Routing onOneChannel(NopGraph graph, Routing routing) {
    List<Route> routes = new ArrayList<>();
    for (int source = 0; source < graph.nodeCount(); source++) {
      for (int target = 0; target < graph.nodeCount(); target++) {
        routes.add(Route.of(source, target, routing.route(source, target).links()));
      }
    }
    return new TableRouting(graph, routes);
  }
}
