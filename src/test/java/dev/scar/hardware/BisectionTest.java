package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.units.Bandwidth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Narrowest places, by hand. */
class BisectionTest {
  private static LinkSpec rate(long bytesPerSecond) {
    return new LinkSpec(Bandwidth.ofBytesPerSecond(bytesPerSecond), 0);
  }

  /** A line of three nodes with these rates, forwards and backwards. */
  private static NopGraphBuilder line(String shape, long ab, long ba, long bc, long cb) {
    NopGraphBuilder graph = new NopGraphBuilder(shape, 1, 3);
    for (int node = 0; node < 3; node++) {
      graph.node(Optional.empty());
    }
    return graph
        .oneWay(0, 1, rate(ab))
        .oneWay(1, 0, rate(ba))
        .oneWay(1, 2, rate(bc))
        .oneWay(2, 1, rate(cb));
  }

  @Test
  void theLesserOfRowsAndColumns() {
    // Three links across the columns' middle, four across rows.
    assertThat(Bisection.of(NopGraphs.mesh(3, 4, rate(10))))
        .isEqualTo(new Bisection(30, 3, Bisection.How.STRAIGHT_CUT));
    assertThat(Bisection.of(NopGraphs.mesh(4, 3, rate(10))))
        .isEqualTo(new Bisection(30, 3, Bisection.How.STRAIGHT_CUT));
    assertThat(Bisection.of(NopGraphs.torus(4, 4, rate(10))))
        .isEqualTo(new Bisection(80, 8, Bisection.How.STRAIGHT_CUT));
  }

  @Test
  void theLesserOfTwoMiddlesAndOfTwoDirections() {
    for (String shape : new String[] {NopGraphs.MESH, NopGraphs.CUSTOM}) {
      Bisection.How how =
          shape.equals(NopGraphs.MESH) ? Bisection.How.STRAIGHT_CUT : Bisection.How.EXACT;
      assertThat(Bisection.of(line(shape, 5, 9, 7, 8).build())).isEqualTo(new Bisection(5, 1, how));
      assertThat(Bisection.of(line(shape, 9, 5, 7, 8).build())).isEqualTo(new Bisection(5, 1, how));
      assertThat(Bisection.of(line(shape, 8, 9, 7, 4).build())).isEqualTo(new Bisection(4, 1, how));
      assertThat(Bisection.of(line(shape, 8, 9, 4, 7).build())).isEqualTo(new Bisection(4, 1, how));
    }
  }

  @Test
  void linksCountInTheDirectionThatIsNarrower() {
    // Two parallel links of 3 one way, one of 10 the other.
    NopGraphBuilder two = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    two.node(Optional.empty());
    two.node(Optional.empty());
    NopGraph graph = two.oneWay(0, 1, rate(3)).oneWay(0, 1, rate(3)).oneWay(1, 0, rate(10)).build();
    assertThat(Bisection.of(graph)).isEqualTo(new Bisection(6, 2, Bisection.How.EXACT));
    assertThat(Bisection.bound(graph)).isEqualTo(new Bisection(6, 2, Bisection.How.UPPER_BOUND));
  }

  @Test
  void twoTrianglesJoinedByALink() {
    int[][] links = {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}, {2, 3}};
    NopGraph graph = Graphs.undirected(6, links);
    long rate = Graphs.SPEC.bandwidth().bytesPerSecond();
    assertThat(Bisection.of(graph)).isEqualTo(new Bisection(rate, 1, Bisection.How.EXACT));
    assertThat(Bisection.bound(graph)).isEqualTo(new Bisection(rate, 1, Bisection.How.UPPER_BOUND));
  }

  @Test
  void largeGraphsGetABound() {
    // A line of 130 nodes is cut in its middle, and a seed at its end finds that.
    int[][] links = new int[129][];
    for (int node = 0; node < links.length; node++) {
      links[node] = new int[] {node, node + 1};
    }
    long rate = Graphs.SPEC.bandwidth().bytesPerSecond();
    assertThat(Bisection.of(Graphs.undirected(130, links)))
        .isEqualTo(new Bisection(rate, 1, Bisection.How.UPPER_BOUND));
  }

  @Test
  void theNearestHalfIsFoundThroughLinksOfBothDirections() {
    // A directed cycle of six; half of it is three neighbours, entered and left once.
    NopGraph cycle =
        Graphs.directed(6, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 0}});
    long rate = Graphs.SPEC.bandwidth().bytesPerSecond();
    assertThat(Bisection.bound(cycle)).isEqualTo(new Bisection(rate, 1, Bisection.How.UPPER_BOUND));
  }

  @Test
  void aSingleNodeHasNone() {
    assertThat(Bisection.of(NopGraphs.mesh(1, 1, rate(10))))
        .isEqualTo(new Bisection(0, 0, Bisection.How.EXACT));
  }
}
