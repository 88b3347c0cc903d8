package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.Library;
import dev.scar.fixtures.RandomScenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Grown packages are of the family that they are grown from. */
class GrowthCaseTest {
  @Test
  void sideSixIsThePackageThatItIsMadeFrom() {
    ChipletPackage shipped =
        new TopologyReader(new Library(Path.of(System.getProperty("scar.home", "."))))
            .read("het-cross-6x6");
    ChipletPackage grown = GrowthCase.cross(shipped, 6);
    assertThat(grown.chiplets()).isEqualTo(shipped.chiplets());
    assertThat(grown.nop().links()).isEqualTo(shipped.nop().links());
    assertThat(grown.dramInterfaces()).isEqualTo(shipped.dramInterfaces());
    assertThat(grown.drams()).isEqualTo(shipped.drams());
    assertThat(GrowthCase.cross(shipped, 16).chiplets()).hasSize(256);
  }

  @Test
  void repeatedModelsHaveNamesOfTheirOwn() {
    Scenario scenario = new RandomScenes(1).scenario(3);
    assertThat(GrowthCase.repeat(scenario, 7).models().stream().map(ScenarioModel::id))
        .containsExactly("m0", "m1", "m2", "m0-2", "m1-2", "m2-2", "m0-3");
  }
}
