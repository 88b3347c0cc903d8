package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default search of large problems with 512 MB; one that hangs fails. */
@Tag("slow")
class SearchGrowthIT {
  private static final int LAYERS = 1_000;
  private static final List<String> MODELS =
      List.of("gpt_l_paper120", "bert_l_paper60", "unet_512", "resnet50_paper66");

  @TempDir Path folder;

  @Test
  void sixteenModelsOn256Chiplets() throws IOException {
    Path made = folder.resolve("large.json");
    scar("topology", "generate", "mesh:16x16", "--chiplets", "cross", "--out", made.toString());
    List<String> models = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      models.add(model("m" + i, MODELS.get(i % MODELS.size()), 1 + 7 * (i % 5)));
    }
    assertThat(schedule(models, made.toString())).contains("lower bound", "m15");
  }

  @Test
  void aThousandLayers() throws IOException {
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < LAYERS; i++) {
      layers.append(
          "%s{\"name\": \"l%d\", \"op\": \"GEMM\", \"M\": 64, \"N\": %d, \"K\": %d, \"inputs\": [%s]}"
              .formatted(
                  i == 0 ? "" : ", ",
                  i,
                  128 * (1 + i % 7),
                  i == 0 ? 128 : 128 * (1 + (i - 1) % 7),
                  i == 0 ? "" : "\"l" + (i - 1) + "\""));
    }
    Path model = folder.resolve("deep.json");
    Files.writeString(
        model,
        "{\"format\": \"scar-model-1\", \"name\": \"deep\", \"layers\": [%s]}".formatted(layers));
    assertThat(schedule(List.of(model("deep", "deep.json", 8)), "het-sides-3x3"))
        .contains("lower bound", "deep");
  }

  private static String model(String id, String model, int batch) {
    return "{\"id\": \"%s\", \"model\": \"%s\", \"batch\": %d}".formatted(id, model, batch);
  }

  private String schedule(List<String> models, String topology) throws IOException {
    Path scenario = folder.resolve("scenario.json");
    Files.writeString(
        scenario,
        "{\"format\": \"scar-scenario-1\", \"name\": \"growth\", \"topology\": \"het-sides-3x3\", \"models\": [%s]}"
            .formatted(String.join(", ", models)));
    return scar("schedule", scenario.toString(), "--topology", topology);
  }

  private static String scar(String... args) throws IOException {
    ProcessBuilder builder = CommandTest.process(args);
    builder.command().removeIf(word -> word.startsWith("-XX:TieredStopAtLevel"));
    builder.command().add(1, "-Xmx512m");
    Process process = builder.start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(printed).isZero();
      return printed;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
