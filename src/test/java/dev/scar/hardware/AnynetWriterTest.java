package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputFile;
import dev.scar.fixtures.Packages;
import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for BookSim2's anynet, by hand, and read again. */
class AnynetWriterTest {
  private static final long RATE = 64 * Packages.GB;

  private static Packages line() {
    return Packages.nodes(3)
        .dram(0, 64)
        .link(0, 1, RATE, 10_000)
        .link(1, 0, RATE, 10_000)
        .link(1, 2, RATE, 30_000)
        .link(2, 1, RATE, 20_000);
  }

  @Test
  void latenciesCountInTheSmallest(@TempDir Path folder) throws IOException {
    String text = AnynetWriter.text(line().build());
    assertThat(text)
        .isEqualTo(
            """
            router 0 node 0 router 1 1
            router 1 node 1 router 0 1 router 2 3
            router 2 node 2 router 1 2
            """);
    Path file = folder.resolve("net.anynet");
    Files.writeString(file, text);
    LinkSpec usual = new LinkSpec(Bandwidth.ofBytesPerSecond(RATE), 10_000);
    List<String> read =
        new AnynetImporter()
            .read(InputFile.of(file), usual).graph().links().stream()
                .map(l -> l.from() + ">" + l.to() + " " + l.latencyPs())
                .toList();
    assertThat(read).containsExactlyInAnyOrder("0>1 10000", "1>0 10000", "1>2 30000", "2>1 20000");
  }

  @Test
  void whatTheFormatCannotSayIsRefused() {
    assertThatThrownBy(() -> AnynetWriter.text(line().link(2, 0, RATE, 10_000).build()))
        .hasMessageContaining("2>0 without the one back");
    assertThatThrownBy(() -> AnynetWriter.text(line().link(0, 1, RATE, 10_000).build()))
        .hasMessageContaining("second link 0>1");
    Packages odd = line().link(0, 2, RATE, 15_000).link(2, 0, RATE, 15_000);
    assertThatThrownBy(() -> AnynetWriter.text(odd.build())).hasMessageContaining("15000 ps");
  }
}
