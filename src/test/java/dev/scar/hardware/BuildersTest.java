package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildersTest {
  private final TopologyReader files =
      new TopologyReader(new Library(Path.of(System.getProperty("scar.home"))));

  @Test
  void aChipletTypeOfWhichNothingIsSaidIsTheShippedOneAsBuilt() {
    ChipletType shipped = files.read("het-sides-3x3-built").chiplets().get(0).type();
    assertThat(new ChipletTypeBuilder("nvd", "kcp_ws").build()).isEqualTo(shipped);
    assertThat(ChipletTypeBuilder.like(shipped).build()).isEqualTo(shipped);
    assertThat(ChipletTypeBuilder.like(shipped).l2("2 MiB").clock("1 GHz").mac("1 pJ").build())
        .isEqualTo(
            new ChipletType(
                "nvd",
                shipped.dataflows(),
                4096,
                2_097_152,
                1_000_000_000,
                256,
                1,
                ChipletType.NO_FLOOR,
                new ChipletType.ActivityEnergy(1e-12, 1.68, 6),
                0));
  }

  @Test
  void aPackageInCodeIsThatOfItsFile() {
    ChipletPackage file = files.read("het-sides-3x3-built");
    PackageBuilder code =
        new PackageBuilder(file.name(), NopGraphs.mesh(3, 3, LinkSpec.of("100 GB/s", "35 ns")));
    file.chiplets().stream()
        .filter(c -> c.type().name().equals("nvd"))
        .forEach(c -> code.chiplet(c.node(), c.type()));
    code.chiplets(file.chiplets().get(1).type());
    for (int row = 0; row < 3; row++) {
      code.dram("64 GB/s", "200 ns", 3 * row).dram("64 GB/s", "200 ns", 3 * row + 2);
    }
    ChipletPackage made = code.build();
    assertThat(made.chiplets()).isEqualTo(file.chiplets());
    assertThat(made.drams()).isEqualTo(file.drams());
    assertThat(made.dramInterfaces()).isEqualTo(file.dramInterfaces());
    assertThat(made.nop().links()).isEqualTo(file.nop().links());
    assertThat(made.routing().algorithm()).isEqualTo(file.routing().algorithm());
    assertThat(made.nopJoulePerBit()).isEqualTo(file.nopJoulePerBit());
    assertThat(made.dramJoulePerBit()).isEqualTo(file.dramJoulePerBit());
  }

  @Test
  void aPackageWithoutLinksDoesNotKnowHowFastPortsAre() {
    NopGraph alone = NopGraphs.mesh(1, 1, LinkSpec.of("100 GB/s", "35 ns"));
    ChipletType type = new ChipletTypeBuilder("nvd", "kcp_ws").build();
    assertThatThrownBy(() -> new PackageBuilder("alone", alone).chiplets(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("package alone has no links; say how fast the ports of its chiplets are");
  }
}
