package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Routes of 2×2 routers, numbered 0 to 3, with two chiplets on each: 4 and 5 on router 0, 6 and 7
 * on 1, 8 and 9 on 2, 10 and 11 on 3.
 */
class ConcentratedRoutingTest {
  private static final NopGraph WHOLE = NopGraphs.concentratedMesh(2, 2, 2, Graphs.SPEC);

  @ParameterizedTest
  @CsvSource({
    "4, 11, 0-1-3-11",
    "11, 4, 3-2-0-4",
    "4, 5, 0-5",
    "4, 8, 0-2-8",
    "6, 0, 1-0",
    "0, 11, 1-3-11",
    "2, 1, 3-1",
    "7, 8, 1-0-2-8"
  })
  void xBetweenRoutersThenY(int source, int target, String way) {
    Routing routing = new XyRouting().on(WHOLE);
    Route route = routing.route(source, target);
    assertThat(String.join("-", route.links().stream().map(l -> "" + l.to()).toList()))
        .isEqualTo(way);
    assertThat(routing.hops(source, target)).isEqualTo(route.hops());
  }

  @Test
  void noWayToItself() {
    assertThat(new XyRouting().on(WHOLE).hops(5, 5)).isZero();
  }

  /** The nodes of a mesh of routers with so many more nodes, as yet without links. */
  private static NopGraphBuilder nodes(int routers, int others) {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int router = 0; router < routers; router++) {
      graph.node(router / 2, router % 2);
    }
    for (int other = 0; other < others; other++) {
      graph.node(Optional.empty());
    }
    return graph;
  }

  private static NopGraphBuilder square(int others) {
    return nodes(4, others)
        .bothWays(0, 1, Graphs.SPEC)
        .bothWays(0, 2, Graphs.SPEC)
        .bothWays(1, 3, Graphs.SPEC)
        .bothWays(2, 3, Graphs.SPEC);
  }

  private static void assertRefused(NopGraphBuilder graph) {
    NopGraph built = graph.build();
    assertThatThrownBy(() -> new XyRouting().on(built))
        .isInstanceOf(RoutingException.class)
        .hasMessageContaining("xy needs a lattice");
  }

  @Test
  void asSquareWithOneChipletGoes() {
    NopGraph graph = square(1).bothWays(3, 4, Graphs.SPEC).build();
    assertThat(new XyRouting().on(graph).hops(0, 4)).isEqualTo(3);
  }

  @Test
  void withoutChipletsItIsNoConcentratedMesh() {
    assertRefused(square(0));
  }

  @Test
  void aChipletHangsOnOneRouter() {
    assertRefused(square(1).bothWays(3, 4, Graphs.SPEC).bothWays(2, 4, Graphs.SPEC));
    assertRefused(square(1).oneWay(3, 4, Graphs.SPEC).oneWay(4, 2, Graphs.SPEC));
    assertRefused(square(1).oneWay(4, 3, Graphs.SPEC));
  }

  @Test
  void aChipletHangsOnNoChiplet() {
    assertRefused(square(2).bothWays(4, 5, Graphs.SPEC));
  }

  @Test
  void everyLinkBetweenRoutersIsThereBothWays() {
    for (int[] missing : new int[][] {{0, 1}, {1, 0}, {0, 2}, {2, 0}, {1, 3}, {3, 1}, {2, 3}}) {
      NopGraphBuilder rest = nodes(4, 1).bothWays(3, 4, Graphs.SPEC);
      for (int[] link :
          new int[][] {{0, 1}, {1, 0}, {0, 2}, {2, 0}, {1, 3}, {3, 1}, {2, 3}, {3, 2}}) {
        if (link[0] != missing[0] || link[1] != missing[1]) {
          rest.oneWay(link[0], link[1], Graphs.SPEC);
        }
      }
      assertRefused(rest);
    }
  }

  @Test
  void routersFillARectangle() {
    assertRefused(
        nodes(3, 1)
            .bothWays(0, 1, Graphs.SPEC)
            .bothWays(0, 2, Graphs.SPEC)
            .bothWays(2, 3, Graphs.SPEC));
  }
}
