package dev.scar.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.Library;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.study.PackageChange;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class VariantTest {
  private static final Library LIBRARY = new Library(Path.of(System.getProperty("scar.home", ".")));

  @Test
  void variantsOfPackagesAreTheShippedPresets() {
    TopologyReader topologies = new TopologyReader(LIBRARY);
    ChipletPackage usual = topologies.read("het-sides-3x3");
    for (Variant variant : Variant.ALL) {
      String letter = variant.value().startsWith("two-byte") ? "b" : "f";
      if (variant.choice().equals("chiplet setting")) {
        assertThat(variant.hardware().apply(usual).chiplets())
            .extracting(Chiplet::type)
            .isEqualTo(
                topologies.read("het-sides-3x3-" + letter).chiplets().stream()
                    .map(Chiplet::type)
                    .toList());
      }
    }
    assertThat(PackageChange.swapTypes(usual).chiplets())
        .extracting(Chiplet::type)
        .isEqualTo(
            topologies.read("het-sides-3x3-shi-sides").chiplets().stream()
                .map(Chiplet::type)
                .toList());
    ChipletPackage one = PackageChange.oneDram(usual);
    assertThat(one.drams()).hasSize(1);
    assertThat(one.dramInterfaces()).hasSameSizeAs(usual.dramInterfaces());
    assertThat(Variant.ALL).extracting(Variant::label).doesNotHaveDuplicates();
  }
}
