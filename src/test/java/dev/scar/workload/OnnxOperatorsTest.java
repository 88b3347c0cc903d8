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
    refuses("my.Layer", "has weights [32, 16] in attribute kernel", elsewhere("kernel", 32, 16));
    assertThat(macs(read(stranger("my.ConvertLayout")))).containsExactly(64L);
    assertThat(macs(read(stranger("my.Bilinear")))).containsExactly(64L);
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
