package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphBuilder;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chiplets do not lie on each other, and neighbours are near. */
class PackageLayoutTest {
  private static final LinkSpec SPEC =
      new LinkSpec(Bandwidth.ofBytesPerSecond(100_000_000_000L), 35_000);

  /** Width and height of a chiplet of the report, by the distances of its lattice. */
  private static final double WIDE = 124.0 / 170;

  private static final double HIGH = 72.0 / 118;

  private static void assertApart(NopGraph graph) {
    List<PackageLayout.Point> points = PackageLayout.of(graph).points();
    assertThat(points).hasSize(graph.nodeCount());
    for (int a = 0; a < points.size(); a++) {
      assertThat(points.get(a).x()).isNotNegative();
      assertThat(points.get(a).y()).isNotNegative();
      for (int b = a + 1; b < points.size(); b++) {
        double x = Math.abs(points.get(a).x() - points.get(b).x());
        double y = Math.abs(points.get(a).y() - points.get(b).y());
        assertThat(x > WIDE || y > HIGH).as("nodes %d and %d: %f, %f", a, b, x, y).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mesh:3x4", "torus:4x4", "triangular:3x3", "ring:8", "hexamesh:0", "hexamesh:2",
        "cmesh:2x2x1", "cmesh:2x2x2", "cmesh:2x2x3", "cmesh:3x2x4", "cmesh:2x2x5", "cmesh:2x2x6",
        "cmesh:2x2x7", "cmesh:3x3x8", "cmesh:2x2x16"
      })
  void nodesOfShapesAreApart(String shape) {
    assertApart(NopGraphs.sized(shape, SPEC));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 12, 40})
  void nodesWithoutPlacesAreApart(int nodes) {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < nodes; node++) {
      graph.node(Optional.empty());
    }
    for (int node = 1; node < nodes; node++) {
      graph.bothWays(node - 1, node, SPEC);
    }
    assertApart(graph.build());
  }

  @Test
  void aNodeFarFromAnyPlaceIsApartToo() {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    graph.node(0, 0);
    for (int node = 1; node < 5; node++) {
      graph.bothWays(node - 1, graph.node(Optional.empty()), SPEC);
    }
    assertApart(graph.build());
  }

  @Test
  void hexagonsAreOneApart() {
    NopGraph graph = NopGraphs.sized("hexamesh:2", SPEC);
    List<PackageLayout.Point> points = PackageLayout.of(graph).points();
    for (NopLink link : graph.links()) {
      double x = Math.abs(points.get(link.from()).x() - points.get(link.to()).x());
      double y = Math.abs(points.get(link.from()).y() - points.get(link.to()).y());
      assertThat(x + y / 2).as("%s", link).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void aMeshWrittenOutStaysAMesh() {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < 4; node++) {
      graph.node(node / 2, node % 2);
    }
    graph.bothWays(0, 1, SPEC).bothWays(0, 2, SPEC).bothWays(1, 3, SPEC).bothWays(2, 3, SPEC);
    assertThat(PackageLayout.of(graph.build()).points())
        .containsExactly(
            new PackageLayout.Point(0, 0),
            new PackageLayout.Point(1, 0),
            new PackageLayout.Point(0, 1),
            new PackageLayout.Point(1, 1));
  }
}
