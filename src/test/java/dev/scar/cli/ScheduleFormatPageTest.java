package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule page's example replays, and broken variants of it are refused with their place. */
class ScheduleFormatPageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/schedules.txt");

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int replay(String text) throws IOException {
    err.getBuffer().setLength(0);
    Path file = folder.resolve("mine.json");
    Files.writeString(file, text);
    PrintWriter out = new PrintWriter(new StringWriter());
    return Main.execute(
        out,
        new PrintWriter(err, true),
        "replay",
        file.toString(),
        "--quiet",
        "--overwrite",
        "--out",
        folder.resolve("out").toString());
  }

  private static String example() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/schedule-format.md"));
    int from = page.indexOf("```json") + "```json\n".length();
    return page.substring(from, page.indexOf("```", from));
  }

  @Test
  void theExampleReplays() throws IOException {
    assertThat(replay(example())).as(err.toString()).isZero();
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**summary.json");
  }

  @Test
  void theQuotedMessageIsPrinted() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/schedule-format.md"));
    int from = page.indexOf("```text") + "```text\n".length();
    String quoted = page.substring(from, page.indexOf("```", from));
    assertThat(replay(example().replace("\"chiplet\": 1", "\"chiplet\": 77"))).isEqualTo(2);
    assertThat(err.toString().replace(folder.toString() + "/", "").lines())
        .containsExactlyElementsOf(quoted.lines().toList());
  }

  @Test
  void brokenSchedulesAreRefusedWithTheirPlace() throws IOException {
    String good = example();
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put(good.replace("\"to\": \"c2_2_2\"", "\"to\": \"c2_2_1\""), "c2_2_2");
    broken.put(good.replace("\"from\": \"c2_2_3\"", "\"from\": \"c2_2_2\""), "c2_2_2");
    broken.put(
        good.replace(
            "\"from\": \"c2_2_1\", \"to\": \"c2_2_2\"", "\"from\": \"c2_2_2\", \"to\": \"c2_2_1\""),
        "segments[0]");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": 0"), "chiplet 0");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": 77"), "chiplet 77 does not exist");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": -1"), "chiplet");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": 1.5"), "chiplet");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": \"1\""), "chiplet");
    broken.put(good.replace("\"chiplet\": 1", "\"chiplet\": 99999999999999999999"), "chiplet");
    broken.put(good.replace("gpt-part", "gpt-prt"), "Maybe write \"gpt-part\"");
    broken.put(good.replace("\"ff1\"", "\"fff1\""), "fff1");
    broken.put(good.replace("\"segments\"", "\"segment\""), "Maybe write \"segments\"");
    broken.put(good.replace("\"windows\"", "\"windws\""), "Maybe write \"windows\"");
    broken.put(good.replace("scar-schedule-1", "scar-schedule-9"), "format");
    broken.put(good.replace("\"motivational\"", "\"motivatonal\""), "Maybe write \"motivational\"");
    broken.put(good.replace("motivational-2x2", "../../etc/passwd"), "topology");
    broken.put(good.replace("motivational-2x2", "/etc/passwd"), "topology");
    broken.put(good.replace("\"windows\": [", "\"windows\": [], \"x\": ["), "x");
    broken.put(good.replace("\"scenario\": \"motivational\",", ""), "scenario");
    broken.put(good.substring(0, good.length() / 2), "mine.json");
    broken.put("", "mine.json");
    broken.put("[]", "mine.json");
    broken.put("null", "mine.json");
    broken.put("\uFEFF{", "mine.json");
    broken.put("\u0000\u0001\u0002", "mine.json");
    broken.put(good + good, "mine.json");
    broken.put("{\"a\":".repeat(100_000), "mine.json");
    broken.put("{\"format\": NaN}", "mine.json");
    List<String> messages = new ArrayList<>();
    for (Map.Entry<String, String> one : broken.entrySet()) {
      String shown = one.getKey().substring(0, Math.min(300, one.getKey().length()));
      assertThat(one.getKey()).as("the example changed").isNotEqualTo(good);
      assertThat(replay(one.getKey())).as(shown).isEqualTo(2);
      assertThat(err.toString()).as(shown).contains(one.getValue()).doesNotContain("\tat ");
      assertThat(err.toString().lines().count()).as(shown).isLessThanOrEqualTo(20);
      assertThat(folder.resolve("out")).as(shown).doesNotExist();
      messages.add("# case " + messages.stream().filter(m -> m.startsWith("# ")).count());
      err.toString().replace(folder.toString() + "/", "").lines().forEach(messages::add);
    }
    assertThat(broken.size()).isEqualTo(28);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(GOLDEN, messages);
    }
    assertThat(messages).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }
}
