package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dimension order, by hand; nodes are numbered row by row. */
class XyRoutingTest {
  private static Routing on(String shape) {
    return new XyRouting().on(NopGraphs.sized(shape, Graphs.SPEC));
  }

  private static List<Integer> nodes(Route route) {
    return route.links().stream().map(NopLink::to).toList();
  }

  private static List<Integer> channels(Routing routing, int source, int target) {
    Route route = routing.route(source, target);
    return IntStream.range(0, route.hops()).mapToObj(route::virtualChannel).toList();
  }

  @Test
  void meshGoesAlongTheRowFirst() {
    assertThat(nodes(on("mesh:3x4").route(0, 11))).containsExactly(1, 2, 3, 7, 11);
    assertThat(nodes(on("mesh:3x4").route(11, 0))).containsExactly(10, 9, 8, 4, 0);
    assertThat(nodes(on("mesh:3x4").route(3, 8))).containsExactly(2, 1, 0, 4, 8);
  }

  @Test
  void triangularTakesDiagonalsFirst() {
    // Down-right and up-left are one step; down-left has no diagonal.
    assertThat(nodes(on("triangular:3x4").route(0, 11))).containsExactly(5, 10, 11);
    assertThat(nodes(on("triangular:3x4").route(11, 1))).containsExactly(6, 1);
    assertThat(nodes(on("triangular:3x4").route(3, 8))).containsExactly(2, 1, 0, 4, 8);
    assertThat(on("triangular:3x4").hops(3, 8)).isEqualTo(5);
    assertThat(on("triangular:3x4").hops(0, 11)).isEqualTo(3);
    assertThat(on("triangular:3x4").hops(0, 3)).isEqualTo(3);
    assertThat(on("triangular:3x4").hops(0, 8)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    // Along a row: forwards if the node's row and column and the target's row have an even sum.
    "0, 2, 1", "4, 6, 5", "1, 3, 0", "4, 2, 7", "0, 6, 3", "0, 10, 1",
    // Along a column: forwards if the node's row and the target's column have an even sum.
    "0, 8, 4", "1, 9, 13", "5, 13, 9", "4, 12, 0", "2, 10, 6", "3, 11, 15",
    // No tie: the shorter way.
    "0, 3, 3", "3, 0, 0", "0, 12, 12", "12, 0, 0", "0, 1, 1"
  })
  void torusOf4By4TurnsWhereBothWaysAreEqual(int source, int target, int first) {
    assertThat(nodes(on("torus:4x4").route(source, target)).get(0)).isEqualTo(first);
  }

  @Test
  void channel1IsForWaysWithTheDatelineAhead() {
    assertThat(channels(on("torus:4x5"), 3, 0)).containsExactly(1, 1);
    assertThat(nodes(on("torus:4x5").route(3, 0))).containsExactly(4, 0);
    assertThat(channels(on("torus:4x5"), 2, 4)).containsExactly(0, 0);
    assertThat(channels(on("torus:4x5"), 2, 0)).containsExactly(0, 0);
    assertThat(channels(on("torus:4x5"), 1, 4)).containsExactly(1, 1);
    assertThat(channels(on("torus:4x5"), 4, 1)).containsExactly(1, 0);
    assertThat(channels(on("torus:4x5"), 15, 0)).containsExactly(1);
    assertThat(channels(on("torus:4x5"), 0, 15)).containsExactly(1);
    assertThat(channels(on("torus:4x5"), 0, 5)).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource({"mesh:4x4, 1", "torus:2x2, 1", "torus:3x2, 2", "torus:2x3, 2", "ring:3, 2"})
  void onlyWaysRoundNeedASecondChannel(String shape, int channels) {
    assertThat(on(shape).virtualChannels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource({"mesh:2x3", "triangular:3x3", "torus:4x4", "torus:2x3", "torus:5x3", "ring:6"})
  void hopsAreThoseOfTheRoute(String shape) {
    NopGraph graph = NopGraphs.sized(shape, Graphs.SPEC);
    Routing routing = new XyRouting().on(graph);
    for (int source = 0; source < graph.nodeCount(); source++) {
      for (int target = 0; target < graph.nodeCount(); target++) {
        Route route = routing.route(source, target);
        assertThat(routing.hops(source, target)).isEqualTo(route.hops());
        assertThat(source == target ? source : route.links().get(route.hops() - 1).to())
            .isEqualTo(target);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mesh:2x3", "triangular:3x3", "torus:3x4", "torus:2x3", "ring:4"})
  void everyLinkOfALatticeIsNeeded(String shape) {
    NopGraph whole = NopGraphs.sized(shape, Graphs.SPEC);
    for (NopLink missing : whole.links()) {
      NopGraphBuilder rest = new NopGraphBuilder(whole.shape(), whole.rows(), whole.columns());
      for (int node = 0; node < whole.nodeCount(); node++) {
        rest.node(whole.position(node));
      }
      whole.links().stream()
          .filter(link -> !link.equals(missing))
          .forEach(link -> rest.oneWay(link.from(), link.to(), Graphs.SPEC));
      NopGraph graph = rest.build();
      assertThatThrownBy(() -> new XyRouting().on(graph))
          .isInstanceOf(RoutingException.class)
          .hasMessageContaining(
              "the link from %d to %d is missing".formatted(missing.from(), missing.to()));
    }
  }

  @Test
  void aLatticeHasAsManyNodesAsRowsTimesColumns() {
    NopGraphBuilder three = new NopGraphBuilder(NopGraphs.MESH, 2, 2);
    for (int node = 0; node < 3; node++) {
      three.node(Optional.empty());
    }
    NopGraph graph = three.build();
    assertThatThrownBy(() -> new XyRouting().on(graph))
        .isInstanceOf(RoutingException.class)
        .hasMessageContaining("xy needs 2 by 2 nodes, not 3");
  }
}
