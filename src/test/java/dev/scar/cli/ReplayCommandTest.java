package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code scar replay}: schedules of others, and both engines. */
class ReplayCommandTest extends CommandTest {
  @Test
  void withoutBarrierBothEnginesAgreeAndTheSummarySaysSo() throws IOException {
    String twoWindows = "workloads/motivational/B3.json";
    for (String engine : List.of("loop", "actors")) {
      String out = folder.resolve(engine).toString();
      assertThat(scar("replay", twoWindows, "--no-barrier", "--engine", engine, "--out", out))
          .as(err.toString())
          .isZero();
    }
    String summary = Files.readString(folder.resolve("loop/summary.json"));
    assertThat(summary).contains("\"barrier\" : \"none\"");
    assertThat(Files.readString(folder.resolve("actors/summary.json"))).isEqualTo(summary);
  }

  @Test
  void aHandWrittenScheduleIsKnownByItsHash() throws IOException {
    Path given = folder.resolve("hand.json");
    String text = Files.readString(Path.of("traces/sample/schedule.json"));
    Files.writeString(given, text.replace("\n", "\n ").stripTrailing() + "\n");
    Path run = folder.resolve("run");
    assertThat(scar("replay", given.toString(), "--quiet", "--out", run.toString()))
        .as(err.toString())
        .isZero();
    JsonNode inputs =
        new JsonMapper().readTree(run.resolve("summary.json").toFile()).path("inputs");
    assertThat(inputs.path("givenScheduleSha256").asText())
        .isEqualTo(Sha256.of(Files.readString(given)));
    assertThat(inputs.path("scheduleSha256").asText())
        .isEqualTo(Sha256.of(Files.readString(run.resolve("schedule.json"))))
        .isNotEqualTo(inputs.path("givenScheduleSha256").asText());
    assertThat(inputs.path("command").asText()).isEqualTo("scar replay schedule.json");
  }

  @Test
  void schedulesThatSkipRepeatOrReorderAreRefusedWithTheLayer() throws IOException {
    assertThat(
            scar(
                "schedule",
                "motivational",
                "--quiet",
                "--out",
                folder.resolve("s.json").toString()))
        .isZero();
    String good = Files.readString(folder.resolve("s.json"));
    assertThat(refused(good.replace("\"c2_2_3\"", "\"c2_2_2\""))).contains("c2_2_3");
    assertThat(refused(good.replaceFirst("\"chiplet\" : [0-9]+", "\"chiplet\" : 77")))
        .contains("chiplet 77 does not exist");
    assertThat(refused(good.replace("\"c2_2_1\"", "\"c2_2_l\"")))
        .contains("is not a layer of")
        .contains("Maybe write");
    assertThat(refused(good.replace("\"windows\"", "\"window\"")))
        .contains("Maybe write \"windows\"");
    assertThat(refused("{")).contains("bad.json");
  }
}
