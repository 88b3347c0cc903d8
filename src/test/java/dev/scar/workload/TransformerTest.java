package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Transformers as they are served: parameters as published, layers worked out by hand. */
class TransformerTest {
  private static Transformer preset(String name) {
    return Objects.requireNonNull(Transformer.PRESETS.get(name));
  }

  private static Layer layer(Model model, String name) {
    return model.layers().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> producers(Model model, String name) {
    return layer(model, name).producers().stream().map(p -> model.layer(p).name()).toList();
  }

  /**
   * GPT-2: table 50257·768 = 38 597 376, positions 1024·768 = 786 432, block 12·768² + 13·768 = 7
   * 087 872, last norm 1536; "124M" as released. Llama 3 8B: two tables of 525 336 576, block
   * 2·4096² + 2·4096·1024 + 3·4096·14336 + 2·4096 = 218 112 000, norm 4096; "8B". Mixtral: two
   * tables of 131 072 000, block 41 943 040 + 8·4096 + 8·176 160 768 + 8192; "47B", "13B active".
   */
  @Test
  void parametersAreThosePublished() {
    assertThat(preset("gpt-2").parameters())
        .isEqualTo(38_597_376L + 786_432 + 12 * 7_087_872L + 1536)
        .isEqualTo(124_439_808L);
    assertThat(preset("gpt-2-xl").parameters()).isEqualTo(1_557_611_200L);
    assertThat(preset("llama-3-8b").parameters())
        .isEqualTo(2 * 525_336_576L + 32 * 218_112_000L + 4096)
        .isEqualTo(8_030_261_248L);
    assertThat(preset("llama-3-70b").parameters()).isEqualTo(70_553_706_496L);
    assertThat(preset("mixtral-8x7b").parameters())
        .isEqualTo(2 * 131_072_000L + 32 * 1_451_270_144L + 4096)
        .isEqualTo(46_702_792_704L);
    assertThat(preset("mixtral-8x7b").parametersOfAToken()).isEqualTo(12_879_925_248L);
  }

  /**
   * Every weight of a matrix that a token meets is one multiply-accumulate of decoding: all
   * parameters but the look-up and the norms. Attention adds 2 · 4096 a layer for each token seen.
   */
  @Test
  void decodingComputesEachWeightOnce() {
    Model model = ImportedModel.of("l", preset("llama-3-8b"), new Serving(1, 8191, 1, 8)).model();
    long weights = 8_030_261_248L - 525_336_576 - 32 * 8192 - 4096;
    assertThat(model.weightElements()).isEqualTo(weights).isEqualTo(7_504_658_432L);
    assertThat(model.macs()).isEqualTo(weights + 32L * 2 * 4096 * 8192);
    Model mixtral =
        ImportedModel.of("m", preset("mixtral-8x7b"), new Serving(1, 4095, 1, 8)).model();
    long met = 12_879_925_248L - 131_072_000 - 32 * 8192 - 4096;
    assertThat(mixtral.weightElements()).isEqualTo(met).isEqualTo(12_748_587_008L);
    assertThat(mixtral.macs()).isEqualTo(met + 32L * 2 * 4096 * 4096);
    Model gpt = ImportedModel.of("g", preset("gpt-2"), new Serving(1, 1023, 1, 8)).model();
    assertThat(gpt.macs()).isEqualTo(12 * 12 * 768L * 768 + 768 * 50257L + 12L * 2 * 768 * 1024);
  }

  /**
   * 8 queries share 2 heads of 4 elements: rows are 4 a token, the cache of 5 tokens has 5·2·4
   * elements, and new keys and values leave the model.
   */
  @Test
  void queriesShareKeysAndValues() {
    Transformer small = new Transformer(Transformer.Style.LLAMA, 2, 32, 8, 2, 4, 48, 1, 1, 100, 0);
    ImportedModel imported = ImportedModel.of("m", small, new Serving(3, 5, 2, 8));
    Model model = imported.model();
    assertThat(imported.exact()).isTrue();
    assertThat(layer(model, "b2_qk").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 3 * 4, 8, 4, 2));
    assertThat(layer(model, "b2_av").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 3 * 4, 4, 8, 2));
    assertThat(layer(model, "b2_qk").namedInputs())
        .containsExactly(new NamedInput("b2_k_cache", 40));
    assertThat(layer(model, "b1_av").namedInputs())
        .containsExactly(new NamedInput("b1_v_cache", 40));
    assertThat(model.layers().stream().filter(Layer::output).map(Layer::name))
        .containsExactly("b1_k", "b1_v", "b2_k", "b2_v");
    assertThat(producers(model, "b2_q")).containsExactly("b1_down");
    assertThat(producers(model, "b2_o")).containsExactly("b1_down", "b2_av");
    assertThat(producers(model, "b2_down")).containsExactly("b2_o", "b2_gate", "b2_up");
    assertThat(layer(model, "lm_head").shape())
        .isEqualTo(LayerShape.product(LayerKind.GEMM, 1, 100, 32, 1));
    assertThat(layer(model, "b1_k").modelInputElements()).isEqualTo(3 * 32);
  }

  /**
   * 2 of 8 experts a token: four tokens leave each one out with 0.75⁴ = 81/256, so they touch 8 ·
   * 175/256 = 5.46875; 48·32 weights each. Their 8 pairs of a token and an expert are 5 products of
   * 8/5 rows, rounded up to 2.
   */
  @Test
  void aBatchTouchesSomeExperts() {
    Transformer small = new Transformer(Transformer.Style.LLAMA, 1, 32, 8, 2, 4, 48, 8, 2, 0, 0);
    Serving serving = new Serving(1, 5, 4, 8);
    assertThat(serving.expertsTouched(small)).isCloseTo(5.46875, within(1e-12));
    ImportedModel imported = ImportedModel.of("m", small, serving);
    for (String name : List.of("b1_gate", "b1_up", "b1_down")) {
      assertThat(layer(imported.model(), name).weightElements()).isEqualTo(48 * 32 * 175 / 32);
      assertThat(layer(imported.model(), name).macs()).isEqualTo(8 * 48 * 32);
    }
    assertThat(layer(imported.model(), "b1_up").shape())
        .isEqualTo(LayerShape.product(LayerKind.GEMM, 2, 48, 32, 5));
    assertThat(layer(imported.model(), "b1_up").outputElements()).isEqualTo(8 * 48);
    assertThat(layer(imported.model(), "b1_down").outputElements()).isEqualTo(4 * 32);
    assertThat(layer(imported.model(), "b1_router").shape())
        .isEqualTo(LayerShape.product(LayerKind.GEMM, 4, 8, 32, 1));
    assertThat(imported.notes()).anyMatch(note -> note.contains("touch 5.47,"));
    assertThat(new Serving(1, 5, 1, 8).expertsTouched(small)).isCloseTo(2, within(1e-12));
  }

  /**
   * Three sequences of one token each: rows of the products with weights, products of their own in
   * attention, whose caches are 3 · 5 · 2 · 4 elements. Alone, a sample has a third of the work.
   */
  @Test
  void sequencesThatAreDecodedTogetherShareWeights() {
    Transformer small = new Transformer(Transformer.Style.LLAMA, 1, 32, 8, 2, 4, 48, 1, 1, 100, 0);
    ImportedModel together = ImportedModel.of("m", small, new Serving(1, 5, 6, 3, 8));
    ImportedModel alone = ImportedModel.of("m", small, new Serving(1, 5, 6, 1, 8));
    assertThat(together.batch()).isEqualTo(2);
    assertThat(alone.batch()).isEqualTo(6);
    assertThat(together.exact()).isTrue();
    Model model = together.model();
    for (String name : List.of("b1_q", "b1_up", "lm_head")) {
      assertThat(layer(model, name).shape())
          .isEqualTo(layer(alone.model(), name).shape().withRows(3));
    }
    assertThat(layer(model, "b1_qk").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 4, 6, 4, 2 * 3));
    assertThat(layer(model, "b1_qk").namedInputs())
        .containsExactly(new NamedInput("b1_k_cache", 3 * 5 * 2 * 4));
    assertThat(model.weightElements()).isEqualTo(alone.model().weightElements());
    assertThat(model.macs()).isEqualTo(3 * alone.model().macs());
    assertThat(new Serving(1, 5, 6, 8).samples()).isEqualTo(1);
    assertThat(new Serving(2, 5, 6, 8).samples()).isEqualTo(6);
  }

  /** Of the 3 tokens of each of 2 sequences, lm_head reads the last: 2 · 32 elements. */
  @Test
  void theLastProductReadsOneToken() {
    Transformer small = new Transformer(Transformer.Style.LLAMA, 1, 32, 8, 2, 4, 48, 1, 1, 100, 0);
    Model model = ImportedModel.of("m", small, new Serving(3, 0, 2, 2, 8)).model();
    int down = model.layers().size() - 2;
    assertThat(layer(model, "lm_head").parts()).isEqualTo(Map.of(down, 64L));
    ScenarioModel whole = new ScenarioModel("m", model, 1, 16);
    assertThat(whole.outputBytes(down)).isEqualTo(2 * 3 * 32 * 2);
    assertThat(whole.readBytes(down, down + 1, down + 2)).isEqualTo(2 * 32 * 2);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> Transformer.of(1, 32, 0, 4, 8)).hasMessageContaining("heads (0)");
    assertThatThrownBy(() -> new Transformer(Transformer.Style.GPT, 1, 32, 8, 3, 4, 8, 1, 1, 0, 0))
        .hasMessageContaining("8 heads are no multiple of 3");
    assertThatThrownBy(() -> ImportedModel.of("g", preset("gpt-2"), new Serving(1, 1024, 1, 8)))
        .hasMessageContaining("more than its 1024 positions");
    assertThatThrownBy(() -> new Serving(1, -1, 1, 8)).hasMessageContaining("after -1");
    assertThatThrownBy(() -> new Serving(1, 1, 6, 4, 8))
        .hasMessageContaining("batch 6 does not divide into 4 sequences together");
    assertThatThrownBy(() -> new Serving(1, 1, 1, 65)).hasMessageContaining("65 bit");
  }
}
