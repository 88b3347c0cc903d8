package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Generated shapes and their metrics, against closed formulas and the reference simulator's data.
 */
final class NetworkShapesTest {
  private static final Routing NONE = (source, target) -> Route.of(source, target, List.of());

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = NetworkShapesTest.class.getResourceAsStream("/booksim/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).toList();
    }
  }

  @Test
  void triangularLinksAreThoseOfTheReference() throws IOException {
    NopGraph graph = NopGraphs.triangular(3, 3, Graphs.SPEC);
    List<String> reference =
        lines("triangular_3x3_links.csv").stream()
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toList();
    assertThat(graph.links().stream().map(l -> l.from() + "," + l.to()))
        .containsExactlyElementsOf(reference);
  }

  @Test
  void triangularShortestPathsAreThoseOfTheReference() throws IOException {
    NopGraph graph = NopGraphs.triangular(3, 3, Graphs.SPEC);
    Routing routing = new ShortestPathRouting().on(graph);
    List<String> reference = lines("triangular_3x3_routes.csv");
    assertThat(reference).hasSize(81);
    for (String line : reference) {
      String[] fields = line.split(",");
      Route route = routing.route(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]));
      StringBuilder path = new StringBuilder(fields[0]);
      route.links().forEach(link -> path.append('-').append(link.to()));
      assertThat(path).hasToString(fields[4]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mesh,1,1,0,0",
    "mesh,1,5,8,4",
    "mesh,3,3,24,4",
    "mesh,6,6,120,10",
    "triangular,3,3,32,4",
    "triangular,4,4,66,6",
    "torus,3,3,36,2",
    "torus,2,2,8,2",
    "torus,2,4,24,3",
    "torus,6,6,144,6",
    "torus,1,5,10,2",
    "ring,1,3,6,1",
    "ring,1,8,16,4",
    "ring,1,9,18,4"
  })
  void lattices(String shape, int rows, int columns, int links, int diameter) {
    NopGraph graph = NopGraphs.lattice(shape, rows, columns, Graphs.SPEC);
    assertThat(graph.nodeCount()).isEqualTo(rows * columns);
    assertThat(graph.links()).hasSize(links);
    assertThat(NopMetrics.of(graph, new XyRouting().on(graph)).diameter()).isEqualTo(diameter);
  }

  @Test
  void linksAreNumberedByEndsThenByOrder() {
    LinkSpec slow = new LinkSpec(Bandwidth.ofBytesPerSecond(7), 0);
    NopGraphBuilder builder = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < 3; node++) {
      builder.node(Optional.empty());
    }
    NopGraph graph =
        builder
            .oneWay(2, 0, slow)
            .oneWay(1, 2, slow)
            .bothWays(0, 1, slow)
            .oneWay(0, 1, Graphs.SPEC)
            .build();
    assertThat(
            graph.links().stream()
                .map(l -> l.from() + ">" + l.to() + " " + l.bandwidth().bytesPerSecond()))
        .containsExactly("0>1 7", "0>1 100000000000", "1>0 7", "1>2 7", "2>0 7");
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "4", "6", "16"})
  void averageDistanceOfAMesh(int k) {
    NopGraph graph = NopGraphs.mesh(k, k, Graphs.SPEC);
    NopMetrics metrics = NopMetrics.of(graph, new XyRouting().on(graph));
    // 2 (k² − 1) / (3 k) over all pairs, a node with itself included.
    double withSelf = metrics.averageHops() * (k * k - 1) / (k * k);
    assertThat(withSelf).isCloseTo(2.0 * (k * k - 1) / (3 * k), within(1e-12));
    assertThat(metrics.diameter()).isEqualTo(2 * (k - 1));
  }

  @ParameterizedTest
  @CsvSource({"0,1,0,0", "1,7,2,5", "2,19,4,9", "3,37,6,13", "4,61,8,17"})
  void hexamesh(int rings, int nodes, int diameter, int bisection) {
    NopGraph graph = NopGraphs.hexamesh(rings, Graphs.SPEC);
    assertThat(graph.nodeCount()).isEqualTo(nodes);
    NopMetrics metrics = NopMetrics.of(graph, new ShortestPathRouting().on(graph));
    assertThat(metrics.diameter()).isEqualTo(diameter);
    Bisection found = Bisection.of(graph);
    if (found.how() == Bisection.How.EXACT) {
      assertThat(found.links()).isEqualTo(bisection);
    } else {
      assertThat(found.links()).isGreaterThanOrEqualTo(bisection);
    }
    assertThat(found.bytesPerSecond()).isEqualTo(found.links() * 100_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "mesh,4,4,4",
    "mesh,3,3,3",
    "mesh,2,6,2",
    "mesh,6,2,2",
    "mesh,1,2,1",
    "torus,4,4,8",
    "torus,3,6,6",
    "torus,2,4,4",
    "ring,1,8,2",
    "ring,1,5,2",
    "triangular,3,3,5",
    "triangular,4,4,7"
  })
  void straightCuts(String shape, int rows, int columns, int links) {
    Bisection bisection = Bisection.of(NopGraphs.lattice(shape, rows, columns, Graphs.SPEC));
    assertThat(bisection.how()).isEqualTo(Bisection.How.STRAIGHT_CUT);
    assertThat(bisection.links()).isEqualTo(links);
  }

  @Test
  void exactBisectionOfKnownGraphs() {
    NopGraph barbell =
        Graphs.undirected(6, new int[][] {{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}, {2, 3}});
    assertThat(Bisection.of(barbell).links()).isEqualTo(1);
    NopGraph complete =
        Graphs.undirected(4, new int[][] {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}});
    assertThat(Bisection.of(complete).links()).isEqualTo(4);
    NopGraph oneWayRing = Graphs.directed(4, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
    assertThat(Bisection.of(oneWayRing))
        .isEqualTo(new Bisection(100_000_000_000L, 1, Bisection.How.EXACT));
  }

  /** A mesh without its shape: the exact search and the bound against the straight cut. */
  @Test
  void boundIsNeverBelowTheExactValue() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NopGraph graph = Graphs.connected(random.nextInt(2, 13), random.nextInt(20), random);
      long exact = Bisection.of(graph).bytesPerSecond();
      assertThat(Bisection.bound(graph).bytesPerSecond())
          .as("seed " + seed)
          .isGreaterThanOrEqualTo(exact);
    }
  }

  /** Link bounds of the reference simulator's notes, in flits per node and cycle. */
  @ParameterizedTest
  @CsvSource({
    "mesh:3x3,xy,1",
    "mesh:4x4,xy,1",
    "mesh:6x6,xy,0.666666666667",
    "triangular:3x3,shortest-path,1"
  })
  void uniformLinkBounds(String shape, String algorithm, double bound) {
    NopGraph graph = NopGraphs.sized(shape, Graphs.SPEC);
    LinkLoad load = LinkLoad.uniform(graph, Routings.named(algorithm).orElseThrow().on(graph));
    assertThat(Math.min(1, graph.nodeCount() / load.most())).isCloseTo(bound, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"3,0.5", "4,0.333333333333", "6,0.2"})
  void transposeLinkBounds(int k, double bound) {
    NopGraph graph = NopGraphs.mesh(k, k, Graphs.SPEC);
    List<LinkLoad.Demand> demands = new ArrayList<>();
    for (int node = 0; node < k * k; node++) {
      demands.add(new LinkLoad.Demand(node, node % k * k + node / k, 1));
    }
    LinkLoad load = LinkLoad.of(graph, new XyRouting().on(graph), demands);
    assertThat(1 / load.most()).isCloseTo(bound, within(1e-9));
  }

  @Test
  void uniformLoadIsTheSumOverAllRoutes() {
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NopGraph graph = Graphs.connected(random.nextInt(2, 15), random.nextInt(20), random);
      for (RoutingAlgorithm algorithm : List.of(new ShortestPathRouting(), new UpDownRouting())) {
        Routing routing = algorithm.on(graph);
        List<LinkLoad.Demand> all = new ArrayList<>();
        for (int i = 0; i < graph.nodeCount() * graph.nodeCount(); i++) {
          all.add(new LinkLoad.Demand(i / graph.nodeCount(), i % graph.nodeCount(), 1));
        }
        LinkLoad one = LinkLoad.uniform(graph, routing);
        LinkLoad other = LinkLoad.of(graph, routing, all);
        LinkLoad third = LinkLoad.uniform(graph, routing::route);
        for (NopLink link : graph.links()) {
          assertThat(one.on(link))
              .as("seed " + seed)
              .isEqualTo(other.on(link))
              .isEqualTo(third.on(link));
        }
        NopMetrics metrics = NopMetrics.of(graph, routing);
        double hops = metrics.averageHops() * graph.nodeCount() * (graph.nodeCount() - 1);
        assertThat(one.total()).as("seed " + seed).isCloseTo(hops, within(1e-6));
      }
    }
  }

  @Test
  void busiestLinksByTimeNotByAmount() {
    NopGraph graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0).build();
    assertThat(LinkLoad.uniform(graph, NONE).most()).isZero();
    NopGraphBuilder line = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < 3; node++) {
      line.node(Optional.empty());
    }
    LinkSpec slow = new LinkSpec(Bandwidth.ofBytesPerSecond(10_000_000_000L), 0);
    NopGraph mixed = line.bothWays(0, 1, Graphs.SPEC).bothWays(1, 2, slow).build();
    LinkLoad load =
        LinkLoad.of(
            mixed,
            new ShortestPathRouting().on(mixed),
            List.of(new LinkLoad.Demand(0, 1, 5e9), new LinkLoad.Demand(1, 2, 1e9)));
    assertThat(load.busiestFirst().get(0).to()).isEqualTo(2);
    assertThat(load.busySeconds(load.busiestFirst().get(0))).isEqualTo(0.1);
  }

  @Test
  void shapesWithTheirSizes() {
    Map<String, Integer> nodes =
        Map.of(
            "mesh:6x6",
            36,
            "torus:4x4",
            16,
            "triangular:4x4",
            16,
            "ring:8",
            8,
            "hexamesh:2",
            19,
            "cmesh:2x3x4",
            30);
    nodes.forEach(
        (text, count) ->
            assertThat(NopGraphs.sized(text, Graphs.SPEC).nodeCount()).as(text).isEqualTo(count));
    for (String wrong :
        List.of(
            "mesh",
            "mesh:6",
            "mesh:6x",
            "mesh:6x6x6",
            "ring:4x4",
            "cube:2x2",
            "cmesh:2x2",
            "mesh:-1x2",
            "",
            "mesh:99999999999x1")) {
      assertThatThrownBy(() -> NopGraphs.sized(wrong, Graphs.SPEC))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a shape with its size");
    }
    for (String size :
        List.of(
            "mesh:0x4",
            "mesh:65x64",
            "mesh:999999999x999999999",
            "ring:2",
            "hexamesh:37",
            "hexamesh:999999999",
            "cmesh:20x20x10",
            "cmesh:2x2x0")) {
      assertThatThrownBy(() -> NopGraphs.sized(size, Graphs.SPEC))
          .as(size)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
