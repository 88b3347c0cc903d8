package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The run that is kept in {@code traces/sample} is what its schedule gives today. */
class SampleRunTest extends CommandTest {
  private static final Path SAMPLE = Path.of("traces/sample");

  /** All but the version, which builds of the tests do not have, and what follows from it. */
  private static ObjectNode inputs(Path run) throws IOException {
    ObjectNode inputs =
        new JsonMapper().readTree(run.resolve("summary.json").toFile()).withObject("inputs");
    return inputs.remove(List.of("version", "run"));
  }

  private static ObjectNode trace(Path run) throws IOException {
    ObjectNode trace =
        (ObjectNode) new JsonMapper().readTree(unzipped(run.resolve("trace.json.gz")));
    trace.withObject("otherData").remove(List.of("version", "run"));
    return trace;
  }

  @Test
  void replayingItGivesTheSameFiles() throws IOException {
    Path again = folder.resolve("again");
    int exit =
        scar(
            "replay",
            SAMPLE.resolve("schedule.json").toString(),
            "--trace-detail",
            "packets",
            "--no-report",
            "--out",
            again.toString());
    assertThat(exit).as(err.toString()).isZero();
    for (String file : List.of("events.csv.gz", "transfers.csv.gz", "waits.csv.gz", "l2.csv.gz")) {
      assertThat(unzipped(again.resolve(file))).as(file).isEqualTo(unzipped(SAMPLE.resolve(file)));
    }
    assertThat(inputs(again)).isEqualTo(inputs(SAMPLE));
    assertThat(trace(again).equals(trace(SAMPLE))).as("trace.json.gz").isTrue();
    String readme = Files.readString(Path.of("traces/README.md"));
    unzipped(SAMPLE.resolve("events.csv.gz"))
        .lines()
        .findFirst()
        .ifPresent(
            header ->
                assertThat(List.of(header.split(",")))
                    .allMatch(c -> readme.contains("`" + c + "`")));
  }
}
