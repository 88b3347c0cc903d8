package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered algorithm promises, on every graph that it accepts. */
final class RoutingContractTest {

  private static Stream<RoutingAlgorithm> algorithms() {
    return Routings.ALL.stream();
  }

  /** Lattices of all shapes, generated packages and random graphs. */
  private static List<NopGraph> graphs() {
    List<NopGraph> graphs = new ArrayList<>();
    for (int[] size :
        new int[][] {{1, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 3}, {4, 3}, {5, 6}, {1, 7}}) {
      for (String shape : List.of(NopGraphs.MESH, NopGraphs.TRIANGULAR, NopGraphs.TORUS)) {
        graphs.add(NopGraphs.lattice(shape, size[0], size[1], Graphs.SPEC));
      }
    }
    for (int nodes = 3; nodes < 10; nodes++) {
      graphs.add(NopGraphs.ring(nodes, Graphs.SPEC));
    }
    graphs.add(NopGraphs.hexamesh(2, Graphs.SPEC));
    graphs.add(NopGraphs.concentratedMesh(2, 3, 3, Graphs.SPEC));
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int nodes = random.nextInt(2, 20);
      graphs.add(Graphs.connected(nodes, random.nextInt(25), random));
      graphs.add(Graphs.oneWay(nodes, random.nextInt(25), random));
    }
    return graphs;
  }

  private static List<Routing> accepted(RoutingAlgorithm algorithm, NopGraph graph) {
    try {
      return List.of(algorithm.on(graph));
    } catch (RoutingException e) {
      assertThat(e.reason()).isNotBlank();
      return List.of();
    }
  }

  /** The pairs of links that are told are those of the routes, between some of the nodes, too. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void turnsAreThoseOfTheRoutes(RoutingAlgorithm algorithm) {
    int turns = 0;
    for (NopGraph graph : graphs()) {
      for (Routing routing : accepted(algorithm, graph)) {
        for (int step = 1; step <= 2; step++) {
          int every = step;
          List<Integer> nodes =
              IntStream.range(0, graph.nodeCount()).filter(n -> n % every == 0).boxed().toList();
          Set<List<NopLink>> told = new HashSet<>();
          routing.turns(nodes, (from, to) -> told.add(List.of(from, to)));
          Set<List<NopLink>> expected = new HashSet<>();
          for (int source : nodes) {
            for (int target : nodes) {
              List<NopLink> links = routing.route(source, target).links();
              for (int hop = 1; hop < links.size(); hop++) {
                expected.add(links.subList(hop - 1, hop + 1));
              }
            }
          }
          assertThat(told).as("%s on %s", routing, graph).isEqualTo(expected);
          turns += expected.size();
        }
      }
    }
    assertThat(turns).isPositive();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyPairHasAPathThatArrives(RoutingAlgorithm algorithm) {
    int routes = 0;
    int accepted = 0;
    for (NopGraph graph : graphs()) {
      for (Routing routing : accepted(algorithm, graph)) {
        accepted++;
        for (int source = 0; source < graph.nodeCount(); source++) {
          for (int target = 0; target < graph.nodeCount(); target++) {
            check(graph, routing, source, target);
            routes++;
          }
        }
      }
    }
    System.out.println(algorithm.name() + ": " + accepted + " graphs, " + routes + " routes");
    assertThat(accepted).isGreaterThan(20);
  }

  private static void check(NopGraph graph, Routing routing, int source, int target) {
    Route route = routing.route(source, target);
    String description = routing + " " + source + ">" + target + ": " + route;
    assertThat(route.source()).as(description).isEqualTo(source);
    assertThat(route.target()).as(description).isEqualTo(target);
    assertThat(graph.links()).as(description).containsAll(route.links());
    assertThat(routing.hops(source, target)).as(description).isEqualTo(route.hops());
    List<Integer> nodes = nodes(route);
    assertThat(nodes).as(description).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, route.hops()).map(route::virtualChannel))
        .as(description)
        .allMatch(channel -> channel >= 0 && channel < routing.virtualChannels());
    assertThat(routing.route(source, target)).as(description).hasToString(route.toString());
  }

  private static List<Integer> nodes(Route route) {
    List<Integer> nodes = new ArrayList<>(List.of(route.source()));
    route.links().forEach(link -> nodes.add(link.to()));
    return nodes;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theSameRoutesFromSeveralThreads(RoutingAlgorithm algorithm) {
    NopGraph graph = NopGraphs.mesh(6, 6, Graphs.SPEC);
    Routing alone = algorithm.on(graph);
    Routing shared = algorithm.on(graph);
    List<String> expected =
        IntStream.range(0, 36 * 36).mapToObj(i -> alone.route(i / 36, i % 36).toString()).toList();
    List<String> found =
        IntStream.range(0, 36 * 36)
            .parallel()
            .mapToObj(i -> shared.route(i / 36, i % 36).toString())
            .toList();
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void hopsAgainstDijkstra(RoutingAlgorithm algorithm) {
    boolean shortest = algorithm.name().equals("shortest-path") || algorithm.name().equals("xy");
    int longer = 0;
    for (NopGraph graph : graphs()) {
      for (Routing routing : accepted(algorithm, graph)) {
        for (int source = 0; source < graph.nodeCount(); source++) {
          SingleSourcePaths<Integer, NopLink> paths =
              new DijkstraShortestPath<>(graph.asGraph()).getPaths(source);
          for (int target = 0; target < graph.nodeCount(); target++) {
            int least = paths.getPath(target).getLength();
            int hops = routing.route(source, target).hops();
            assertThat(hops).as("%s %d>%d", routing, source, target).isGreaterThanOrEqualTo(least);
            longer += hops > least ? 1 : 0;
          }
        }
      }
    }
    System.out.println(algorithm.name() + ": routes longer than the shortest: " + longer);
    assertThat(longer == 0).isEqualTo(shortest);
  }

  @Test
  void shortestPathIsTheSmallestOfAllShortest() {
    for (NopGraph graph : graphs()) {
      if (graph.nodeCount() > 12) {
        continue;
      }
      Routing routing = new ShortestPathRouting().on(graph);
      for (int source = 0; source < graph.nodeCount(); source++) {
        for (int target = 0; target < graph.nodeCount(); target++) {
          Route route = routing.route(source, target);
          List<Integer> smallest = smallest(graph, List.of(source), target, route.hops());
          assertThat(nodes(route)).isEqualTo(smallest);
          assertThat(route.links())
              .allMatch(
                  link ->
                      graph
                          .link(link.from(), link.to(), route.target())
                          .orElseThrow()
                          .equals(link));
        }
      }
    }
  }

  /** By trying all ways of so many hops, neighbours in ascending order; empty if there is none. */
  private static List<Integer> smallest(NopGraph graph, List<Integer> way, int target, int hops) {
    int at = way.get(way.size() - 1);
    if (hops == 0) {
      return at == target ? way : List.of();
    }
    List<Integer> neighbours =
        graph.links().stream()
            .filter(l -> l.from() == at)
            .map(NopLink::to)
            .distinct()
            .sorted()
            .toList();
    for (int neighbour : neighbours) {
      List<Integer> longer = new ArrayList<>(way);
      longer.add(neighbour);
      List<Integer> found = smallest(graph, longer, target, hops - 1);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  @Test
  void xyGoesAlongTheRowFirst() {
    NopGraph mesh = NopGraphs.mesh(3, 4, Graphs.SPEC);
    assertThat(nodes(new XyRouting().on(mesh).route(0, 11))).containsExactly(0, 1, 2, 3, 7, 11);
    assertThat(nodes(new XyRouting().on(mesh).route(11, 0))).containsExactly(11, 10, 9, 8, 4, 0);
    NopGraph triangular = NopGraphs.triangular(3, 4, Graphs.SPEC);
    assertThat(nodes(new XyRouting().on(triangular).route(0, 11))).containsExactly(0, 5, 10, 11);
    assertThat(nodes(new XyRouting().on(triangular).route(3, 8))).containsExactly(3, 2, 1, 0, 4, 8);
  }

  @Test
  void xyGoesRoundTheShorterWay() {
    NopGraph ring = NopGraphs.ring(6, Graphs.SPEC);
    Routing routing = new XyRouting().on(ring);
    assertThat(routing.route(4, 1)).hasToString("Route[4>5, 5>0, 0>1][1, 1, 0]");
    assertThat(routing.route(1, 5)).hasToString("Route[1>0, 0>5][1, 1]");
    assertThat(routing.route(0, 3)).hasToString("Route[0>1, 1>2, 2>3][0, 0, 0]");
    assertThat(routing.route(3, 0)).hasToString("Route[3>2, 2>1, 1>0][0, 0, 0]");
    assertThat(routing.virtualChannels()).isEqualTo(2);
  }

  @Test
  void upDownNeverGoesUpAgain() {
    NopGraph pentagon = Graphs.undirected(5, new int[][] {{0, 3}, {3, 1}, {1, 4}, {4, 2}, {2, 0}});
    Routing routing = new UpDownRouting().on(pentagon);
    assertThat(nodes(routing.route(1, 2))).containsExactly(1, 3, 0, 2);
    assertThat(nodes(routing.route(4, 3))).containsExactly(4, 1, 3);
  }

  @Test
  void refusesWhatItCannotRoute() {
    NopGraph torn = Graphs.undirected(4, new int[][] {{0, 1}, {2, 3}});
    NopGraph oneWay = Graphs.directed(3, new int[][] {{0, 1}, {1, 2}, {2, 0}});
    NopGraph dead = Graphs.directed(3, new int[][] {{0, 1}, {1, 0}, {0, 2}});
    assertThatThrownBy(() -> new ShortestPathRouting().on(torn))
        .isInstanceOf(RoutingException.class)
        .hasMessage("no way from node 0 to node 2");
    assertThatThrownBy(() -> new ShortestPathRouting().on(dead))
        .hasMessage("no way from node 2 to node 0");
    assertThatThrownBy(() -> new UpDownRouting().on(torn))
        .hasMessage("no way from node 0 to node 2");
    assertThatThrownBy(() -> new UpDownRouting().on(oneWay))
        .hasMessage(
            "up-down needs a way back for every link; there is no link from node 1 to node 0");
    assertThatThrownBy(() -> new XyRouting().on(oneWay))
        .hasMessage(
            "xy needs a lattice (mesh, triangular, torus, ring), not a graph of shape custom");
    NopGraph mesh = NopGraphs.mesh(2, 2, Graphs.SPEC);
    List<NopLink> fewer = mesh.links().subList(0, 7);
    NopGraph holed =
        new NopGraph(
            "mesh",
            2,
            2,
            List.of(mesh.position(0), mesh.position(1), mesh.position(2), mesh.position(3)),
            fewer);
    assertThatThrownBy(() -> new XyRouting().on(holed))
        .hasMessage("the link from 3 to 2 is missing");
    assertThatThrownBy(() -> new XyRouting().on(mesh).route(0, 4)).hasMessage("there is no node 4");
  }

  @Test
  void tablesAreComplete() {
    NopGraph line = Graphs.undirected(3, new int[][] {{0, 1}, {1, 2}});
    Routing shortest = new ShortestPathRouting().on(line);
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      routes.add(shortest.route(i / 3, i % 3));
    }
    assertThat(new TableRouting(line, routes).route(2, 0)).isSameAs(routes.get(6));
    routes.remove(6);
    assertThatThrownBy(() -> new TableRouting(line, routes))
        .hasMessage("no route from node 2 to node 0");
    routes.remove(5);
    assertThatThrownBy(() -> new TableRouting(line, routes))
        .hasMessage("no route from node 1 to node 2, nor for 1 other pairs");
    routes.add(shortest.route(0, 1));
    routes.add(shortest.route(0, 1));
    assertThatThrownBy(() -> new TableRouting(line, routes))
        .hasMessage("two routes from node 0 to node 1");
    assertThatThrownBy(() -> TableRouting.path(line, List.of(0, 2), List.of()))
        .hasMessage("there is no link from 0 to 2");
    assertThatThrownBy(() -> TableRouting.path(line, List.of(0, 1, 0), List.of()))
        .hasMessage("it passes node 0 twice");
    Route round = Route.of(0, 0, List.of(line.links().get(0), line.links().get(1)));
    assertThatThrownBy(() -> new TableRouting(line, List.of(round)))
        .hasMessage("a way round from node 0 to itself");
    assertThatThrownBy(() -> TableRouting.path(line, List.of(0, 1), List.of(1, 1)))
        .hasMessage("1 hops but 2 virtual channels");
    assertThatThrownBy(() -> TableRouting.path(line, List.of(0, 1), List.of(16)))
        .hasMessage("there is no virtual channel 16");
  }

  @Test
  void names() {
    assertThat(Routings.names()).containsExactly("xy", "shortest-path", "up-down");
    assertThat(Routings.named("up-down")).containsInstanceOf(UpDownRouting.class);
    assertThat(Routings.named("down-up")).isEmpty();
  }
}
