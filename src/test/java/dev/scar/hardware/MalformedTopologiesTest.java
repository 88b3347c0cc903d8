package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users see when a topology is wrong: every case of {@code malformed-cases.txt} is refused
 * with the message of {@code malformed-golden.txt}, which {@code -Dgolden.update=true} rewrites.
 */
final class MalformedTopologiesTest {
  private static final Path RESOURCES = Shipped.HOME.resolve("src/test/resources/topologies");
  private static final String LATTICE =
      """
      {
        "format": "scar-topology-1",
        "name": "tiny",
        "title": "Four chiplets",
        "shape": "mesh",
        "chipletDefaults": {
          "pes": 4096,
          "l2": "10 MiB",
          "clock": "500 MHz",
          "noc": {"bandwidth": "256 elements/cycle", "hopLatency": "1 cycle"},
          "offChipFloor": "128 elements/cycle",
          "energy": {"mac": "0.23 pJ", "l1": 1.68, "l2": 6}
        },
        "chipletTypes": {"nvd": {"dataflow": "kcp_ws"}, "shi": {"dataflow": "yxp_os_capped"}},
        "legend": {"N": "nvd", "S": "shi"},
        "chiplets": ["N S", "S N"],
        "nop": {"bandwidth": "100 GB/s", "latency": "35 ns", "energy": "2.04 pJ/bit"},
        "dram": {"interfaces": "sides", "bandwidth": "64 GB/s", "latency": "200 ns", "energy": "14.8 pJ/bit"}
      }
      """;

  @TempDir private Path home;

  private record Case(String name, String base, String from, String to) {
    static Case parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      String[] edit = parts[2].split("=>", 2);
      return new Case(parts[0], parts[1], edit[0].strip(), edit[1].strip());
    }

    String content() throws IOException {
      if (base.equals("raw")) {
        return to;
      }
      String valid =
          base.equals("lattice") ? LATTICE : Files.readString(RESOURCES.resolve(base + ".json"));
      assertThat(valid).as(name).contains(from);
      int at = valid.indexOf(from);
      return valid.substring(0, at) + to + valid.substring(at + from.length());
    }
  }

  @BeforeEach
  void writeLibrary() throws IOException {
    Path base = Files.createDirectories(home.resolve("topologies/base"));
    Files.copy(
        Shipped.HOME.resolve("topologies/base/datacenter.json"), base.resolve("datacenter.json"));
    Files.writeString(
        home.resolve("topologies/circle.json"),
        "{\"format\": \"scar-topology-1\", \"name\": \"circle\", \"extends\": \"case\"}");
    Files.writeString(home.resolve("topologies/broken.json"), LATTICE.replace("64 GB/s", "64 GB"));
  }

  private ChipletPackage read(String content) throws IOException {
    Path file = home.resolve("topologies/case.json");
    Files.writeString(file, content);
    return new TopologyReader(new Library(home)).read(new InputFile(file, "case.json"));
  }

  @Test
  void basesAreFine() throws IOException {
    assertThat(read(LATTICE).chiplets()).hasSize(4);
    for (String base : List.of("five", "routed")) {
      ChipletPackage made = read(Files.readString(RESOURCES.resolve(base + ".json")));
      assertThat(made.chiplets()).hasSize(3);
    }
  }

  @Test
  void everyCaseIsRefusedWithItsMessage() throws IOException {
    List<String> ours = new ArrayList<>();
    List<Case> cases =
        Files.readAllLines(RESOURCES.resolve("malformed-cases.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Case::parse)
            .toList();
    for (Case c : cases) {
      ours.add("== " + c.name());
      try {
        ours.add("LOADED " + read(c.content()));
      } catch (InputException e) {
        ours.addAll(e.getMessage().lines().toList());
      }
    }
    assertThat(ours).noneMatch(line -> line.startsWith("LOADED"));
    Path golden = RESOURCES.resolve("malformed-golden.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.write(golden, ours);
      return;
    }
    assertThat(ours).containsExactlyElementsOf(Files.readAllLines(golden));
    System.out.println("malformed topologies refused with their golden message: " + cases.size());
    assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
  }
}
