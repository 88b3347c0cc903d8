package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.Library;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.hardware.TopologyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageChangeTest {
  private static final TopologyReader TOPOLOGIES =
      new TopologyReader(new Library(Path.of(System.getProperty("scar.home", "."))));

  /** All but the title. */
  private static String file(ChipletPackage made) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopologyWriter.write(made, out);
    return out.toString(StandardCharsets.UTF_8).replaceAll("\"title\": \"[^\"]*\"", "");
  }

  /** The shipped starved packages are what is made of any other. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-arvr"})
  void starvedPackagesAreTheShippedOnes(String size) throws IOException {
    for (ChipletPackage made : PackageChange.starved(TOPOLOGIES.read("het-sides-3x3" + size))) {
      String shipped =
          made.name().replace(size, "") + size; // het-sides-3x3-one-dram-arvr is its name there
      assertThat(file(made).replace(made.name(), shipped))
          .isEqualTo(file(TOPOLOGIES.read(shipped)));
    }
  }

  /** Routes keep their links, which have the new bandwidth, whatever the routing is. */
  @Test
  void thinLinksAreOnTheRoutes() {
    ChipletPackage own = TOPOLOGIES.read("het-t");
    ChipletPackage thin = PackageChange.starved(own).get(1);
    int last = own.nop().nodeCount() - 1;
    assertThat(thin.routing().route(0, last).links())
        .hasSameSizeAs(own.routing().route(0, last).links())
        .allMatch(link -> link.bandwidth().bytesPerSecond() == 1_000_000_000L)
        .allMatch(link -> thin.nop().links().contains(link));
    assertThat(thin.routing().algorithm()).isEqualTo(own.routing().algorithm());
    assertThat(own.nop().links())
        .as("the own package stays")
        .noneMatch(link -> link.bandwidth().bytesPerSecond() == 1_000_000_000L);
  }
}
