package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.ImportedTopology;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.TopologyImporter;
import dev.scar.hardware.TopologyImporters;
import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every importer of networks promises; each has files in the folder of samples. */
class TopologyImportersContractTest {
  private static final Path SAMPLES = Path.of("src/test/resources/import-topology");

  /** What a link of {@code base/datacenter} has. */
  private static final LinkSpec USUAL =
      new LinkSpec(Bandwidth.ofBytesPerSecond(100_000_000_000L), 35_000);

  @TempDir Path folder;

  private final Inputs inputs = new Inputs(Path.of(""));

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  private static TopologyImport of(Path file, Optional<String> kind) {
    return new TopologyImport(
        InputFile.of(file), kind, "N,S", "base/datacenter", List.of(), TopologyImport.ROUTING);
  }

  private ChipletPackage imported(Path file) {
    return of(file, Optional.empty()).write(inputs, folder.resolve("made.json"), true);
  }

  private ChipletPackage imported(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text.replace('|', '\n'));
    return imported(file);
  }

  @Test
  void everyImporterHasASampleThatItAloneAccepts() throws IOException {
    Set<String> used = new HashSet<>();
    for (Path sample : samples()) {
      List<String> accepting =
          TopologyImporters.ALL.stream()
              .filter(importer -> importer.accepts(InputFile.of(sample)))
              .map(TopologyImporter::kind)
              .toList();
      assertThat(accepting).as(sample.toString()).hasSize(1);
      used.addAll(accepting);
    }
    assertThat(used).hasSameSizeAs(TopologyImporters.ALL);
    assertThat(TopologyImporters.kinds()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBackToTheSameNetwork(Path sample) {
    ChipletPackage written = imported(sample);
    ImportedTopology network =
        TopologyImporters.accepting(InputFile.of(sample)).read(InputFile.of(sample), USUAL);
    ChipletPackage read = inputs.topology(folder.resolve("made.json").toString());
    assertThat(read.nop().links()).isEqualTo(network.graph().links());
    assertThat(written.nop().links()).isEqualTo(network.graph().links());
    assertThat(read.chiplets())
        .extracting(Chiplet::node)
        .containsExactlyElementsOf(network.chiplets());
    assertThat(read.dramInterfaces())
        .extracting(DramInterface::node)
        .containsExactly(
            network.chiplets().get(0), network.chiplets().get(network.chiplets().size() - 1));
    for (int c = 0; c < read.chiplets().size(); c++) {
      assertThat(read.chiplets().get(c).type().name()).isEqualTo(c % 2 == 0 ? "nvd" : "shi");
    }
  }

  /** Three routers in a triangle with three nodes each, as BookSim2's own example has them. */
  @Test
  void routersWithSeveralNodesHaveNoChipletThemselves() {
    ChipletPackage three = imported(SAMPLES.resolve("three.anynet"));
    assertThat(three.nop().nodeCount()).isEqualTo(3 + 9);
    assertThat(three.nop().links()).hasSize(2 * (3 + 9));
    assertThat(three.chiplets()).extracting(Chiplet::node).startsWith(3).hasSize(9);
  }

  /** Router 0 leads to router 1 in 10 cycles; the way back and all others take one. */
  @Test
  void cyclesAreThoseOfTheirDirection() {
    ChipletPackage tri = imported(SAMPLES.resolve("tri.anynet"));
    assertThat(tri.nop().links())
        .extracting(NopLink::from, NopLink::to, NopLink::latencyPs)
        .containsExactly(
            tuple(0, 1, 350_000L),
            tuple(0, 2, 35_000L),
            tuple(1, 0, 35_000L),
            tuple(2, 0, 35_000L));
  }

  @Test
  void cellsOfTheMatrixAreBandwidths() {
    ChipletPackage abc = imported(SAMPLES.resolve("abc.csv"));
    assertThat(abc.nop().links())
        .extracting(link -> link.from() + ">" + link.to() + " " + link.bandwidth())
        .containsExactly("0>1 100 GB/s", "0>2 50 GB/s", "1>0 100 GB/s", "2>0 50 GB/s");
  }

  /**
   * Routers 3, 5, 7 become nodes 0 to 2, and nodes 10 and 11 of router 5 nodes 3 and 4. Lines may
   * be a router's or a node's; ways back take a cycle.
   */
  @Test
  void routersHaveAnyNumbersAndNodesLinesOfTheirOwn() {
    ChipletPackage loop = imported(SAMPLES.resolve("loop.anynet"));
    assertThat(loop.nop().links())
        .extracting(NopLink::from, NopLink::to, NopLink::latencyPs)
        .contains(
            tuple(0, 1, 140_000L),
            tuple(1, 0, 35_000L),
            tuple(1, 2, 70_000L),
            tuple(2, 0, 105_000L),
            tuple(0, 2, 35_000L))
        .hasSize(6 + 4);
    assertThat(loop.chiplets()).extracting(Chiplet::node).containsExactly(0, 2, 3, 4);
  }

  /** A hub of three links both ways; and three links that lead round in one direction. */
  @Test
  void matricesMayBeStarsAndOneWay() {
    assertThat(imported(SAMPLES.resolve("star.csv")).nop().links())
        .extracting(link -> link.from() + ">" + link.to() + " " + link.bandwidth())
        .containsExactly(
            "0>1 128 GB/s",
            "0>2 64 GB/s",
            "0>3 500 GB/s",
            "1>0 128 GB/s",
            "2>0 64 GB/s",
            "3>0 500 GB/s");
    assertThat(imported(SAMPLES.resolve("one-way.csv")).nop().links())
        .extracting(link -> link.from() + ">" + link.to() + " " + link.bandwidth())
        .containsExactly("0>1 25.6 GB/s", "1>2 25.6 GB/s", "2>0 25.6 GB/s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a.csv;    x,a,b|a,,1 GB/s|b,7,;                line 3, a (7) has no unit
          a.csv;    x,a,b|a,,1 GB/s|b,0 GB/s,;           line 3, a (0 GB/s) is not more than 0
          a.csv;    x,a,b|a,,0.4 B/s|b,1 GB/s,;          line 2, b (0.4 B/s) is less than 1 B/s
          a.csv;    x,a,b|a,,1 GB/s|b,101 TB/s,;         line 3, a (101 TB/s) is more than 100 TB/s
          a.csv;    x,a,b|a,1 GB/s,1 GB/s|b,1 GB/s,;     line 2, a (1 GB/s) is a link from a node to itself
          a.csv;    x,a,b|b,,1 GB/s|a,1 GB/s,;           line 2 begins with "b", not with "a"
          a.csv;    x,a,b|a,,1 GB/s;                     has 1 rows for 2 nodes
          a.csv;    x,a,b|a,1 GB/s|b,1 GB/s,;            line 2 has 2 fields; the header has 3
          a.csv;    x|a;                                 line 1 names no nodes
          a.csv;    x,a,b|a,,1 GB/s|b,,;                 leave no way from node
          n.anynet; router 0 node 0 router 1|router 0 nod 1; line 2 (nod) is neither "router" nor "node"
          n.anynet; router 0 node 0 router 1 x;          line 1 (x) is not a whole number
          n.anynet; router 0 node 0 router 1 0;          line 1 (0) is outside 1 to
          n.anynet; router 0 node 0|router 1 node 0;     line 2 (node 0) is connected to routers 0 and 1
          n.anynet; router 0 node 0 router;              line 1 (router) has no number behind it
          n.anynet; router 0 node 0 router 0;            line 1 (router 0) is connected to itself
          n.anynet; node 0 node 1;                       line 1 (node 0) is connected to a node
          n.anynet; router 0 node 0 5 router 1;          line 1 (node 0) has a channel of 5 cycles
          n.anynet; router 0 router 1;                   no node has a chiplet
          n.anynet; node 0;                              line 1 (node 0) has no router
          n.anynet; router 0 node 0|router;                line 2 (router) has no number behind it
          n.anynet; router 0 node 0|router 1 node 1;     leave no way from node
          n.txt;    hello;                               is no network that can be imported
          """)
  void refusalsNameFileAndLine(String name, String text, String message) {
    assertThatThrownBy(() -> imported(name, text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
    assertThat(folder.resolve("made.json")).doesNotExist();
  }

  @Test
  void unknownKindsAndNodesAreRefused() {
    Path sample = SAMPLES.resolve("abc.csv");
    assertThatThrownBy(
            () -> of(sample, Optional.of("dot")).write(inputs, folder.resolve("x.json"), false))
        .hasMessage(
            "--as: (dot) is no kind of file that can be imported.\n"
                + "Known: anynet (a network file of BookSim2's anynet), "
                + "matrix (an adjacency matrix of bandwidths in a .csv file), rapidchiplet (a design of RapidChiplet, a .json file that names the others).");
    TopologyImport far =
        new TopologyImport(
            InputFile.of(sample), Optional.empty(), "N", "base/datacenter", List.of(3), "up-down");
    assertThatThrownBy(() -> far.write(inputs, folder.resolve("x.json"), false))
        .hasMessage("--dram: (3) is no node: they are 0 to 2.");
  }
}
