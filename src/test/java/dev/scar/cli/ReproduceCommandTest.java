package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scar reproduce} as a user types it, with small searches. */
final class ReproduceCommandTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", "")).toAbsolutePath();

  @TempDir Path folder;

  private String scar(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    assertThat(exit).as(err.toString()).isZero();
    return out.toString();
  }

  private String quick(String experiment, String format) {
    return scar(
        "reproduce",
        experiment,
        "--quick",
        "--format",
        format,
        "--cache",
        folder.resolve("cache").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A1", "A2", "A3", "B1", "B1-shi", "B2", "B3"})
  void theMotivationalSchedulesReplay(String name) {
    String file = HOME.resolve("workloads/motivational/" + name + ".json").toString();
    assertThat(scar("replay", file, "--engine", "loop", "--out", folder.resolve(name).toString()))
        .contains("laws hold");
  }

  @Test
  void tableSixKeepsItsIdentities() throws IOException {
    String text = quick("table6", "json");
    assertThat(quick("table6", "json")).as("from the cache").isEqualTo(text);
    JsonNode figures = new JsonMapper().readTree(text).path("figures");
    for (String model : List.of("GPT-L", "BERT-L", "U-Net", "ResNet")) {
      double windows = 0;
      double ideal = 0;
      for (JsonNode figure : figures) {
        if (figure.path("item").asText().equals(model)
            && figure.path("metric").asText().startsWith("latency")) {
          String column = figure.path("column").asText();
          windows += column.startsWith("W") ? figure.path("ours").asDouble() : 0;
          ideal += column.equals("ideal") ? figure.path("ours").asDouble() : 0;
        }
      }
      assertThat(ideal).as(model).isPositive();
      assertThat(windows).as(model).isCloseTo(ideal, org.assertj.core.api.Assertions.within(1e-9));
    }
    List<Integer> layers = new ArrayList<>();
    figures.forEach(
        figure -> {
          if (figure.path("metric").asText().equals("layers")
              && figure.path("column").asText().equals("tot")) {
            layers.add(figure.path("ours").asInt());
          }
        });
    assertThat(layers).containsExactly(120, 60, 23, 66);
  }

  @Test
  void theMotivationalExampleIsComparedWithThePaper() {
    assertThat(quick("motivational", "table")).contains("ours (paper, ours/paper)", "B1-shi");
    assertThat(quick("motivational", "csv")).startsWith("experiment,metric,item,column,paper");
    assertThat(quick("fig9", "table")).contains("W0", "(nvd)");
  }
}
