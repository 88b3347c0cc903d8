package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.elsewhere;
import static dev.scar.fixtures.OnnxFile.reals;
import static dev.scar.fixtures.OnnxFile.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.fixtures.OnnxFile;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators of optimisers, of other domains, and of nobody; numbers are by hand. */
class OnnxOperatorsTest {
  @TempDir Path folder;

  private ImportedModel read(OnnxFile file) {
    return OnnxReadBack.read(file, folder, ImportOptions.NONE);
  }

  private static List<Long> macs(ImportedModel model) {
    return model.model().layers().stream().map(Layer::macs).toList();
  }

  /** One token after 7, of 4 heads: 32 · 96, then 4 · 8 · 8 twice. */
  @Test
  void attentionWithAPast() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 1, 32)
            .input("past", 2, 1, 4, 7, 8)
            .weight("w", 32, 96)
            .weight("b", 96)
            .node("com.microsoft.Attention", "a: x w b _ past -> y present", whole("num_heads", 4))
            .weight("w2", 32, 4)
            .node("MatMul", "m: y w2 -> z")
            .output("z")
            .output("present");
    assertThat(macs(read(net))).containsExactly(3072L, 256L, 256L, 128L);
  }

  /** Zero points stand where plain attention has its past. */
  @Test
  void quantizedAttentionWithZeroPoints() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(2, "x", 1, 8, 32)
            .weightOf(OnnxFile.INT8, "w", 32, 96)
            .weight("b", 96)
            .weight("s")
            .weightOf(2, "xz")
            .weightOf(OnnxFile.INT8, "wz")
            .node("com.microsoft.QAttention", "a: x w b s s _ xz wz -> y", whole("num_heads", 4))
            .weight("w2", 32, 4)
            .node("MatMul", "m: y w2 -> z");
    ImportedModel model = read(net);
    assertThat(macs(model)).containsExactly(24576L, 2048L, 2048L, 1024L);
    assertThat(model.bitsPerElement()).isEqualTo(8);
    assertThat(model.model().layers()).extracting(Layer::weightBits).containsExactly(0, 0, 0, 32);
  }

  /** 10 classes of 32 features, whose coefficients are an attribute. */
  @Test
  void aLinearClassifierIsAProduct() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 64)
            .weight("w", 64, 32)
            .node("MatMul", "m: x w -> h")
            .node(
                "ai.onnx.ml.LinearClassifier", "lc: h -> label scores", reals("coefficients", 320));
    ImportedModel model = read(net);
    assertThat(macs(model)).containsExactly(2048L, 320L);
    assertThat(model.model().layers().get(1).weightElements()).isEqualTo(320);
  }

  @Test
  void operatorsThatNobodyKnowsAreRefusedIfTheyMultiply() {
    refuses("com.microsoft.SparseAttention", "has products, as its name says");
    refuses("com.microsoft.PackedMultiHeadAttention", "has products, as its name says");
    refuses("ai.onnx.ml.SVMClassifier", "has products, as its name says");
    refuses("trt.CustomQKVToContextPluginDynamic", "has products, as its name says");
    refuses("com.microsoft.GatedDeltaNet", "has products, as its name says");
    refuses("com.microsoft.EPContext", "is made for a device");
    refuses("com.microsoft.nchwc.Conv", "is made for a device");
    refuses("trt.TRTEngineOp", "is made for a device");
    refuses("my.Layer", "has weights [32, 16] in attribute kernel", elsewhere("kernel", 32, 16));
    assertThat(macs(read(stranger("my.ConvertLayout")))).containsExactly(64L);
    assertThat(macs(read(stranger("my.Bilinear")))).containsExactly(64L);
  }

  /** Lists that are too short, or tensors without elements, where an operator needs one. */
  @Test
  void argumentsThatAreMissingAreTold() {
    OnnxFile.Message half = OnnxFile.ints("split", 32);
    told(net -> net.node("Split", "s: x -> y z", half, whole("axis", 1)), "splits into [32]");
    told(
        net -> net.constants("none").node("TopK", "s: x none -> y i"),
        "reads an element of a tensor that has none");
    told(
        net -> net.constants("none").node("Range", "s: none none none -> y"),
        "reads an element of a tensor that has none");
    told(
        net ->
            net.input("i", 1, 2, 3, 3)
                .weight("k", 2, 2, 2, 2)
                .node("ConvTranspose", "s: i k -> y", OnnxFile.ints("output_shape", 8)),
        "has an output_shape [8] for 2 axes");
    told(
        net ->
            net.weight("q", 1, 4, 8)
                .input("kv", 1, 9, 4, 2, 1)
                .node("com.microsoft.MultiHeadAttention", "s: q kv -> y", whole("num_heads", 4))
                .node("MatMul", "m: y nothing -> z"),
        "reads tensor nothing");
  }

  private void told(Consumer<OnnxFile> nodes, String words) {
    OnnxFile net = new OnnxFile().input("x", 1, 32);
    nodes.accept(net);
    assertThatThrownBy(() -> read(net))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }

  /** A learned query is a parameter; keys and values are one input: 4 heads, 9 keys of 1 term. */
  @Test
  void aParameterMayAskPackedKeys() {
    OnnxFile net =
        new OnnxFile()
            .input("kv", 1, 9, 4, 2, 1)
            .weight("q", 1, 3, 4)
            .node("com.microsoft.MultiHeadAttention", "a: q kv -> y", whole("num_heads", 4))
            .output("y");
    assertThat(macs(read(net))).containsExactly(4L * 3 * 9, 4L * 3 * 9);
  }

  /**
   * 8 experts of which each of 3 samples, a token, takes 2: they are side by side, a row for each,
   * and all 3 touch 8 · (1 − (3/4)^3) = 4.625. The router's tensor is a gate of the last layer.
   */
  @Test
  void expertsAreSideBySide() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.FLOAT16, "x", 3, 16)
            .weightOf(OnnxFile.FLOAT16, "r", 16, 8)
            .node("MatMul", "router: x r -> p")
            .weightOf(2, "up", 8, 32, 8)
            .weightOf(2, "down", 8, 16, 16)
            .node(
                "com.microsoft.QMoE", "moe: x p up _ _ down -> y", whole("k", 2), whole("other", 1))
            .output("y");
    ImportedModel model = read(net);
    List<Layer> layers = model.model().layers();
    assertThat(layers).extracting(Layer::name).containsExactly("router", "moe/up", "moe/down");
    assertThat(model.batch()).isEqualTo(3);
    assertThat(layers.get(1).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 1, 32, 16, 2));
    assertThat(layers).extracting(Layer::weightBits).containsExactly(0, 4, 4);
    assertThat(layers.get(1).weightElements()).isEqualTo(Math.round(4.625 * 32 * 16));
    assertThat(layers.get(2).macs()).isEqualTo(2L * 32 * 16);
    assertThat(layers.get(2).outputElements()).isEqualTo(16);
    assertThat(model.links().get(2).gates()).containsExactly(0);
    assertThat(model.links().get(1).note()).contains("of 8 experts a batch of 3", "4.63");
  }

  private void refuses(String operator, String words, OnnxFile.Message... attributes) {
    assertThatThrownBy(() -> read(stranger(operator, attributes)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("node d (" + operator + ")")
        .hasMessageContaining(words);
  }

  private static OnnxFile stranger(String operator, OnnxFile.Message... attributes) {
    return new OnnxFile()
        .input("x", 1, 32)
        .node(operator, "d: x -> y", attributes)
        .says("y", 1, 16)
        .weight("w", 16, 4)
        .node("MatMul", "m: y w -> z");
  }
}
