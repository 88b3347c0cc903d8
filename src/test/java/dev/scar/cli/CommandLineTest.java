package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What all commands have in common: exit codes, messages, where results go. */
class CommandLineTest extends CommandTest {
  /** Before a search, which may be long, and before anything else is looked at. */
  @Test
  void whereResultsGoIsCheckedFirst() throws IOException {
    String there = Files.createDirectory(folder.resolve("there")).toString();
    String file = Files.writeString(folder.resolve("there.json"), "{}").toString();
    assertThat(scar("run", "nosuch", "--out", there)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
    assertThat(scar("schedule", "nosuch", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void existingFoldersAreNotOverwrittenSilently() {
    String target = folder.resolve("twice").toString();
    assertThat(scar("run", "motivational", "--quiet", "--out", target)).isZero();
    assertThat(scar("run", "motivational", "--quiet", "--out", target)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(scar("run", "motivational", "--quiet", "--overwrite", "--out", target)).isZero();
  }

  @Test
  void badInputHasExitCodeTwoAndSaysWhatToWrite() throws IOException {
    assertThat(scar("run", "sc44")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("sc44: is not a known scenario.\nMaybe write \"sc4\".\n");
    assertThat(scar("run", "sc4", "--topology", "het-side-3x3")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"het-sides-3x3\"");
    assertThat(scar("runn")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"run\"");
    assertThat(scar("run", "--packet", "4")).isEqualTo(2);
    assertThat(err.toString()).contains("has no unit");
    assertThat(scar("run", "--splits", "-1")).isEqualTo(2);
    assertThat(scar("replay", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  /** The improvement by order judges by the prediction with barriers, and compares with it. */
  @Test
  void orderIsRefusedBesideWhatIsJudgedOtherwise() {
    for (String other : new String[] {"--objective-by=simulated", "--contention-aware"}) {
      assertThat(scar("schedule", "motivational", "--order", other)).as(other).isEqualTo(2);
      assertThat(err.toString()).contains("--order: is judged ").contains("Leave ");
    }
    assertThat(scar("schedule", "motivational", "--order", "--strategy", "standalone"))
        .isEqualTo(2);
    assertThat(scar("schedule", "motivational", "--order", "--explain")).isEqualTo(2);
  }

  @Test
  void packagesAndScenariosAreListedAndDescribed() {
    assertThat(scar("topology")).isZero();
    assertThat(out.toString()).contains("het-sides-3x3", "monolithic-os");
    assertThat(scar("topology", "het-cross-6x6")).isZero();
    assertThat(out.toString()).contains("deadlock-free", "diameter   10 hops");
    assertThat(scar("workload", "sc4")).isZero();
    assertThat(out.toString()).contains("gpt-l", "192.384", "31.03 M with biases");
    assertThat(scar("workload", "--model", "googlenet")).isZero();
    assertThat(out.toString()).contains("GoogLeNet", "about 1.5-1.6 G");
    assertThat(scar("workload", "--model", "goglenet")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"googlenet\"");
    assertThat(scar("cost", "sc4", "--model", "unet")).isEqualTo(2);
    assertThat(err.toString()).contains("u-net");
  }

  @Test
  void hugeInputsAreRefusedQuickly() throws IOException {
    assertThat(
            refused(
                "{\"format\": \"scar-schedule-1\", \"windows\": [" + "{},".repeat(50_000) + "{}]}"))
        .contains("bad.json");
    Path huge = folder.resolve("huge.json");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    for (String command : new String[] {"replay", "run", "workload", "topology"}) {
      assertThat(scar(command, huge.toString())).as(command).isEqualTo(2);
      assertThat(err.toString().lines().count()).as(err.toString()).isLessThanOrEqualTo(2);
    }
    Path package9 = folder.resolve("package.json");
    Files.writeString(
        package9,
        "{\"format\": \"scar-topology-1\", \"name\": \"p\", \"extends\": \"base/datacenter\", \"rows\": 1000000000, \"columns\": 1, \"chiplets\": [\"N\"]}");
    assertThat(scar("topology", package9.toString())).isEqualTo(2);
    Path batch = folder.resolve("batch.json");
    Files.writeString(
        batch,
        "{\"format\": \"scar-scenario-1\", \"name\": \"b\", \"topology\": \"het-sides-3x3\", \"models\": [{\"model\": \"resnet50\", \"batch\": 1000000000000}]}");
    assertThat(scar("workload", batch.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("batch");
  }
}
