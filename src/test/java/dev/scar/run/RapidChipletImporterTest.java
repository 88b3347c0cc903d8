package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Designs in the style of RapidChiplet, their links worked out by hand. */
class RapidChipletImporterTest {
  private static final Path SAMPLES = Path.of("src/test/resources/import-rapidchiplet");

  @TempDir Path folder;
  private final Inputs inputs = new Inputs(Path.of(""));

  private ChipletPackage imported(Path file) {
    return new TopologyImport(
            InputFile.of(file), Optional.empty(), "N,S", "base/datacenter", List.of(), "up-down")
        .write(inputs, folder.resolve("made.json"), true);
  }

  /**
   * A tile of 8 mm² has 800 bumps at a pitch of 0.1 mm, 400 without power, 100 a PHY, 88 of them
   * data, 44 a direction: 5.5 bytes a nanosecond. The memory has 4 · 100 · ½ · ½ − 12 = 88 too.
   * Tile to tile: 1 mm, ⌈0.25⌉ + 12 + 12 + 3 inside. To the memory 1 mm as well, and 5 inside; back
   * 3.
   */
  @Test
  void linksHaveWiresAndLatenciesOfTheirEnds() {
    ChipletPackage pair = imported(SAMPLES.resolve("pair.json"));
    assertThat(pair.chiplets()).extracting(Chiplet::node).containsExactly(0, 1);
    assertThat(pair.nop().links())
        .extracting(
            NopLink::from, NopLink::to, l -> l.bandwidth().bytesPerSecond(), NopLink::latencyPs)
        .containsExactly(
            tuple(0, 1, 5_500_000_000L, 28_000L),
            tuple(1, 0, 5_500_000_000L, 28_000L),
            tuple(1, 2, 5_500_000_000L, 30_000L),
            tuple(2, 1, 5_500_000_000L, 28_000L));
  }

  /** A constant of 2 cycles, whatever the length: 2 + 12 + 12 + 3. */
  @Test
  void latenciesMayBeConstant() {
    assertThat(imported(SAMPLES.resolve("turned.json")).nop().links())
        .extracting(NopLink::latencyPs)
        .containsExactly(29_000L, 29_000L);
  }

  /**
   * Turned by 90 degrees, the left PHY (0, 1) of the 4 × 2 tile lies at (1, 0); turned by 180, the
   * right one (4, 1) at (0, 1), so at (3, 1): 2 + 1 = 3 mm, ⌈0.75⌉ = 1 cycle instead of the 3 of
   * 10.
   */
  @Test
  void turnedChipletsHaveTurnedPhys() throws IOException {
    copy("turned.json", "inputs/packaging_const.json", "inputs/packaging.json");
    Files.writeString(
        folder.resolve("inputs/packaging.json"),
        Files.readString(folder.resolve("inputs/packaging.json"))
            .replace("0.25 * x", "10 * x + 0.5"));
    assertThat(imported(folder.resolve("turned.json")).nop().links())
        .extracting(NopLink::latencyPs)
        .containsExactly(58_000L, 58_000L);
  }

  /**
   * Chiplet to router: 0 mm, a PHY of 12, 7 inside; back 12 and 3 inside. Router to router: 5 mm,
   * ⌈1.25⌉ = 2, and 7, with the bandwidth of the preset, as no PHY bounds it. To chiplet 1: 1 mm.
   */
  @Test
  void routersOfTheInterposerAreNodesWithoutChiplet() {
    ChipletPackage routers = imported(SAMPLES.resolve("routers.json"));
    assertThat(routers.chiplets()).extracting(Chiplet::node).containsExactly(0, 1);
    assertThat(routers.nop().links())
        .extracting(NopLink::from, NopLink::to, NopLink::latencyPs)
        .containsExactly(
            tuple(0, 2, 19_000L),
            tuple(1, 3, 20_000L),
            tuple(2, 0, 15_000L),
            tuple(2, 3, 9_000L),
            tuple(3, 1, 16_000L),
            tuple(3, 2, 9_000L));
    assertThat(routers.nop().links().get(3).bandwidth().bytesPerSecond())
        .isEqualTo(100_000_000_000L);
  }

  private void copy(String design, String from, String to) throws IOException {
    Files.createDirectories(folder.resolve("inputs"));
    try (Stream<Path> files = Files.list(SAMPLES.resolve("inputs"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("inputs").resolve(file.getFileName()));
      }
    }
    Files.writeString(
        folder.resolve(design), Files.readString(SAMPLES.resolve(design)).replace(from, to));
  }

  private void refused(String file, String from, String to, String message) throws IOException {
    Path changed = folder.resolve(file);
    String text = Files.readString(changed);
    Files.writeString(changed, text.replace(from, to));
    assertThatThrownBy(() -> imported(folder.resolve("pair.json")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    Files.writeString(changed, text);
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() throws IOException {
    copy("pair.json", "", "");
    refused(
        "pair.json", "inputs/topology_pair", "../topology", "topology (../topology.json) is no");
    refused(
        "inputs/topology_pair.json", "\"outer_id\": 2", "\"outer_id\": 9", "[1].ep2.outer_id (9)");
    refused(
        "inputs/topology_pair.json", "\"inner_id\": 1", "\"inner_id\": 3", "[0].ep1.inner_id (3)");
    refused("inputs/topology_pair.json", "chiplet", "node", "[0].ep1.type (node)");
    refused("inputs/placement_pair.json", "mem", "cache", "chiplets[2].name (cache) is not");
    refused("inputs/packaging.json", "0.25 * x", "x ** 2", "link_latency (lambda x : x ** 2)");
    refused("inputs/packaging.json", "12", "900", "no wire for data");
    refused("inputs/chiplets.json", "\"t\"", "\"u\"", "technology (u) is not in");
  }
}
