package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.OnnxFile;
import dev.scar.fixtures.OnnxFile.Message;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces of well-known networks as exporters and optimisers write them; numbers are by hand. */
class OnnxNetworksTest {
  @TempDir Path folder;

  private ImportedModel read(OnnxFile file) {
    return OnnxReadBack.read(file, folder, ImportOptions.NONE);
  }

  private static Layer layer(ImportedModel model, String name) {
    return model.model().layers().stream()
        .filter(l -> l.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> producers(ImportedModel model, String name) {
    return layer(model, name).producers().stream().map(p -> model.model().layer(p).name()).toList();
  }

  private static OnnxFile conv(
      OnnxFile net, String links, int in, int out, int kernel, Message... more) {
    String name = links.substring(0, links.indexOf(':'));
    int pad = kernel / 2;
    Message[] arguments = java.util.Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = ints("pads", pad, pad, pad, pad);
    return net.weight(name + ".w", out, in, kernel, kernel)
        .node("Conv", links.replace(" ->", " " + name + ".w ->"), arguments);
  }

  /**
   * YOLO: SiLU, a split whose half goes on, SPPF, up-sampling beside an earlier map, and a head
   * whose boxes are weighted means over 16 places each.
   */
  @Test
  void yolo() {
    OnnxFile net = new OnnxFile().input("x", 1, 3, 32, 32);
    conv(net, "stem: x -> c", 3, 16, 3, ints("strides", 2, 2));
    net.node("Sigmoid", "s: c -> cs").node("Mul", "silu: c cs -> a");
    conv(net, "cv1: a -> b", 16, 16, 1);
    net.constants("halves", 8, 8).node("Split", "split: b halves -> b0 b1", whole("axis", 1));
    conv(net, "m: b1 -> d", 8, 8, 3);
    net.node("Add", "res: b1 d -> e").node("Concat", "c2f: b0 b1 e -> f", whole("axis", 1));
    conv(net, "cv2: f -> g", 24, 16, 1, ints("strides", 2, 2));
    for (int i = 0; i < 2; i++) {
      net.node(
          "MaxPool",
          "pool" + i + ": g" + "p".repeat(i) + " -> g" + "p".repeat(i + 1),
          ints("kernel_shape", 5, 5),
          ints("pads", 2, 2, 2, 2));
    }
    net.node("Concat", "sppf: g gp gpp -> h", whole("axis", 1));
    conv(net, "cv3: h -> i", 48, 16, 1);
    net.reals("scales", 1, 1, 2, 2)
        .node("Resize", "up: i _ scales -> j", word("mode", "nearest"))
        .node("Concat", "neck: j a -> k", whole("axis", 1));
    conv(net, "box: k -> l", 32, 64, 1);
    net.constants("dfl", 1, 4, 16, 256)
        .node("Reshape", "r: l dfl -> n")
        .node("Transpose", "t: n -> o", ints("perm", 0, 2, 1, 3))
        .node("Softmax", "soft: o -> p", whole("axis", 1))
        .weight("dfl.w", 1, 16, 1, 1)
        .node("Conv", "dfl: p dfl.w -> y");
    ImportedModel model = read(net);
    assertThat(producers(model, "cv2")).containsExactly("cv1", "m");
    // Its input is the half that is also added; they are taken for two halves.
    assertThat(layer(model, "m").parts()).isEmpty();
    assertThat(layer(model, "cv2").parts()).isEmpty();
    assertThat(producers(model, "cv3")).containsExactly("cv2");
    assertThat(layer(model, "cv3").shape().c()).isEqualTo(48);
    assertThat(producers(model, "box")).containsExactly("stem", "cv3");
    assertThat(layer(model, "box").shape().outputY()).isEqualTo(16);
    assertThat(layer(model, "dfl").macs()).isEqualTo(16L * 4 * 256);
    assertThat(model.model().macs())
        .isEqualTo(
            256L * (27 * 16 + 256 + 9 * 64) + 64L * (24 * 16 + 48 * 16) + 256L * 32 * 64 + 16384);
  }

  /**
   * A step of decoding with a cache of 7 tokens as inputs, 4 heads of queries over 2 of keys, each
   * repeated by Expand. Keys and values of the cache are loaded, 2 · 7 · 8 each; repetitions of
   * keys are no loads.
   */
  @Test
  void decodingWithCachesAsInputs() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 1, 32)
            .input("past_key", 1, 2, 7, 8)
            .input("past_value", 1, 2, 7, 8)
            .weight("wq", 32, 32)
            .weight("wk", 32, 16)
            .weight("wv", 32, 16)
            .weight("wo", 32, 32)
            .constants("q_heads", 1, 1, 4, 8)
            .constants("k_heads", 1, 1, 2, 8)
            .constants("one", 2)
            .constants("twice", 1, 2, 2, 8, 8)
            .constants("four", 1, 4, 8, 8)
            .constants("flat", 1, 1, 32);
    net.node("MatMul", "q: x wq -> q0")
        .node("Reshape", "qr: q0 q_heads -> q1")
        .node("Transpose", "qt: q1 -> q2", ints("perm", 0, 2, 1, 3));
    for (String s : List.of("k", "v")) {
      String past = s.equals("k") ? "past_key" : "past_value";
      net.node("MatMul", s + ": x w" + s + " -> " + s + "0")
          .node("Reshape", s + "r: " + s + "0 k_heads -> " + s + "1")
          .node("Transpose", s + "t: " + s + "1 -> " + s + "2", ints("perm", 0, 2, 1, 3))
          .node("Concat", s + "c: " + past + " " + s + "2 -> " + s + "3", whole("axis", 2))
          .node("Unsqueeze", s + "u: " + s + "3 one -> " + s + "4")
          .node("Expand", s + "e: " + s + "4 twice -> " + s + "5")
          .node("Reshape", s + "f: " + s + "5 four -> " + s + "6");
    }
    net.node("Transpose", "kt2: k6 -> k7", ints("perm", 0, 1, 3, 2))
        .node("MatMul", "qk: q2 k7 -> scores")
        .node("Softmax", "soft: scores -> p", whole("axis", 3))
        .node("MatMul", "av: p v6 -> c0")
        .node("Transpose", "ct: c0 -> c1", ints("perm", 0, 2, 1, 3))
        .node("Reshape", "cr: c1 flat -> c2")
        .node("MatMul", "o: c2 wo -> y")
        .output("y")
        .output("k3")
        .output("v3");
    ImportedModel model = read(net);
    assertThat(layer(model, "qk").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 1, 8, 8, 4));
    assertThat(producers(model, "qk")).containsExactly("q", "k");
    assertThat(layer(model, "qk").namedInputs())
        .containsExactly(NamedInput.rest(4 * 8 + 4 * 8 * 8 - 32 - 16));
    assertThat(producers(model, "av")).containsExactly("v", "qk");
    assertThat(producers(model, "o")).containsExactly("av");
  }

  /** Without a cache the keys of 2 heads are read twice, for 4 of queries, and moved once. */
  @Test
  void keysThatExpandRepeatsAreNotLoaded() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6, 32)
            .weight("wq", 32, 32)
            .weight("wk", 32, 16)
            .constants("q_heads", 1, 6, 4, 8)
            .constants("k_heads", 1, 6, 2, 1, 8)
            .constants("twice", 1, 6, 2, 2, 8)
            .node("MatMul", "q: x wq -> q0")
            .node("Reshape", "qr: q0 q_heads -> q1")
            .node("Transpose", "qt: q1 -> q2", ints("perm", 0, 2, 1, 3))
            .node("MatMul", "k: x wk -> k0")
            .node("Reshape", "kr: k0 k_heads -> k1")
            .node("Expand", "ke: k1 twice -> k2")
            .node("Reshape", "kf: k2 q_heads -> k3")
            .node("Transpose", "kt: k3 -> k4", ints("perm", 0, 2, 3, 1))
            .node("MatMul", "qk: q2 k4 -> y");
    ImportedModel model = read(net);
    assertThat(layer(model, "qk").namedInputs()).isEmpty();
    assertThat(layer(model, "qk").parts()).isEqualTo(Map.of(1, 6L * 32));
    assertThat(new ScenarioModel("m", model.model(), 1, 8).readBytes(1, 2, 3)).isEqualTo(6 * 16);
  }

  /** Queries, keys and values of one product, cut apart by Split: each reader gets its third. */
  @Test
  void oneProductForQueriesKeysAndValues() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 10, 48)
            .weight("w", 48, 144)
            .constants("heads", 1, 10, 4, 12)
            .node("MatMul", "qkv: x w -> a")
            .node("Split", "split: a -> q0 k0 v0", whole("axis", 2), whole("num_outputs", 3))
            .node("Reshape", "qr: q0 heads -> q1")
            .node("Transpose", "qt: q1 -> q2", ints("perm", 0, 2, 1, 3))
            .node("Reshape", "kr: k0 heads -> k1")
            .node("Transpose", "kt: k1 -> k2", ints("perm", 0, 2, 3, 1))
            .node("Reshape", "vr: v0 heads -> v1")
            .node("Transpose", "vt: v1 -> v2", ints("perm", 0, 2, 1, 3))
            .node("MatMul", "qk: q2 k2 -> s")
            .node("Softmax", "soft: s -> p")
            .node("MatMul", "av: p v2 -> y");
    ImportedModel model = read(net);
    assertThat(layer(model, "qk").parts()).isEqualTo(Map.of(0, 960L));
    assertThat(layer(model, "av").parts()).isEqualTo(Map.of(0, 480L));
  }

  /**
   * Swin: a map of 8 × 8 tokens rolled by 2 and cut into 4 windows of 16, so that attention has 4 ·
   * 3 products of 16 × 16.
   */
  @Test
  void swin() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 32, 32)
            .weight("patch.w", 24, 3, 4, 4)
            .node("Conv", "patch: x patch.w -> a", ints("strides", 4, 4))
            .node("Transpose", "t: a -> b", ints("perm", 0, 2, 3, 1))
            .constants("two", 2)
            .constants("zero", 0)
            .constants("end", Long.MAX_VALUE)
            .constants("one", 1)
            .node("Slice", "below: b two end one -> c0")
            .node("Slice", "above: b zero two one -> c1")
            .node("Concat", "roll: c0 c1 -> c", whole("axis", 1))
            .constants("cut", 1, 2, 4, 2, 4, 24)
            .node("Reshape", "r: c cut -> d")
            .node("Transpose", "u: d -> e", ints("perm", 0, 1, 3, 2, 4, 5))
            .constants("windows", -1, 16, 24)
            .node("Reshape", "w: e windows -> f")
            .weight("qkv.w", 24, 72)
            .node("MatMul", "qkv: f qkv.w -> g")
            .constants("three", 4, 16, 3, 3, 8)
            .node("Reshape", "h: g three -> h")
            .node("Transpose", "v: h -> i", ints("perm", 2, 0, 3, 1, 4))
            .scalar("first", 0)
            .scalar("second", 1)
            .node("Gather", "q: i first -> q", whole("axis", 0))
            .node("Gather", "k: i second -> k", whole("axis", 0))
            .node("Transpose", "kt: k -> kt", ints("perm", 0, 1, 3, 2))
            .node("MatMul", "qk: q kt -> s")
            .weight("bias", 1, 3, 16, 16)
            .node("Add", "relative: s bias -> y");
    ImportedModel model = read(net);
    assertThat(layer(model, "qkv").shape())
        .isEqualTo(LayerShape.product(LayerKind.GEMM, 64, 72, 24, 1));
    assertThat(layer(model, "qkv").parts()).isEmpty();
    assertThat(layer(model, "qk").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 16, 16, 8, 12));
    assertThat(layer(model, "qk").parts()).isEqualTo(Map.of(1, 2L * 64 * 24));
  }

  /** Whisper: two convolutions along time, positions added, the sequence last. */
  @Test
  void whisper() {
    OnnxFile net =
        new OnnxFile()
            .input("mel", 1, 80, 100)
            .weight("c1.w", 32, 80, 3)
            .weight("c2.w", 32, 32, 3)
            .node("Conv", "c1: mel c1.w -> a", ints("pads", 1, 1))
            .node("Gelu", "g1: a -> b")
            .node("Conv", "c2: b c2.w -> c", ints("pads", 1, 1), ints("strides", 2))
            .node("Gelu", "g2: c -> d")
            .node("Transpose", "t: d -> e", ints("perm", 0, 2, 1))
            .weight("positions", 50, 32)
            .node("Add", "p: e positions -> f")
            .node("LayerNormalization", "n: f one bias -> h")
            .weight("one", 32)
            .weight("bias", 32)
            .weight("fc.w", 32, 128)
            .node("MatMul", "fc: h fc.w -> y");
    ImportedModel model = read(net);
    assertThat(model.model().macs()).isEqualTo(100L * 32 * 240 + 50L * 32 * 96 + 50L * 32 * 128);
    assertThat(producers(model, "fc")).containsExactly("c2");
  }

  /** The last state of an LSTM is one of 10 steps; a GRU has three gates, and reads all. */
  @Test
  void lastStateOfRecurrentLayers() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 10, 1, 8)
            .weight("w", 1, 24, 8)
            .weight("r", 1, 24, 6)
            .node("LSTM", "lstm: x w r -> ys h c", whole("hidden_size", 6))
            .constants("axis", 0)
            .node("Squeeze", "s: h axis -> last")
            .weight("fc.w", 6, 5)
            .node("Gemm", "fc: last fc.w -> y")
            .constants("to", 10, 1, 6)
            .node("Reshape", "flat: ys to -> zs")
            .weight("gw", 1, 12, 6)
            .weight("gr", 1, 12, 4)
            .node(
                "GRU",
                "gru: zs gw gr -> z",
                whole("hidden_size", 4),
                whole("linear_before_reset", 1));
    ImportedModel model = read(net);
    Layer steps = layer(model, "lstm/recurrent");
    assertThat(steps.shape()).isEqualTo(LayerShape.product(LayerKind.RECURRENT, 10, 24, 6, 1));
    assertThat(steps.outputElements()).isEqualTo(60);
    assertThat(layer(model, "fc").parts()).isEqualTo(Map.of(1, 6L));
    assertThat(layer(model, "gru/input").parts()).isEmpty();
    assertThat(model.model().macs()).isEqualTo(10L * 24 * 14 + 5 * 6 + 10L * 12 * 10);
  }

  /** As ONNX Runtime's quantizer writes it: weights and activations of 8 bits all the way. */
  @Test
  void quantizedOperators() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 8, 8)
            .reals("s", 0.1f)
            .constants("z", 0)
            .node("QuantizeLinear", "q: x s z8 -> xq")
            .weightOf(OnnxFile.INT8, "z8")
            .weightOf(OnnxFile.INT8, "w1", 4, 3, 3, 3)
            .node("QLinearConv", "c1: xq s z8 w1 s z8 s z8 -> a", ints("pads", 1, 1, 1, 1))
            .weightOf(OnnxFile.INT8, "w2", 4, 4, 1, 1)
            .node("QLinearConv", "c2: a s z8 w2 s z8 s z8 -> b")
            .node("com.microsoft.QLinearAdd", "add: a s z8 b s z8 s z8 -> c")
            .node("com.microsoft.QLinearGlobalAveragePool", "gap: c s z8 s z8 -> d")
            .node("Flatten", "flat: d -> e")
            .weightOf(OnnxFile.INT8, "w3", 4, 10)
            .node("com.microsoft.QGemm", "fc: e s z8 w3 s z8 _ s z8 -> f")
            .node("DequantizeLinear", "dq: f s z8 -> y");
    ImportedModel model = read(net);
    assertThat(model.bitsPerElement()).isEqualTo(8);
    assertThat(model.model().layers()).allMatch(l -> l.weightBits() == 0 && l.outputBits() == 0);
    assertThat(model.model().macs()).isEqualTo(64L * 4 * 27 + 64L * 16 + 40);
    assertThat(producers(model, "c2")).containsExactly("c1");
    assertThat(producers(model, "fc")).containsExactly("c2");
  }

  /** A product of 8 bits among ones of 32: what it reads is stored in 8. */
  @Test
  void tensorsHaveTheElementsThatTheirReadersTake() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 16)
            .weight("w", 16, 16)
            .node("MatMul", "a: x w -> a")
            .node("MatMul", "b: a w -> b")
            .reals("s", 0.1f)
            .weightOf(OnnxFile.INT8, "z8")
            .node("QuantizeLinear", "q: b s z8 -> bq")
            .weightOf(OnnxFile.INT8, "w8", 16, 16)
            .node("MatMulInteger", "c: bq w8 -> c")
            .node("Cast", "up: c -> d", whole("to", OnnxFile.FLOAT))
            .node("MatMul", "e: d w -> y");
    ImportedModel model = read(net);
    assertThat(model.bitsPerElement()).isEqualTo(32);
    assertThat(model.model().layers()).extracting(Layer::outputBits).containsExactly(0, 8, 0, 0);
    assertThat(model.model().layers()).extracting(Layer::weightBits).containsExactly(0, 0, 8, 0);
    ScenarioModel whole = new ScenarioModel("m", model.model(), 1, 32);
    assertThat(whole.outputBytes(0)).isEqualTo(64);
    assertThat(whole.outputBytes(1)).isEqualTo(16);
  }

  /**
   * BERT after ONNX Runtime's optimiser: look-ups, attention and norms are operators of its own.
   */
  @Test
  void optimisedBert() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.INT64, "ids", 2, 12)
            .inputOf(OnnxFile.INT64, "segments", 2, 12)
            .inputOf(OnnxFile.INT64, "mask", 2, 12)
            .weight("words", 1000, 32)
            .weight("places", 64, 32)
            .weight("types", 2, 32)
            .weight("gamma", 32)
            .node(
                "com.microsoft.EmbedLayerNormalization",
                "embed: ids segments words places types gamma gamma mask -> a m")
            .weight("qkv", 32, 96)
            .weight("b", 96)
            .node("com.microsoft.Attention", "attn: a qkv b m -> c", whole("num_heads", 4))
            .weight("wo", 32, 32)
            .node("com.microsoft.FusedMatMul", "o: c wo -> d", whole("transB", 1))
            .node("com.microsoft.SkipLayerNormalization", "n: d a gamma gamma -> e")
            .weight("w1", 32, 64)
            .weight("b1", 64)
            .node("MatMul", "up: e w1 -> f")
            .node("com.microsoft.BiasGelu", "g: f b1 -> h")
            .weight("w2", 64, 32)
            .node("MatMul", "down: h w2 -> y");
    ImportedModel model = read(net);
    assertThat(model.batch()).isEqualTo(2);
    assertThat(model.model().macs())
        .isEqualTo(12L * 32 * (96 + 32 + 64 + 64) + 2L * 4 * 12 * 12 * 8);
    assertThat(producers(model, "up")).containsExactly("o");
  }

  /**
   * Packed operands: 8 heads of queries over 2 of keys, 12 · 16 columns, of which the scores read
   * 10 and the rest the context; then three of each head beside each other.
   */
  @Test
  void packedAttention() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 5, 64)
            .weight("w", 64, 192)
            .node("MatMul", "qkv: x w -> a")
            .node(
                "com.microsoft.GroupQueryAttention",
                "gqa: a _ _ -> b k v",
                whole("num_heads", 8),
                whole("kv_num_heads", 2))
            .weight("w2", 128, 96)
            .node("MatMul", "again: b w2 -> c")
            .constants("packed", 1, 5, 4, 3, 8)
            .node("Reshape", "r: c packed -> d")
            .node("com.microsoft.MultiHeadAttention", "mha: d -> e", whole("num_heads", 4))
            .weight("w3", 32, 7)
            .node("MatMul", "last: e w3 -> y");
    ImportedModel model = read(net);
    assertThat(layer(model, "gqa/scores").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 5, 5, 16, 8));
    assertThat(layer(model, "gqa/context").shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 5, 16, 5, 8));
    assertThat(layer(model, "gqa/context").parts().get(0)).isEqualTo(5L * 8 * 16);
    assertThat(layer(model, "mha/scores").parts()).isEqualTo(Map.of(3, 5L * 64));
    assertThat(layer(model, "mha/context").parts()).isEqualTo(Map.of(3, 5L * 32));
    assertThat(producers(model, "last")).containsExactly("mha/context");
  }

  /** U-Net: the way up doubles the map, the way across is cut to its size, 28 of 30 rows. */
  @Test
  void unetWithACrop() {
    OnnxFile net = new OnnxFile().input("x", 1, 1, 32, 32);
    net.weight("d.w", 8, 1, 3, 3)
        .node("Conv", "down: x d.w -> a")
        .node("MaxPool", "pool: a -> b", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .weight("m.w", 16, 8, 2, 2)
        .node("Conv", "mid: b m.w -> c")
        .weight("u.w", 16, 8, 2, 2)
        .node("ConvTranspose", "up: c u.w -> d", ints("strides", 2, 2))
        .constants("from", 1, 1)
        .constants("to", 29, 29)
        .constants("axes", 2, 3)
        .node("Slice", "crop: a from to axes -> e")
        .node("Concat", "cat: e d -> f", whole("axis", 1))
        .weight("h.w", 4, 16, 1, 1)
        .node("Conv", "head: f h.w -> y");
    ImportedModel model = read(net);
    assertThat(layer(model, "head").shape().y()).isEqualTo(28);
    assertThat(producers(model, "head")).containsExactly("down", "up");
    assertThat(layer(model, "head").parts()).isEqualTo(Map.of(0, 8L * 28 * 28));
    assertThat(layer(model, "up").macs()).isEqualTo(14L * 14 * 16 * 8 * 4);
  }

  /** The same by operators of old and of new versions: arguments as attributes or as inputs. */
  @Test
  void versionsOfOperators() {
    OnnxFile old = new OnnxFile().input("x", 1, 4, 6, 6);
    conv(old, "a: x -> a", 4, 4, 3);
    old.node("Upsample", "u: a s -> b", word("mode", "nearest"))
        .reals("s", 1, 1, 2, 2)
        .node("ReduceMean", "m: b -> c", ints("axes", 2, 3), whole("keepdims", 0))
        .node("Unsqueeze", "un: c -> d", ints("axes", 2))
        .node("Squeeze", "sq: d -> e", ints("axes", 2))
        .weight("w", 4, 3)
        .node("MatMul", "fc: e w -> y");
    OnnxFile recent = new OnnxFile().input("x", 1, 4, 6, 6);
    conv(recent, "a: x -> a", 4, 4, 3);
    recent
        .constants("size", 1, 4, 12, 12)
        .node("Resize", "u: a _ _ size -> b")
        .constants("both", 2, 3)
        .node("ReduceMean", "m: b both -> c", whole("keepdims", 0))
        .constants("third", 2)
        .node("Unsqueeze", "un: c third -> d")
        .node("Squeeze", "sq: d third -> e")
        .weight("w", 4, 3)
        .node("MatMul", "fc: e w -> y");
    ImportedModel first = read(old);
    assertThat(first.model().layers()).isEqualTo(read(recent).model().layers());
    assertThat(first.model().macs()).isEqualTo(36L * 4 * 36 + 12);
  }
}
