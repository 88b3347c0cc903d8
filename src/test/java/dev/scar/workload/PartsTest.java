package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.plan.Cut;
import dev.scar.plan.Footprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that read parts of tensors, or of whose products less leaves than they multiply out. */
class PartsTest {
  /** One product makes queries, keys and values of 10 tokens, 3 · 48 columns; 4 heads of 12. */
  private static final String ATTENTION =
      """
      {"format": "scar-model-1", "name": "attention", "layers": [
        {"name": "qkv", "op": "GEMM", "M": 10, "N": 144, "K": 48, "inputs": []},
        {"name": "qk", "op": "MATMUL", "M": 10, "N": 10, "K": 12, "heads": 4, "inputs": ["qkv"], "reads": {"qkv": %s}},
        {"name": "av", "op": "MATMUL", "M": 10, "N": 12, "K": 10, "heads": 4, "inputs": ["qk", "qkv"], "reads": {"qkv": 480}},
        {"name": "o", "op": "GEMM", "M": 10, "N": 48, "K": 48, "inputs": ["av"], "pool": "flatten heads"}]}
      """;

  @TempDir private Path folder;

  private Model read(String text) throws IOException {
    Path file = folder.resolve("model.json");
    Files.writeString(file, text);
    return new ModelReader().read(new InputFile(file, "model.json")).corrected();
  }

  private static Cut cut(Model model, int... bounds) {
    ScenarioModel of = new ScenarioModel(model.name(), model, 1, 8);
    return new Cut(of, bounds, (first, end) -> Footprint.peakBytes(of, first, end));
  }

  /**
   * Queries and keys are 2 · 10 · 48 of the 1440 elements, values 480. Alone, each reader gets its
   * part; together they get all. Stored is all, since both windows' readers are to be served.
   */
  @Test
  void aPartIsMovedAndNoMore() throws IOException {
    Model model = read(ATTENTION.formatted("960"));
    assertThat(model.layer(1).parts()).isEqualTo(Map.of(0, 960L));
    Cut three = cut(model, 0, 1, 2, 4);
    assertThat(three.sends(0)[0].bytes()).isEqualTo(960);
    assertThat(three.sends(0)[1].bytes()).isEqualTo(480);
    assertThat(cut(model, 0, 1, 4).sends(0)[0].bytes()).isEqualTo(1440);
    assertThat(cut(model, 0, 1).storeBytes(0)).isEqualTo(1440);
    assertThat(cut(model, 1, 2).loadBytes(0)).isEqualTo(960);
    assertThat(cut(model, 2, 4).loadBytes(0)).isEqualTo(480 + 400);
    assertThat(cut(model, 1, 4).loadBytes(0)).isEqualTo(1440);
  }

  /** A part that cannot hold the operands, one of a layer that is not read, and one of all. */
  @Test
  void partsAreChecked() throws IOException {
    assertThatThrownBy(() -> read(ATTENTION.formatted("959")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "layers[1].inputs (a list) with its 959 elements cannot hold the 960");
    assertThatThrownBy(() -> read(ATTENTION.formatted("960, \"o\": 4")))
        .hasMessageContaining("layers[1].reads.o (4) is not the name of a layer that it reads");
    assertThat(read(ATTENTION.formatted("1440")).layer(1).parts()).isEmpty();
  }

  /** Channels need not agree where a layer reads a part, but elements must: 8 of 16 channels. */
  @Test
  void elementsOfPartsMustAddUp() throws IOException {
    String split =
        """
        {"format": "scar-model-1", "name": "split", "layers": [
          {"name": "stem", "op": "CONV2D", "K": 16, "C": 3, "R": 1, "S": 1, "Y": 4, "X": 4},
          {"name": "half", "op": "CONV2D", "K": 8, "C": 8, "R": 1, "S": 1, "Y": 4, "X": 4, "reads": {"stem": %d}}]}
        """;
    assertThat(read(split.formatted(128)).layer(1).parts()).isEqualTo(Map.of(0, 128L));
    assertThatThrownBy(() -> read(split.formatted(127)))
        .hasMessageContaining("layers[1].C (8) does not fit its input of 127 elements");
  }

  /**
   * 5 steps of an LSTM with 6 hidden elements, 4 gates: 24 columns become 6. Its reader finds 5 · 6
   * elements; 2 bytes each.
   */
  @Test
  void gatesBecomeOne() throws IOException {
    String lstm =
        """
        {"format": "scar-model-1", "name": "lstm", "layers": [
          {"name": "input", "op": "GEMM", "M": 5, "N": 24, "K": 8},
          {"name": "steps", "op": "GEMM", "M": 5, "N": 24, "K": 6, "recurrent": true, "outputs": %d,
           "outputPrecision": "16 bit", "inputs": []},
          {"name": "fc", "op": "GEMM", "M": 5, "N": 3, "K": 6, "add": []}]}
        """;
    Model model = read(lstm.formatted(30));
    assertThat(model.layer(1).shape())
        .isEqualTo(LayerShape.product(LayerKind.RECURRENT, 5, 24, 6, 1));
    assertThat(model.layer(1).macs()).isEqualTo(5 * 24 * 6);
    assertThat(model.layer(1).weightElements()).isEqualTo(24 * 6);
    assertThat(new ScenarioModel("m", model, 1, 8).outputBytes(1)).isEqualTo(60);
    assertThat(new ScenarioModel("m", model, 1, 8).outputBytes(0)).isEqualTo(120);
    assertThatThrownBy(() -> read(lstm.formatted(36)))
        .hasMessageContaining("layers[2].K (6) does not fit its input of 36 elements");
    assertThatThrownBy(() -> read(lstm.formatted(121)))
        .hasMessageContaining("layers[1].outputs (121) is more than the 120 that it makes");
  }

  /**
   * 60 places of 48 terms, but the model's input has 240 elements; a layer that reads others has
   * none.
   */
  @Test
  void theModelsInputMayBeAnotherOne() throws IOException {
    String volume =
        """
        {"format": "scar-model-1", "name": "volume", "layers": [
          {"name": "a", "op": "GEMM", "M": 60, "N": 3, "K": 48, "modelInput": 240},
          {"name": "b", "op": "GEMM", "M": 60, "N": 3, "K": 3%s}]}
        """;
    assertThat(read(volume.formatted("")).layer(0).modelInputElements()).isEqualTo(240);
    assertThatThrownBy(() -> read(volume.formatted(", \"inputs\": [\"a\"], \"modelInput\": 1")))
        .hasMessageContaining("layers[1].modelInput (1) does not fit a layer that names others");
    assertThatThrownBy(() -> read(volume.formatted(", \"modelInput\": 1")))
        .hasMessageContaining("layers[1].modelInput (1) does not fit a layer that names others");
  }
}
