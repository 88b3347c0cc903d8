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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no layer makes is loaded, and operands of products are checked. */
class NamedInputsTest {
  /** One decoding step of grouped-query attention: 32 query heads, 8 of keys and values. */
  private static final String DECODE =
      """
      {"format": "scar-model-1", "name": "decode", "graph": "%1$s", %3$s"layers": [
        {"name": "q", "op": "GEMM", "M": 1, "N": 4096, "K": 4096, "inputs": []},
        {"name": "k", "op": "GEMM", "M": 1, "N": 1024, "K": 4096, "inputs": []},
        {"name": "v", "op": "GEMM", "M": 1, "N": 1024, "K": 4096, "inputs": []},
        {"name": "qk", "op": "MATMUL", "M": 4, "N": %2$d, "K": 128, "heads": 8, "inputs": ["q", "k"%4$s]},
        {"name": "av", "op": "MATMUL", "M": 4, "N": 128, "K": %2$d, "heads": 8, "inputs": ["qk", "v"%5$s]},
        {"name": "o", "op": "GEMM", "M": 1, "N": 4096, "K": 4096, "inputs": ["av"], "pool": "flatten heads"}]}
      """;

  @TempDir private Path folder;

  private Model read(String text) throws IOException {
    Path file = folder.resolve("model.json");
    Files.writeString(file, text);
    return new ModelReader().read(new InputFile(file, "model.json")).corrected();
  }

  private static long loaded(Model model) {
    ScenarioModel whole = new ScenarioModel(model.name(), model, 1, 8);
    int[] bounds = {0, model.layers().size()};
    return new Cut(whole, bounds, (f, e) -> Footprint.peakBytes(whole, f, e)).loadBytes(0);
  }

  /**
   * Keys and values are 2 · 8 · context · 128 bytes, less the 2 · 1024 that the step makes; and q,
   * k and v each read the 4096 of the model's input.
   */
  @ParameterizedTest
  @CsvSource({"8192, 16775168", "131072, 268433408"})
  void whatAnApproximateGraphLacksOfOperandsIsLoaded(int context, long operands)
      throws IOException {
    Model model = read(DECODE.formatted("approximate", context, "", "", ""));
    assertThat(operands).isEqualTo(2L * 8 * context * 128 - 2 * 1024);
    assertThat(loaded(model)).isEqualTo(3 * 4096 + operands);
  }

  @Test
  void anExactGraphNamesThem() throws IOException {
    long each = 8L * 8192 * 128 - 1024;
    String caches =
        "\"inputs\": [{\"name\": \"kc\", \"elements\": %1$d}, {\"name\": \"vc\", \"elements\": %1$d}],"
            .formatted(each);
    Model model = read(DECODE.formatted("exact", 8192, caches, ", \"kc\"", ", \"vc\""));
    assertThat(model.layer(3).namedInputs()).containsExactly(new NamedInput("kc", each));
    assertThat(model.layer(4).namedInputs()).containsExactly(new NamedInput("vc", each));
    assertThat(loaded(model)).isEqualTo(3 * 4096 + 2 * each);
    ScenarioModel alone = new ScenarioModel("decode", model, 1, 8);
    assertThat(Footprint.peakBytes(alone, 5, 6)).isEqualTo(2 * 4096);
    assertThat(Footprint.peakBytes(alone, 3, 4)).isEqualTo(4096 + 1024 + 4 * 8 * 8192);
  }

  @Test
  void anExactGraphWithoutThemIsRefused() {
    assertThatThrownBy(() -> read(DECODE.formatted("exact", 8192, "", "", "")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "layers[3].inputs (a list) with its 1024 elements cannot hold the 8388608 of the second"
                + " operand")
        .hasMessageContaining("layers[4].inputs")
        .hasMessageContaining("Name what no layer makes in the model's \"inputs\"");
  }

  @Test
  void inputsThatNobodyReadsAndNamesTwiceAreRefused() {
    String twice =
        """
        {"format": "scar-model-1", "name": "t",
         "inputs": [{"name": "a", "elements": 1}, {"name": "l", "elements": 2}, {"name": "a", "elements": 3}],
         "layers": [{"name": "l", "op": "GEMM", "M": 1, "N": 2, "K": 2}]}
        """;
    assertThatThrownBy(() -> read(twice))
        .hasMessageContaining("inputs[2].name (a) is the name of an input before as well")
        .hasMessageContaining("layers[0].name (l) is the name of an input as well")
        .hasMessageContaining("inputs[0].name (a) is read by no layer");
  }

  /** A table is added row by row: 6 elements are 2 rows of 3 channels, 7 are none. */
  @ParameterizedTest
  @CsvSource({"6, true", "7, false"})
  void aTableMayBeAdded(long elements, boolean fits) throws IOException {
    String text =
        """
        {"format": "scar-model-1", "name": "t", "inputs": [{"name": "table", "elements": %d}],
         "layers": [{"name": "l", "op": "GEMM", "M": 2, "N": 3, "K": 5, "add": ["table"]}]}
        """
            .formatted(elements);
    if (fits) {
      assertThat(loaded(read(text))).isEqualTo(2 * 5 + 6);
    } else {
      assertThatThrownBy(() -> read(text))
          .hasMessageContaining("layers[0].add[0] (table) has 7 elements, which 3 channels do not");
    }
  }

  /** Products of the model's own input read both operands: 4·(2·3) and 4·(3·5). */
  @Test
  void aProductOfTheModelsInputReadsBothOperands() throws IOException {
    String text =
        """
        {"format": "scar-model-1", "name": "t",
         "layers": [{"name": "l", "op": "MATMUL", "M": 2, "N": 5, "K": 3, "heads": 4}]}
        """;
    assertThat(read(text).layer(0).modelInputElements()).isEqualTo(24 + 60);
  }
}
