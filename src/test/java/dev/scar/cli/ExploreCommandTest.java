package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code scar explore} as a user types it. */
final class ExploreCommandTest extends CommandTest {
  private static final String STUDY = "src/test/resources/cli/study.json";

  @Test
  void anyNumberOfThreadsWritesTheSame() throws IOException {
    Path one = folder.resolve("one");
    Path three = folder.resolve("three");
    assertThat(scar("explore", STUDY, "--out", one.toString(), "--threads", "1")).isZero();
    String printed = out.toString();
    assertThat(printed).contains("4 of 4 points: 4 done, 0 outside, 0 failed");
    assertThat(scar("explore", STUDY, "--out", three.toString(), "--threads", "3")).isZero();
    assertThat(out.toString().replace("three", "one")).isEqualTo(printed);
    assertThat(Files.readString(three.resolve("results.csv")))
        .isEqualTo(Files.readString(one.resolve("results.csv")));
    String page = Files.readString(one.resolve("explore.html"));
    assertThat(page)
        .contains("\"front\":[4]")
        .contains("\"counts\":\"4 of 4 points: 4 done, 0 outside, 0 failed\"");
    assertThat(Files.readString(three.resolve("explore.html"))).isEqualTo(page);
    assertThat(Files.readAllLines(three.resolve("records.jsonl")))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(one.resolve("records.jsonl")));
  }

  /** The folder of a point's own run says what the table says, and stands alone. */
  @Test
  void theFrontHasRunsOfItsOwn() throws IOException {
    assertThat(scar("explore", STUDY, "--out", folder.toString())).isZero();
    String page = Files.readString(folder.resolve("explore.html"));
    Matcher run = Pattern.compile("\"runs\":\\{\"4\":\"(points/[0-9a-f]{12})\"}").matcher(page);
    assertThat(run.find()).isTrue();
    Path written = folder.resolve(run.group(1));
    String front = Files.readAllLines(folder.resolve("results.csv")).get(4);
    assertThat(front.split(",")).contains(simulatedPs(written));
    Path again = folder.resolve("again");
    assertThat(
            scar("replay", written.resolve("schedule.json").toString(), "--out", again.toString()))
        .isZero();
    assertThat(simulatedPs(again)).isEqualTo(simulatedPs(written));
  }

  private static String simulatedPs(Path run) throws IOException {
    return new ObjectMapper()
        .readTree(run.resolve("summary.json").toFile())
        .at("/simulatedPs")
        .asText();
  }

  @Test
  void runAgainItKnowsEverything() throws IOException {
    assertThat(scar("explore", STUDY, "--out", folder.toString(), "--quiet")).isZero();
    assertThat(out.toString()).isEmpty();
    String results = Files.readString(folder.resolve("results.csv"));
    assertThat(scar("explore", STUDY, "--out", folder.toString())).isZero();
    assertThat(out.toString()).contains("of these 4 were known");
    assertThat(Files.readString(folder.resolve("results.csv"))).isEqualTo(results);
    assertThat(Files.readAllLines(folder.resolve("timings.csv"))).hasSize(1 + 4);
    assertThat(scar("explore", STUDY, "--out", folder.toString(), "--status")).isZero();
    assertThat(out.toString())
        .isEqualTo("4 of 4 points: 4 done, 0 outside, 0 failed\nnobody works on it\n");
  }

  @Test
  void anotherFolderIsNotTouched() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(scar("explore", STUDY, "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is there already and has no records of a study");
    assertThat(scar("explore", STUDY, "--out", folder.resolve("no").toString(), "--status"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("has no study that was begun");
    assertThat(scar("explore", STUDY, "--shard", "3/2")).isEqualTo(2);
    assertThat(err.toString()).contains("(3/2) is not a part such as 2/8");
  }

  /** The shipped studies are sound: read, and every value tried. */
  @Test
  void shippedStudiesAreSound() throws IOException {
    try (var studies = Files.list(Path.of("workloads", "studies"))) {
      for (Path study : studies.sorted().toList()) {
        Path unused = Files.createDirectories(folder.resolve("unused"));
        Files.writeString(unused.resolve("mine.txt"), "mine");
        assertThat(scar("explore", study.toString(), "--out", unused.toString())).isEqualTo(2);
        assertThat(err.toString()).as(study.toString()).startsWith("--out");
      }
    }
  }
}
