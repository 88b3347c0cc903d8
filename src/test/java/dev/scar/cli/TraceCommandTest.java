package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code scar trace} and {@code scar compare}. */
class TraceCommandTest extends CommandTest {
  @Test
  void tracesAreReadDiffedAndCompared() throws IOException {
    String a = folder.resolve("a").toString();
    String b = folder.resolve("b").toString();
    assertThat(scar("run", "motivational", "--trace-detail", "packets", "--quiet", "--out", a))
        .as(err.toString())
        .isZero();
    assertThat(scar("replay", a + "/schedule.json", "--packet", "1 KiB", "--quiet", "--out", b))
        .isZero();
    assertThat(folder.resolve("a"))
        .isDirectoryContaining("glob:**events.csv.gz")
        .isDirectoryContaining("glob:**transfers.csv.gz")
        .isDirectoryContaining("glob:**l2.csv.gz");
    assertThat(scar("trace", "summarize", a)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("busiest", "chiplet", "waits for inputs");
    assertThat(scar("trace", "critical-path", a, "--format", "csv")).isZero();
    double shares =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("makespan by kind") && line.contains(",share,"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
            .sum();
    assertThat(shares).isCloseTo(1, within(1e-5));
    assertThat(scar("trace", "diff", a, b)).isZero();
    assertThat(out.toString()).contains("figures are equal");
    assertThat(scar("trace", "diff", a, a)).isZero();
    assertThat(out.toString().lines().skip(2))
        .containsExactly(
            "",
            "  second takes as long as first (+0.00 %): both are bound by compute (99.10 % of the"
                + " time, 99.10 % of the other's); all else on the critical path is at most 0.90 %",
            "",
            "  50 figures are equal; --all shows them");
    assertThat(scar("compare", a, b, a, "--format", "json")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"a (2)\"", "scar-figures-1");
    assertThat(scar("compare", a, b)).isZero();
    assertThat(out.toString()).contains("made from");
    String none = folder.resolve("none").toString();
    assertThat(scar("run", "motivational", "--trace-detail", "off", "--quiet", "--out", none))
        .isZero();
    assertThat(folder.resolve("none").resolve("events.csv.gz")).doesNotExist();
    String part = folder.resolve("part").toString();
    assertThat(
            scar("replay", a + "/schedule.json", "--trace-to", "100 us", "--quiet", "--out", part))
        .isZero();
    assertThat(Files.size(Path.of(part, "events.csv.gz")))
        .isLessThan(Files.size(Path.of(b, "events.csv.gz")));
  }

  @Test
  void logsThatAreNoneAndRowsThatAreNoneAreRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("events.csv.gz"));
    assertThat(scar("trace", "summarize", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is empty or ends too early").doesNotContain("null");
    assertThat(scar("trace", "summarize", "traces/sample", "--rows", "0")).isEqualTo(2);
    assertThat(scar("trace", "critical-path", "traces/sample", "--steps", "-1")).isEqualTo(2);
  }

  @Test
  void numbersAreTheSameInEveryCountry() throws IOException, InterruptedException {
    ProcessBuilder builder = process("trace", "summarize", "traces/sample");
    builder.command().addAll(1, List.of("-Duser.language=de", "-Duser.country=DE"));
    Process german = builder.start();
    String printed = new String(german.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(german.waitFor()).as(printed).isZero();
    assertThat(printed).contains("3,160 rows").doesNotContain("3.160 rows");
  }
}
