package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code scar topology}: reports, drawings, generated packages. */
class TopologyCommandTest extends CommandTest {
  @Test
  void uniformTrafficIsTheSameForTheReportAndTheDrawing() {
    String file = folder.resolve("cmesh.json").toString();
    assertThat(scar("topology", "generate", "cmesh:3x3x4", "--chiplets", "N,S", "--out", file))
        .as(err.toString())
        .isZero();
    assertThat(scar("topology", file)).isZero();
    String busiest =
        out.toString()
            .lines()
            .dropWhile(line -> !line.contains("busiest under uniform traffic"))
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(scar("topology", "draw", file)).isZero();
    String[] words = busiest.strip().split(" +");
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.contains(words[1] + " " + words[2] + " flows"));
  }

  @Test
  void topologiesAreGeneratedAndDrawn() throws IOException {
    for (String shape :
        List.of("mesh:8x8", "torus:4x4", "ring:8", "triangular:4x4", "hexamesh:2", "cmesh:2x2x4")) {
      String file = folder.resolve(shape.replace(':', '-') + ".json").toString();
      assertThat(scar("topology", "generate", shape, "--chiplets", "checkerboard", "--out", file))
          .as("%s: %s", shape, err)
          .isZero();
      assertThat(scar("topology", file)).as(shape).isZero();
      assertThat(out.toString()).contains("deadlock-free");
      assertThat(scar("topology", "draw", file)).as(shape).isZero();
      String svg = file.replace(".json", ".svg");
      assertThat(scar("topology", "draw", file, "--out", svg)).as(shape).isZero();
      assertThat(Files.readString(Path.of(svg))).startsWith("<svg").contains("</svg>", "shi");
    }
  }

  /** All links on request, also those that no route uses, with what they are. */
  @Test
  void theTableOfLinksIsWholeOnRequest() {
    assertThat(scar("topology", "draw", "het-t", "--links", "1000")).isZero();
    List<String> rows =
        out.toString().lines().filter(line -> line.matches(" +\\d+>\\d+ .*")).toList();
    assertThat(rows).hasSize(32).allMatch(row -> row.endsWith("100 GB/s    35 ns"));
  }
}
