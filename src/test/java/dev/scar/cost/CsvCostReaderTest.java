package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvCostReaderTest {
  private static final Model FIRST = new Model("first", "first", List.of(layer("fc1", 64)));
  private static final Model SECOND = new Model("second", "second", List.of(layer("fc1", 128)));
  private static final ActivityEnergy ENERGY = new ActivityEnergy(0.23e-12, 1.68, 6);

  @TempDir Path folder;

  private static Layer layer(String name, long rows) {
    LayerShape shape = LayerShape.product(LayerKind.GEMM, rows, 64, 32, 1);
    return new Layer(
        name,
        shape,
        shape.macs(),
        shape.weightElements(),
        shape.outputElements(),
        shape.inputElements(),
        List.of());
  }

  private static ChipletType type(String name, ActivityEnergy energy) {
    return new ChipletType(name, "kcp_ws", 256, 10 << 20, 500_000_000, 32, 1, 128, energy);
  }

  private CsvCostModel read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("costs.csv"), text);
    return new CsvCostReader(List.of(FIRST, SECOND)).read(InputFile.of(file));
  }

  @Test
  void costsAreThoseOfTheTable() throws IOException {
    CsvCostModel costs =
        read(
            """
            model,layer,chiplet_type,cycles,energy,remark
            first,fc1,nvd,1000,"2.3 uJ",measured
            second,fc1,nvd,2000,4.6 nJ,

            """);
    LayerCost cost = costs.cost(FIRST.layer(0), type("nvd", ENERGY));
    assertThat(cost.cycles()).isEqualTo(1000);
    assertThat(cost.macs()).isEqualTo(64 * 64 * 32);
    assertThat(cost.energyMacUnits()).isCloseTo(1e7, within(1e-6));
    assertThat(cost.utilization()).isEqualTo(64.0 * 64 * 32 / 1000 / 256);
    assertThat(costs.cost(SECOND.layer(0), type("nvd", ENERGY)).cycles()).isEqualTo(2000);
    assertThatThrownBy(() -> costs.cost(FIRST.layer(0), type("shi", ENERGY)))
        .isInstanceOf(CostException.class)
        .hasMessageEndingWith("costs.csv: has no row for model first, layer fc1, chiplet type shi");
    ActivityEnergy none = new ActivityEnergy(0, 0, 0);
    assertThatThrownBy(() -> costs.cost(FIRST.layer(0), type("nvd", none)))
        .isInstanceOf(CostException.class)
        .hasMessageContaining("MAC energy of 0");
  }

  @Test
  void equalLayersOfTwoModelsHaveCostsOfTheirOwn() throws IOException {
    Model twin = new Model("twin", "twin", List.of(layer("fc1", 64)));
    Path file = folder.resolve("costs.csv");
    Files.writeString(
        file,
        "model,layer,chiplet_type,cycles,energy\nfirst,fc1,nvd,7,1 nJ\ntwin,fc1,nvd,9,2 nJ\n");
    CsvCostModel costs = new CsvCostReader(List.of(FIRST, twin)).read(InputFile.of(file));
    assertThat(costs.cost(FIRST.layer(0), type("nvd", ENERGY)).cycles()).isEqualTo(7);
    assertThat(costs.cost(twin.layer(0), type("nvd", ENERGY)).cycles()).isEqualTo(9);
  }

  @Test
  void numbersThatNoLayerCanCostAreRefused() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    model,layer,chiplet_type,cycles,energy
                    first,fc1,a,1,1e999 mJ
                    first,fc1,b,1,0 J
                    first,fc1,c,1000000000000001,1 J
                    first,fc1,d,1,1e400 J
                    first,fc1,e,1,1000001 J
                    """))
        .isInstanceOf(InputException.class)
        .message()
        .isEqualToNormalizingNewlines(
            """
            %1$s: line 2, energy (1e999 mJ) is too large.
            Maybe write "1 uJ".
            %1$s: line 3, energy (0 J) is not more than 0.
            %1$s: line 4, cycles (1000000000000001) is outside 1 to 1000000000000000.
            %1$s: line 5, energy (1e400 J) is too large.
            Maybe write "1 uJ".
            %1$s: line 6, energy (1000001 J) is more than 1 MJ."""
                .formatted(folder.resolve("costs.csv")));
  }

  @Test
  void badRowsAreToldWithTheirLines() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    model,layer,chiplet_type,cycles,energy
                    frist,fc1,nvd,1000,1 uJ
                    first,fc2,nvd,1000,1 uJ
                    first,fc1,nvd,0,1 uJ
                    first,fc1,nvd,1000,1.5
                    first,fc1,,1000,1 uJ
                    first,fc1,nvd,1000,1 uJ
                    first,fc1,nvd,1000,1 uJ
                    first,fc1,nvd,1001,1 uJ
                    """))
        .isInstanceOf(InputException.class)
        .message()
        .isEqualToNormalizingNewlines(
            """
            %1$s: line 2, model (frist) is not a model here.
            Maybe write "first".
            %1$s: line 3, layer (fc2) is not a layer of first.
            Maybe write "fc1".
            %1$s: line 4, cycles (0) is outside 1 to 1000000000000000.
            %1$s: line 5, energy (1.5) has no unit.
            Maybe write "1.5 uJ".
            %1$s: line 6, chiplet_type is missing.
            %1$s: line 9, layer (fc1) has another cost on nvd in a row before.\
            """
                .formatted(folder.resolve("costs.csv")));
  }
}
