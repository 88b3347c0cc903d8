package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChipletPackageTest {
  private static final ChipletType TYPE =
      new ChipletTypeBuilder("nvd", "kcp_ws").staticPower("1.5 W").build();
  private static final NopGraph MESH = NopGraphs.mesh(2, 3, Graphs.SPEC);

  private static PackageBuilder withDramsAt(NopGraph graph, int... nodes) {
    PackageBuilder made = new PackageBuilder("p", graph).chiplets(TYPE);
    for (int node : nodes) {
      made.dram("64 GB/s", "200 ns", node);
    }
    return made;
  }

  @Test
  void staticPowerOfEnabledChipletsLinksAndDrams() {
    PackageBuilder made =
        withDramsAt(MESH, 0, 2).terms(new PackageTerms(Preset.PAPER, 2e-12, 15e-12, 0.25, 0.125));
    made.chiplet(new Chiplet(4, TYPE, false, Graphs.SPEC.bandwidth(), Graphs.SPEC.bandwidth()));
    // 5 chiplets of 1.5 W, 14 links of 0.25 W, 2 DRAMs of 0.125 W.
    assertThat(made.build().staticW()).isCloseTo(11.25, within(1e-12));
    assertThat(made.build().staticJ(2_000_000_000_000L)).isCloseTo(22.5, within(1e-12));
  }

  @Test
  void inOddRowsTheLastOfTheNearestInterfacesServes() {
    ChipletPackage made = withDramsAt(MESH, 0, 2).build();
    // Nodes 1 and 4 are as far from both; node 1 is in row 0, node 4 in row 1.
    assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(n -> made.nearestDram(n).ordinal()))
        .containsExactly(0, 0, 1, 0, 1, 1);
  }

  @Test
  void withoutPlacesOddNodesTakeTheLast() {
    NopGraph line = Graphs.undirected(5, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    assertThat(withDramsAt(line, 0, 4).build().nearestDram(2).ordinal()).isZero();
    NopGraph shorter = Graphs.undirected(3, new int[][] {{0, 1}, {1, 2}});
    assertThat(withDramsAt(shorter, 0, 2).build().nearestDram(1).ordinal()).isEqualTo(1);
  }

  @Test
  void whatItNamesExists() {
    Routing routing = new XyRouting().on(MESH);
    List<Chiplet> chiplets = withDramsAt(MESH, 0).build().chiplets();
    List<Dram> drams = withDramsAt(MESH, 0).build().drams();
    PackageTerms terms = new PackageTerms(0, 0);
    for (DramInterface wrong :
        List.of(
            new DramInterface(1, 0, 0),
            new DramInterface(0, -1, 0),
            new DramInterface(0, 6, 0),
            new DramInterface(0, 0, -1),
            new DramInterface(0, 0, 1))) {
      assertThatThrownBy(
              () ->
                  new ChipletPackage(
                      "p", "p", MESH, routing, chiplets, drams, List.of(wrong), terms))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("names something that does not exist");
    }
    assertThatThrownBy(
            () -> new ChipletPackage("p", "p", MESH, routing, chiplets, drams, List.of(), terms))
        .hasMessage("no DRAM interface");
    assertThatThrownBy(
            () ->
                new ChipletPackage(
                    "p",
                    "p",
                    MESH,
                    routing,
                    List.of(chiplets.get(0), chiplets.get(0)),
                    drams,
                    List.of(new DramInterface(0, 5, 0)),
                    terms))
        .hasMessage("two chiplets on node 0");
  }
}
