package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputFile;
import dev.scar.files.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the format page do what the page says. */
final class WorkloadFormatPageTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", "."));
  private static final Path PAGE = HOME.resolve("src/site/markdown/workload-format.md");
  private static final Pattern FILE =
      Pattern.compile("<!-- (\\S+\\.json) -->\\n```json\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void completeExampleLoadsWithTheFiguresOfThePage() throws IOException {
    Matcher files = FILE.matcher(Files.readString(PAGE));
    while (files.find()) {
      Files.writeString(folder.resolve(files.group(1)), files.group(2));
    }
    ScenarioReader reader = new ScenarioReader(new Library(HOME));
    Scenario scenario = reader.read(InputFile.of(folder.resolve("mine.json")));
    Model tiny = scenario.models().get(0).model();
    Layer stem = tiny.layer(0);
    assertThat(scenario.models()).extracting(ScenarioModel::id).containsExactly("tiny", "resnet50");
    assertThat(scenario.models()).extracting(ScenarioModel::batch).containsExactly(8, 1);
    assertThat(stem.outputElements()).isEqualTo(16_384);
    assertThat(stem.modelInputElements()).isEqualTo(12_288);
    assertThat(stem.weightElements()).isEqualTo(432);
    assertThat(stem.macs()).isEqualTo(442_368);
    assertThat(tiny.layer(1).producers()).containsExactly(0);
    assertThat(tiny.layer(2).producers()).containsExactly(1);
    assertThat(tiny.isOutput(2)).isTrue();
  }

  /** 8 · 8192 · 128 keys and as many values, less the 1024 that the step makes of each. */
  @Test
  void decodingExampleLoadsItsCaches() throws IOException {
    Matcher files = FILE.matcher(Files.readString(PAGE));
    while (files.find()) {
      Files.writeString(folder.resolve(files.group(1)), files.group(2));
    }
    Model decode = new ModelReader().read(InputFile.of(folder.resolve("decode.json"))).corrected();
    assertThat(decode.layers().stream().flatMap(l -> l.namedInputs().stream()))
        .extracting(NamedInput::elements)
        .containsExactly(8L * 8192 * 128 - 1024, 8L * 8192 * 128 - 1024);
  }

  @Test
  void misspeltKeyIsReportedAsThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher files = FILE.matcher(page);
    assertThat(files.find()).isTrue();
    String broken = files.group(2).replace("\"pad\": 1, \"add\"", "\"strid\": 1, \"add\"");
    Path file = folder.resolve("tiny.json");
    Files.writeString(file, broken);
    String message = "";
    try {
      new ModelReader().read(new InputFile(file, "mine/tiny.json"));
    } catch (dev.scar.files.InputException e) {
      message = e.getMessage();
    }
    assertThat(message).isNotBlank();
    assertThat(page).contains("```text\n" + message + "\n```");
  }

  @Test
  void literalExampleIsAShippedLayer() throws IOException {
    String line =
        Files.readString(PAGE)
            .lines()
            .filter(l -> l.contains("\"literal\": {\"op\""))
            .findFirst()
            .get();
    assertThat(Files.readString(HOME.resolve("workloads/models/d2go.json"))).contains(line);
  }
}
