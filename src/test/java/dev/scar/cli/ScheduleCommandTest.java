package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code scar schedule}: starts, fixed layers, costs of a table, an early end. */
class ScheduleCommandTest extends CommandTest {
  @Test
  void aScheduleIsImprovedAndLayersAreFixed() throws IOException {
    String first = folder.resolve("first.json").toString();
    assertThat(scar("schedule", "motivational", "--search", "paper", "--out", first)).isZero();
    String fix = "gpt-part:ff1-ff1=2";
    String second = folder.resolve("second.json").toString();
    assertThat(scar("schedule", "--start", first, "--effort", "2000", "--out", second)).isZero();
    assertThat(out.toString()).contains("motivational", " schedules in ");
    assertThat(scar("schedule", "motivational", "--fix", fix)).isZero();
    assertThat(out.toString()).containsPattern("gpt-part +\\d+ +1 on 2 ");
    assertThat(scar("schedule", "--start", second, "--weights", "streamed")).isEqualTo(2);
    assertThat(err.toString()).contains("--weights: (streamed) is not what the schedule says");
  }

  @Test
  void costsMayComeFromATable() throws IOException {
    Path table = folder.resolve("costs.csv");
    StringBuilder rows = new StringBuilder("model,layer,chiplet_type,cycles,energy\n");
    String[] layers = {"c2_2_1", "c2_2_2", "c2_2_3"};
    for (String layer : layers) {
      rows.append("motivational_resnet,").append(layer).append(",nvd,1000,1 uJ\n");
    }
    Files.writeString(table, rows);
    assertThat(scar("schedule", "motivational", "--cost-db", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("has no row for model");
    Files.writeString(table, rows + "motivational_resnet,c2_2_9,nvd,1000,1 uJ\n");
    assertThat(scar("schedule", "motivational", "--cost-db", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not a layer of motivational_resnet");
  }

  @Test
  void aSearchCutShortLeavesAScheduleThatReplaysAndSaysSo() {
    String schedule = folder.resolve("short.json").toString();
    assertThat(scar("schedule", "sc4", "--quiet", "--time-limit", "1 us", "--out", schedule))
        .as(err.toString())
        .isZero();
    assertThat(err.toString()).contains("cut short");
    assertThat(
            scar(
                "replay",
                schedule,
                "--engine",
                "loop",
                "--quiet",
                "--out",
                folder.resolve("r").toString()))
        .as(err.toString())
        .isZero();
  }
}
