package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios whose samples arrive over time, as a user gives them. */
final class ArrivalsCommandTest extends CommandTest {
  private Path scenario(String arrivals) throws IOException {
    Path file = folder.resolve(arrivals.isEmpty() ? "still.json" : "frames.json");
    Files.writeString(
        file,
        """
        {"format": "scar-scenario-1", "name": "frames", "topology": "het-sides-3x3",
         "models": [{"model": "kd_res8", "batch": 2%s}]}
        """
            .formatted(arrivals));
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "schedule", "validate", "sweep", "growth", "run --search paper"})
  void noSearchIgnoresThem(String command) throws IOException {
    String frames = scenario(", \"arrivals\": {\"every\": \"33 ms\"}").toString();
    assertThat(scar((command + " " + frames).split(" "))).isEqualTo(2);
    assertThat(err.toString())
        .contains("no search honours \"arrivals\"")
        .contains("replay that schedule with --scenario");
  }

  /** The second frame comes after 33 ms; alone on the package, the model needs less than that. */
  @Test
  void aScheduleFoundWithoutThemIsReplayedWithThem() throws IOException {
    String schedule = folder.resolve("s.json").toString();
    String still = scenario("").toString();
    assertThat(scar("schedule", still, "--effort", "quick", "--out", schedule)).isZero();
    String[] replay = {
      "replay", schedule, "--format=json", "--scenario", still, "--out", "", "--no-report"
    };
    replay[6] = folder.resolve("still").toString();
    assertThat(scar(replay)).as(err.toString()).isZero();
    long without = simulatedPs("still");
    replay[4] = scenario(", \"arrivals\": {\"every\": \"33 ms\"}").toString();
    replay[6] = folder.resolve("frames").toString();
    assertThat(scar(replay)).as(err.toString()).isZero();
    assertThat(Files.readString(folder.resolve("still").resolve("summary.json")))
        .doesNotContain("\"frames\" :");
    assertThat(
            new JsonMapper()
                .readTree(Files.readString(folder.resolve("frames").resolve("summary.json")))
                .at("/frames/0/met")
                .asInt())
        .isEqualTo(2);
    assertThat(without).isLessThan(33_000_000_000L);
    assertThat(simulatedPs("frames")).isBetween(33_000_000_000L, 33_000_000_000L + without);
  }

  private long simulatedPs(String run) throws IOException {
    Path summary = folder.resolve(run).resolve("summary.json");
    return new JsonMapper().readTree(Files.readString(summary)).findValue("simulatedPs").asLong();
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    assertThat(scar("workload", scenario(", \"arrivals\": [\"1 ms\"]").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("models[0] is not possible: 1 arrivals for a batch of 2");
    String unit = scenario(", \"arrivals\": {\"every\": \"33 msec\"}").toString();
    assertThat(scar("workload", unit)).isEqualTo(2);
    assertThat(err.toString())
        .contains("models[0].arrivals.every (33 msec) has no known unit.")
        .contains("Maybe write \"33 ms\".");
  }
}
