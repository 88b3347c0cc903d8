package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.RoutingVerdict.CanDeadlock;
import dev.scar.hardware.RoutingVerdict.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdicts that theory knows, and the counterexamples where it says that there must be one. */
final class DeadlockProofTest {
  private static final RoutingAlgorithm XY = new XyRouting();
  private static final RoutingAlgorithm SHORTEST = new ShortestPathRouting();
  private static final RoutingAlgorithm UP_DOWN = new UpDownRouting();

  /** A routing function and whether theory calls it deadlock-free. */
  record Known(String name, NopGraph graph, Routing routing, boolean free) {
    static Known of(String name, NopGraph graph, RoutingAlgorithm algorithm, boolean free) {
      return new Known(name, graph, algorithm.on(graph), free);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static NopGraph mesh(int rows, int columns) {
    return NopGraphs.mesh(rows, columns, Graphs.SPEC);
  }

  private static NopGraph triangular(int rows, int columns) {
    return NopGraphs.triangular(rows, columns, Graphs.SPEC);
  }

  private static NopGraph torus(int rows, int columns) {
    return NopGraphs.torus(rows, columns, Graphs.SPEC);
  }

  private static NopGraph ring(int nodes) {
    return NopGraphs.ring(nodes, Graphs.SPEC);
  }

  /** y first, then x. */
  private static int yx(int at, int target, int columns) {
    if (at / columns != target / columns) {
      return at / columns < target / columns ? at + columns : at - columns;
    }
    return at % columns < target % columns ? at + 1 : at - 1;
  }

  private static int xy(int at, int target, int columns) {
    if (at % columns != target % columns) {
      return at % columns < target % columns ? at + 1 : at - 1;
    }
    return at / columns < target / columns ? at + columns : at - columns;
  }

  /** All steps west first, then y, then east: of Glass and Ni's west-first turns. */
  private static int westFirst(int at, int target, int columns) {
    if (at % columns > target % columns) {
      return at - 1;
    }
    return at / columns != target / columns ? yx(at, target, columns) : at + 1;
  }

  /** North last: x, or south, before any step north. */
  private static int northLast(int at, int target, int columns) {
    if (at / columns < target / columns) {
      return at + columns;
    }
    return xy(at, target, columns);
  }

  /** Negative first: west and north before east and south. */
  private static int negativeFirst(int at, int target, int columns) {
    if (at % columns > target % columns) {
      return at - 1;
    }
    if (at / columns > target / columns) {
      return at - columns;
    }
    return at % columns < target % columns ? at + 1 : at + columns;
  }

  /** x, then y, and the diagonal wherever both are left to go, last. */
  private static int diagonalLast(int at, int target, int columns) {
    int down = target / columns - at / columns;
    int right = target % columns - at % columns;
    int diagonal =
        Integer.signum(down) == Integer.signum(right)
            ? Math.min(Math.abs(down), Math.abs(right))
            : 0;
    if (Math.abs(right) > diagonal) {
      return at + Integer.signum(right);
    }
    if (Math.abs(down) > diagonal) {
      return at + columns * Integer.signum(down);
    }
    return at + (columns + 1) * Integer.signum(down);
  }

  private static Known table(String name, NopGraph graph, Graphs.NextNode next, boolean free) {
    return new Known(name, graph, Graphs.table(graph, next), free);
  }

  private static Known flat(String name, NopGraph graph, boolean free) {
    return new Known(name, graph, Graphs.onOneChannel(graph, XY.on(graph)), free);
  }

  static Stream<Known> known() {
    List<Known> cases = new ArrayList<>();
    for (int[] size : new int[][] {{1, 1}, {1, 6}, {6, 1}, {2, 2}, {3, 3}, {4, 5}, {8, 8}}) {
      String name = size[0] + "x" + size[1];
      NopGraph mesh = mesh(size[0], size[1]);
      int columns = size[1];
      cases.add(Known.of("mesh xy " + name, mesh, XY, true));
      cases.add(table("mesh yx " + name, mesh, (s, at, t) -> yx(at, t, columns), true));
      cases.add(table("west-first " + name, mesh, (s, at, t) -> westFirst(at, t, columns), true));
      cases.add(table("north-last " + name, mesh, (s, at, t) -> northLast(at, t, columns), true));
      cases.add(
          table("negative-first " + name, mesh, (s, at, t) -> negativeFirst(at, t, columns), true));
      cases.add(Known.of("north-first, by shortest path " + name, mesh, SHORTEST, true));
      cases.add(Known.of("triangular xy " + name, triangular(size[0], columns), XY, true));
      cases.add(
          table(
              "triangular, diagonal last " + name,
              triangular(size[0], columns),
              (s, at, t) -> diagonalLast(at, t, columns),
              true));
    }
    NopGraph square = mesh(2, 2);
    NopGraph mesh = mesh(3, 3);
    cases.add(
        table(
            "mixed xy and yx by source 2x2",
            square,
            (s, at, t) -> s == 0 || s == 3 ? xy(at, t, 2) : yx(at, t, 2),
            false));
    cases.add(
        table(
            "mixed xy and yx by source 3x3",
            mesh,
            (s, at, t) -> s % 2 == 0 ? xy(at, t, 3) : yx(at, t, 3),
            false));
    cases.add(
        table("around the block 2x2", square, (s, at, t) -> new int[] {1, 3, 0, 2}[at], false));
    cases.add(
        table(
            "xy but for one route by yx 3x3",
            mesh,
            (s, at, t) -> s == 8 && t == 0 ? yx(at, t, 3) : xy(at, t, 3),
            true));
    cases.add(
        table(
            "round the triangle 0, 1, 3 the long way",
            triangular(2, 2),
            DeadlockProofTest::roundTheTriangle,
            false));
    for (int nodes : new int[] {4, 5, 6, 9}) {
      cases.add(Known.of("ring with dateline " + nodes, ring(nodes), XY, true));
      // In a ring of 4 half the nodes turn back at two hops: no two routes make a circle.
      cases.add(flat("ring without dateline " + nodes, ring(nodes), nodes == 4));
      cases.add(Known.of("ring up-down " + nodes, ring(nodes), UP_DOWN, true));
    }
    cases.add(flat("ring of 3: every way is one hop", ring(3), true));
    cases.add(Known.of("shortest path on a ring of 4", ring(4), SHORTEST, true));
    cases.add(Known.of("shortest path on a ring of 5", ring(5), SHORTEST, false));
    cases.add(Known.of("shortest path on a ring of 6", ring(6), SHORTEST, false));
    for (int[] size : new int[][] {{4, 4}, {5, 4}, {3, 6}}) {
      NopGraph torus = torus(size[0], size[1]);
      cases.add(Known.of("torus with dateline " + size[0] + "x" + size[1], torus, XY, true));
      cases.add(flat("torus without dateline " + size[0] + "x" + size[1], torus, false));
      cases.add(Known.of("torus up-down " + size[0] + "x" + size[1], torus, UP_DOWN, true));
    }
    cases.add(flat("torus 3x3: one hop in each dimension", torus(3, 3), true));
    cases.add(Known.of("torus 2x5: no wrap-around in the twos", torus(2, 5), XY, true));
    NopGraph oneWayRing = Graphs.directed(4, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
    cases.add(Known.of("one-way ring of 4", oneWayRing, SHORTEST, false));
    NopGraph oneWayTriangle = Graphs.directed(3, new int[][] {{0, 1}, {1, 2}, {2, 0}});
    cases.add(Known.of("one-way ring of 3", oneWayTriangle, SHORTEST, false));
    cases.add(
        new Known(
            "one-way ring of 4 with dateline",
            oneWayRing,
            oneWay(oneWayRing, (source, at, target) -> at > target ? 1 : 0),
            true));
    madeToDeadlock(cases);
    NopGraph star = Graphs.undirected(6, new int[][] {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}});
    cases.add(Known.of("star", star, SHORTEST, true));
    NopGraph complete =
        Graphs.undirected(4, new int[][] {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}});
    cases.add(Known.of("complete graph: every way is one hop", complete, SHORTEST, true));
    cases.add(Known.of("hexamesh up-down", NopGraphs.hexamesh(2, Graphs.SPEC), UP_DOWN, true));
    cases.add(
        Known.of(
            "concentrated mesh, shortest path",
            NopGraphs.concentratedMesh(3, 3, 4, Graphs.SPEC),
            SHORTEST,
            true));
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NopGraph graph = Graphs.connected(random.nextInt(2, 24), random.nextInt(30), random);
      cases.add(Known.of("up-down on random graph, seed " + seed, graph, UP_DOWN, true));
      NopGraph tree = Graphs.connected(random.nextInt(2, 24), 0, random);
      cases.add(Known.of("shortest path on random tree, seed " + seed, tree, SHORTEST, true));
    }
    return cases.stream();
  }

  /** 0 to 3 by 1, 1 to 0 by 3, 3 to 1 by 0; everything else straight. */
  private static int roundTheTriangle(int source, int at, int target) {
    if (source == at && source != 2 && target == new int[] {3, 0, 2, 1}[source]) {
      return new int[] {1, 3, 2, 0}[source];
    }
    return at + target == 3 && at != 0 && at != 3 ? 0 : target;
  }

  /** The routes of a one-way ring; a function gives the channel of every hop. */
  private static Routing oneWay(NopGraph ring, Graphs.NextNode channel) {
    int count = ring.nodeCount();
    List<Route> routes = new ArrayList<>();
    for (int source = 0; source < count; source++) {
      for (int target = 0; target < count; target++) {
        List<Integer> nodes = new ArrayList<>(List.of(source));
        List<Integer> channels = new ArrayList<>();
        for (int at = source; at != target; at = (at + 1) % count) {
          nodes.add((at + 1) % count);
          channels.add(channel.next(source, at, target));
        }
        routes.add(TableRouting.path(ring, nodes, channels));
      }
    }
    return new TableRouting(ring, routes);
  }

  private static NopGraph oneWayRing(int nodes) {
    return Graphs.directed(
        nodes,
        IntStream.range(0, nodes)
            .mapToObj(n -> new int[] {n, (n + 1) % nodes})
            .toArray(int[][]::new));
  }

  /** Where the next node on a way round through all nodes is. */
  private static Graphs.NextNode along(int... way) {
    int[] after = new int[way.length];
    for (int i = 0; i < way.length; i++) {
      after[way[i]] = way[(i + 1) % way.length];
    }
    return (source, at, target) -> after[at];
  }

  /** Routes that somebody could write down, each with a circle that is seen by hand. */
  private static void madeToDeadlock(List<Known> cases) {
    // From five nodes on, every two neighbouring links of a ring are somebody's shortest way.
    for (int nodes : new int[] {7, 8, 10, 12}) {
      cases.add(flat("ring without dateline " + nodes, ring(nodes), false));
      cases.add(Known.of("shortest path on a ring of " + nodes, ring(nodes), SHORTEST, false));
    }
    for (int nodes : new int[] {5, 6, 8}) {
      cases.add(Known.of("one-way ring of " + nodes, oneWayRing(nodes), SHORTEST, false));
    }
    // A dimension of five or more has the circle of such a ring.
    for (int[] size : new int[][] {{3, 5}, {5, 3}, {2, 5}, {5, 5}}) {
      NopGraph torus = torus(size[0], size[1]);
      cases.add(flat("torus without dateline " + size[0] + "x" + size[1], torus, false));
    }
    cases.add(table("always clockwise on a ring of 4", ring(4), along(0, 1, 2, 3), false));
    cases.add(table("never clockwise on a ring of 5", ring(5), along(4, 3, 2, 1, 0), false));
    cases.add(table("round the rim of 2x3", mesh(2, 3), along(0, 1, 2, 5, 4, 3), false));
    cases.add(table("round the rim of 2x4", mesh(2, 4), along(0, 1, 2, 3, 7, 6, 5, 4), false));
    cases.add(table("a snake home 4x2", mesh(4, 2), along(0, 2, 4, 6, 7, 5, 3, 1), false));
    NopGraph eight =
        Graphs.directed(5, new int[][] {{0, 1}, {1, 2}, {2, 0}, {0, 3}, {3, 4}, {4, 0}});
    cases.add(Known.of("two one-way rings with a node in common", eight, SHORTEST, false));
    NopGraph chord =
        Graphs.directed(6, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 0}, {0, 3}});
    cases.add(Known.of("one-way ring of 6 with a chord", chord, SHORTEST, false));
    NopGraph tail =
        Graphs.directed(5, new int[][] {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 2}});
    cases.add(Known.of("two one-way rings in a row", tail, SHORTEST, false));
    cases.add(
        new Known(
            "a second channel back from the dateline on a one-way ring of 6",
            oneWayRing(6),
            oneWay(oneWayRing(6), (source, at, target) -> at / 3),
            false));
    cases.add(
        new Known(
            "channels by the target's parity on a one-way ring of 6",
            oneWayRing(6),
            oneWay(oneWayRing(6), (source, at, target) -> target % 2),
            false));
  }

  @ParameterizedTest
  @MethodSource("known")
  void verdictIsTheOneOfTheory(Known known) {
    RoutingVerdict verdict = DeadlockProof.verdict(known.graph(), known.routing());
    assertThat(verdict instanceof RoutingVerdict.DeadlockFree)
        .as(verdict.describe())
        .isEqualTo(known.free());
    if (verdict instanceof CanDeadlock loop) {
      checkCounterexample(loop, known.routing());
    }
    assertThat(verdict instanceof RoutingVerdict.DeadlockFree)
        .as("the same over the routes written out")
        .isEqualTo(
            DeadlockProof.verdict(known.graph(), allRoutes(known))
                instanceof RoutingVerdict.DeadlockFree)
        .isEqualTo(!hasCycle(allRoutes(known)));
  }

  @Test
  void thereAreEnoughCases() {
    long deadlocks = known().filter(known -> !known.free()).count();
    System.out.println("known verdicts: " + known().count() + ", deadlocks: " + deadlocks);
    assertThat(known().count()).isGreaterThanOrEqualTo(30);
    assertThat(deadlocks).isGreaterThanOrEqualTo(10);
  }

  private static List<Route> allRoutes(Known known) {
    List<Route> routes = new ArrayList<>();
    for (int source = 0; source < known.graph().nodeCount(); source++) {
      for (int target = 0; target < known.graph().nodeCount(); target++) {
        routes.add(known.routing().route(source, target));
      }
    }
    return routes;
  }

  /** Each step follows from the flow that it names, and the last closes the cycle. */
  private static void checkCounterexample(CanDeadlock loop, Routing routing) {
    List<Dependency> cycle = loop.cycle();
    assertThat(cycle).isNotEmpty();
    for (int i = 0; i < cycle.size(); i++) {
      Dependency step = cycle.get(i);
      assertThat(step.wants()).isEqualTo(cycle.get((i + 1) % cycle.size()).holds());
      Route route = routing.route(step.source(), step.target());
      int at = route.links().indexOf(step.holds().link());
      assertThat(at).as("%s on %s", step, route).isNotNegative();
      assertThat(route.links().get(at + 1)).isEqualTo(step.wants().link());
      assertThat(route.virtualChannel(at)).isEqualTo(step.holds().virtualChannel());
      assertThat(route.virtualChannel(at + 1)).isEqualTo(step.wants().virtualChannel());
    }
    assertThat(cycle.stream().map(Dependency::holds)).doesNotHaveDuplicates();
  }

  /** The criterion in another way: a graph of channels, and a library's cycle detector. */
  private static boolean hasCycle(List<Route> routes) {
    SimpleDirectedGraph<String, DefaultEdge> channels =
        new SimpleDirectedGraph<>(DefaultEdge.class);
    for (Route route : routes) {
      for (int hop = 0; hop < route.hops(); hop++) {
        channels.addVertex(channel(route, hop));
        if (hop > 0) {
          channels.addEdge(channel(route, hop - 1), channel(route, hop));
        }
      }
    }
    return new CycleDetector<>(channels).detectCycles();
  }

  private static String channel(Route route, int hop) {
    return route.links().get(hop).ordinal() + "/" + route.virtualChannel(hop);
  }

  @Test
  void agreesWithTheLibraryOnRandomGraphs() {
    int deadlocks = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NopGraph graph =
          seed % 2 == 0
              ? Graphs.connected(random.nextInt(2, 12), random.nextInt(15), random)
              : Graphs.oneWay(random.nextInt(2, 12), random.nextInt(15), random);
      Known known = Known.of("seed " + seed, graph, SHORTEST, true);
      RoutingVerdict verdict = DeadlockProof.verdict(graph, known.routing());
      assertThat(verdict instanceof RoutingVerdict.DeadlockFree)
          .as(known.name())
          .isEqualTo(!hasCycle(allRoutes(known)));
      if (verdict instanceof CanDeadlock loop) {
        checkCounterexample(loop, known.routing());
        deadlocks++;
      }
    }
    System.out.println("random graphs with shortest paths: 200, can deadlock: " + deadlocks);
    assertThat(deadlocks).isBetween(20, 180);
  }

  @Test
  void partOfTheRoutesMayBeFreeWhereAllAreNot() {
    NopGraph ring = ring(6);
    Routing flat = Graphs.onOneChannel(ring, XY.on(ring));
    List<Route> some = List.of(flat.route(0, 2), flat.route(1, 4), flat.route(5, 1));
    assertThat(DeadlockProof.verdict(ring, some)).isInstanceOf(RoutingVerdict.DeadlockFree.class);
    assertThat(DeadlockProof.verdict(ring, flat))
        .isNotInstanceOf(RoutingVerdict.DeadlockFree.class);
  }

  @Test
  void aCounterexampleNamesTheFlows() {
    NopGraph ring = Graphs.directed(3, new int[][] {{0, 1}, {1, 2}, {2, 0}});
    RoutingVerdict verdict = DeadlockProof.verdict(ring, SHORTEST.on(ring));
    assertThat(verdict.describe())
        .isEqualTo(
            """
            can deadlock; a cycle of channels:
              flow 0->2 holds 0>1 vc0 (link 0) and wants 1>2 vc0 (link 1)
              flow 1->0 holds 1>2 vc0 (link 1) and wants 2>0 vc0 (link 2)
              flow 2->1 holds 2>0 vc0 (link 2) and wants 0>1 vc0 (link 0)\
            """);
  }

  @Test
  void aGapIsFound() {
    NopGraph line = Graphs.undirected(3, new int[][] {{0, 1}, {1, 2}});
    Routing complete = SHORTEST.on(line);
    Routing broken =
        (source, target) -> {
          if (source == 2 && target == 0) {
            throw new RoutingException("the third node is forgotten");
          }
          return complete.route(source, target);
        };
    assertThat(DeadlockProof.verdict(line, broken).describe())
        .isEqualTo("incomplete: 2->0: the third node is forgotten");
    Routing elsewhere = (source, target) -> complete.route(source, 0);
    assertThat(DeadlockProof.verdict(line, elsewhere))
        .isInstanceOf(RoutingVerdict.Incomplete.class);
    NopGraph other = Graphs.undirected(3, new int[][] {{0, 1}, {1, 2}, {0, 2}});
    Routing foreign = SHORTEST.on(other);
    assertThat(DeadlockProof.verdict(line, foreign)).isInstanceOf(RoutingVerdict.Incomplete.class);
  }

  @Test
  void aNextHopThatGoesInCirclesIsFound() {
    NopGraph line = Graphs.undirected(4, new int[][] {{0, 1}, {1, 2}, {2, 3}});
    Routing circles =
        new NextHopRouting("circles", line) {
          @Override
          NopLink toward(int node, int target) {
            int to = target == 3 ? (node == 1 ? 2 : 1) : node < target ? node + 1 : node - 1;
            return line.link(node, to).orElseThrow();
          }

          @Override
          public int hops(int source, int target) {
            return Math.abs(source - target);
          }
        };
    assertThat(DeadlockProof.verdict(line, circles).describe())
        .isEqualTo("incomplete: 0->3: the route never arrives");
  }

  @Tag("heavy")
  @Test
  void largePackagesAreProved() {
    NopGraph mesh = mesh(32, 32);
    assertThat(DeadlockProof.verdict(mesh, XY.on(mesh)))
        .isInstanceOf(RoutingVerdict.DeadlockFree.class);
    assertThat(DeadlockProof.verdict(mesh, UP_DOWN.on(mesh)))
        .isInstanceOf(RoutingVerdict.DeadlockFree.class);
    NopGraph torus = torus(32, 32);
    assertThat(DeadlockProof.verdict(torus, XY.on(torus)))
        .isInstanceOf(RoutingVerdict.DeadlockFree.class);
    assertThat(DeadlockProof.verdict(torus, SHORTEST.on(torus)))
        .isNotInstanceOf(RoutingVerdict.DeadlockFree.class);
  }

  /** The two-hop routes round a one-way ring of three, each with the channels of its hops. */
  private static RoutingVerdict ringOfThree(int[]... channels) {
    NopGraph ring = Graphs.directed(3, new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 0});
    List<Route> routes = new ArrayList<>();
    for (int source = 0; source < 3; source++) {
      int next = (source + 1) % 3;
      routes.add(TableRouting.path(ring, List.of(source, next), List.of()));
      routes.add(
          TableRouting.path(
              ring,
              List.of(source, next, (source + 2) % 3),
              List.of(channels[source][0], channels[source][1])));
    }
    return DeadlockProof.verdict(ring, new TableRouting(ring, routes));
  }

  /**
   * By hand. Held and wanted in turn: 0>1 vc0, 1>2 vc1, 2>0 vc0, 0>1 vc0: a cycle only if each
   * hop's own channel counts. With the dateline at 2>0 the same ring is free: 0>1 vc0, 1>2 vc0, 2>0
   * vc1, 0>1 vc1 is a line.
   */
  @Test
  void channelsThatChangeOnTheWayAreChannelsOfTheirOwn() {
    RoutingVerdict circle = ringOfThree(new int[] {0, 1}, new int[] {1, 0}, new int[] {0, 0});
    assertThat(circle).isInstanceOf(CanDeadlock.class);
    assertThat(((CanDeadlock) circle).cycle())
        .extracting(step -> step.holds().link().from() + " vc" + step.holds().virtualChannel())
        .containsExactlyInAnyOrder("0 vc0", "1 vc1", "2 vc0");
    assertThat(ringOfThree(new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 1}))
        .isEqualTo(new RoutingVerdict.DeadlockFree(5, 3));
    assertThat(ringOfThree(new int[] {0, 0}, new int[] {0, 0}, new int[] {0, 0}))
        .isInstanceOf(CanDeadlock.class);
  }
}
