package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;

import dev.scar.fixtures.OnnxFile;
import java.util.List;

/** Operators that ONNX Runtime's optimisers and quantizers write. */
final class OnnxOptimiserCases {
  private static final String MS = "com.microsoft.";
  private static final int UINT8 = 2;

  private OnnxOptimiserCases() {}

  static List<OnnxCase> all() {
    return List.of(
        fusedProducts(),
        turnedBatches(),
        fusedConvolutions(),
        channelsLast(),
        kernelsOfChannelsLast(),
        quantizedChannelsLast(),
        quantizedConvolution(),
        quantizedAttention(),
        attentionOfUnequalSizes(),
        crossAttention(),
        crossAttentionOfFourAxes(),
        groupedQueriesWithABuffer(),
        groupedQueriesThatGrow(),
        groupedQueriesWithAWindow(),
        groupedQueriesWithPartOfABuffer(),
        attentionWithABuffer(),
        optimisedEncoder(),
        optimisedDecoder(),
        experts(),
        expertsOfThreeMatrices(),
        quantizedExperts(),
        expertsOfABatch(),
        packedProducts(),
        packedTable(),
        quantizedRecurrent(),
        blockOfADiffusionModel());
  }

  /** transA of 8·5, transB of 6·8; then alpha and activation. */
  private static OnnxCase fusedProducts() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 8, 5)
            .weight("w", 6, 8)
            .node(MS + "FusedMatMul", "a: x w -> h", whole("transA", 1), whole("transB", 1))
            .weight("v", 6, 4)
            .weight("b", 4)
            .node(MS + "FusedGemm", "b: h v b -> g", word("activation", "Relu"))
            .weight("u", 4, 3)
            .weight("c", 3)
            .node(MS + "GemmFastGelu", "c: g u c -> y")
            .output("y");
    return new OnnxCase("fused products", net, 1, 48 + 24 + 12, 5 * 48, 5 * 24, 5 * 12);
  }

  /** transBatchA: [tokens 4, heads 3, 5] are 3 products of 4 rows and 5 terms. */
  private static OnnxCase turnedBatches() {
    OnnxFile net =
        new OnnxFile()
            .input("q", 4, 3, 5)
            .input("k", 3, 6, 5)
            .node(MS + "FusedMatMul", "a: q k -> y", whole("transBatchA", 1), whole("transB", 1))
            .output("y");
    return new OnnxCase("turned batches", net, 1, 0, 3 * 4 * 6 * 5);
  }

  /** Conv with a sum and an activation: 4·3·9 on 6·6, then 4·4 on the same, added. */
  private static OnnxCase fusedConvolutions() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 6, 6)
            .weight("w", 4, 3, 3, 3)
            .node(MS + "FusedConv", "a: x w -> h", word("activation", "Relu"), pads())
            .weight("v", 4, 4, 1, 1)
            .node(MS + "FusedConv", "b: h v _ h -> y", word("activation", "Relu"))
            .output("y");
    return new OnnxCase("fused convolutions", net, 1, 108 + 16, 108 * 36, 16 * 36);
  }

  private static OnnxFile.Message pads() {
    return ints("pads", 1, 1, 1, 1);
  }

  /** Rows, columns, channels: 8·3·9 of 9·7 by 2 are 5·4, pooled to 2·2; a sum of 2 on the way. */
  private static OnnxCase channelsLast() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.FLOAT16, "x", 1, 9, 7, 3)
            .weightOf(OnnxFile.FLOAT16, "w", 8, 3, 3, 3)
            .node(MS + "NhwcFusedConv", "a: x w -> h", ints("strides", 2, 2), pads())
            .weightOf(OnnxFile.FLOAT16, "v", 8, 8, 1, 1)
            .node(MS + "NhwcFusedConv", "b: h v _ h -> g", word("activation", "Relu"))
            .node(
                MS + "NhwcMaxPool", "p: g -> q", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
            .node("Transpose", "t: q -> n", ints("perm", 0, 3, 1, 2))
            .weightOf(OnnxFile.FLOAT16, "u", 5, 8, 2, 2)
            .node("Conv", "c: n u -> y")
            .output("y");
    return new OnnxCase("channels last", net, 1, 216 + 64 + 160, 216 * 20, 64 * 20, 160);
  }

  /** Kernels that have their channels last too: 6 groups of one channel, 2·3 taps. */
  private static OnnxCase kernelsOfChannelsLast() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 8, 8, 6)
            .weight("w", 6, 2, 3, 1)
            .node(MS + "NhwcConv", "a: x w -> y", whole("group", 6))
            .output("y");
    return new OnnxCase("kernels of channels last", net, 2, 36, 36 * 7 * 6);
  }

  /** channels_last: 8·4·9 on 5·5, a global pool, then 8·10 with 1·1 kernels. */
  private static OnnxCase quantizedChannelsLast() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(UINT8, "x", 1, 5, 5, 4)
            .weight("s")
            .weightOf(UINT8, "z")
            .weightOf(OnnxFile.INT8, "w", 8, 4, 3, 3)
            .weightOf(OnnxFile.INT8, "wz")
            .node(
                MS + "QLinearConv",
                "a: x s z w s wz s z -> h",
                whole("channels_last", 1),
                ints("pads", 1, 1, 1, 1))
            .node(MS + "QLinearGlobalAveragePool", "p: h s z s z -> g", whole("channels_last", 1))
            .weightOf(OnnxFile.INT8, "v", 10, 8, 1, 1)
            .node(MS + "QLinearConv", "b: g s z v s wz s z -> y", whole("channels_last", 1))
            .output("y");
    return new OnnxCase("quantized channels last", net, 1, 288 + 80, 288 * 25, 80);
  }

  /** QLinearConv, a residual, QLinearMatMul: 4·4·9 on 6·6, then 144·5. */
  private static OnnxCase quantizedConvolution() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(UINT8, "x", 1, 4, 6, 6)
            .weight("s")
            .weightOf(UINT8, "z")
            .weightOf(OnnxFile.INT8, "w", 4, 4, 3, 3)
            .weightOf(OnnxFile.INT8, "wz")
            .node("QLinearConv", "a: x s z w s wz s z -> h", pads())
            .node(MS + "QLinearAdd", "r: h s z x s z s z -> sum")
            .node(MS + "QLinearLeakyRelu", "l: sum s z s z -> act")
            .node("Flatten", "f: act -> flat")
            .weightOf(OnnxFile.INT8, "v", 144, 5)
            .node("QLinearMatMul", "b: flat s z v s wz s z -> y")
            .output("y");
    return new OnnxCase("quantized convolution", net, 1, 144 + 720, 144 * 36, 720);
  }

  /** 2 heads of 4, 6 tokens: 8·24, then 36·4 for each head, twice. */
  private static OnnxCase quantizedAttention() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(UINT8, "x", 1, 6, 8)
            .weightOf(OnnxFile.INT8, "w", 8, 24)
            .weight("b", 24)
            .weight("s")
            .node(MS + "QAttention", "a: x w b s s -> y", whole("num_heads", 2))
            .output("y");
    return new OnnxCase("quantized attention", net, 1, 192, 6 * 192, 2 * 144, 2 * 144);
  }

  /** Queries and keys of 8, values of 12: 10·28; 2 heads of 4 terms, of 6 columns; 5 tokens. */
  private static OnnxCase attentionOfUnequalSizes() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 3, 5, 10)
            .weight("w", 10, 28)
            .weight("b", 28)
            .node(
                MS + "Attention",
                "a: x w b -> y",
                whole("num_heads", 2),
                ints("qkv_hidden_sizes", 8, 8, 12))
            .output("y");
    return new OnnxCase("attention of unequal sizes", net, 3, 280, 5 * 280, 2 * 25 * 4, 2 * 25 * 6);
  }

  /** 4 queries, 7 keys, 2 heads of 4, values of 3; a bias and a bias of attention. */
  private static OnnxCase crossAttention() {
    OnnxFile net =
        new OnnxFile()
            .input("q", 1, 4, 8)
            .input("k", 1, 7, 8)
            .input("v", 1, 7, 6)
            .weight("b", 22)
            .input("bias", 1, 1, 4, 7)
            .node(MS + "MultiHeadAttention", "a: q k v b _ bias -> y", whole("num_heads", 2))
            .weight("w", 6, 3)
            .node("MatMul", "o: y w -> z")
            .output("z");
    return new OnnxCase("cross attention", net, 1, 18, 2 * 28 * 4, 2 * 28 * 3, 4 * 18);
  }

  /**
   * Keys and values of an encoder, [samples, heads, steps, size]: 1 query, 9 keys, 2 heads of 4.
   */
  private static OnnxCase crossAttentionOfFourAxes() {
    OnnxFile net =
        new OnnxFile()
            .input("q", 1, 1, 8)
            .input("k", 1, 2, 9, 4)
            .input("v", 1, 2, 9, 4)
            .node(MS + "MultiHeadAttention", "a: q k v -> y", whole("num_heads", 2))
            .output("y");
    return new OnnxCase("cross attention of four axes", net, 1, 0, 2 * 9 * 4, 2 * 9 * 4);
  }

  /**
   * The cache's buffer has room for 32, and the present is as large: all 32 are counted. 4 heads of
   * 8.
   */
  private static OnnxCase groupedQueriesWithABuffer() {
    OnnxFile net = grouped(32, 32);
    return new OnnxCase("grouped queries with a buffer", net, 1, 0, 4 * 32 * 8, 4 * 32 * 8);
  }

  /** The present has one more than the past. */
  private static OnnxCase groupedQueriesThatGrow() {
    OnnxFile net = grouped(31, 32);
    return new OnnxCase("grouped queries that grow", net, 1, 0, 4 * 32 * 8, 4 * 32 * 8);
  }

  /** One query looks at the last 12 only. */
  private static OnnxCase groupedQueriesWithAWindow() {
    OnnxFile net = grouped(31, 32, whole("local_window_size", 12));
    return new OnnxCase("grouped queries with a window", net, 1, 0, 4 * 12 * 8, 4 * 12 * 8);
  }

  /** The buffer has room for 64 keys, of which the file says that 20 are there with the new one. */
  private static OnnxCase groupedQueriesWithPartOfABuffer() {
    OnnxFile net = grouped(new OnnxFile().scalar("total", 20), 64, 64);
    return new OnnxCase("grouped queries with part of a buffer", net, 1, 0, 4 * 20 * 8, 4 * 20 * 8);
  }

  /** The past's buffer has room for what is new: 1 query and 16 keys of 2 heads of 4. */
  private static OnnxCase attentionWithABuffer() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 1, 8)
            .input("past", 2, 1, 2, 16, 4)
            .weight("w", 8, 24)
            .weight("b", 24)
            .inputOf(6, "length", 1)
            .node(
                MS + "Attention",
                "a: x w b _ past _ length -> y present",
                whole("num_heads", 2),
                whole("past_present_share_buffer", 1))
            .output("y")
            .output("present");
    return new OnnxCase("attention with a buffer", net, 1, 192, 192, 2 * 16 * 4, 2 * 16 * 4);
  }

  private static OnnxFile grouped(int past, int present, OnnxFile.Message... more) {
    return grouped(new OnnxFile().inputOf(6, "total"), past, present, more);
  }

  private static OnnxFile grouped(
      OnnxFile withTotal, int past, int present, OnnxFile.Message... more) {
    return withTotal
        .input("q", 1, 1, 32)
        .input("k", 1, 1, 16)
        .input("v", 1, 1, 16)
        .input("pk", 1, 2, past, 8)
        .input("pv", 1, 2, past, 8)
        .inputOf(6, "seqlens", 1)
        .weight("cos", 64, 4)
        .weight("sin", 64, 4)
        .node(
            MS + "GroupQueryAttention",
            "a: q k v pk pv seqlens total cos sin -> y k2 v2",
            more.length > 0 ? more[0] : whole("scale", 0),
            whole("num_heads", 4),
            whole("kv_num_heads", 2),
            whole("do_rotary", 1))
        .output("y")
        .outputOf("k2", 1, 2, present, 8)
        .outputOf("v2", 1, 2, present, 8);
  }

  /** Embeddings of 5 tokens, 8 wide; attention of 2 heads; 8·16, 16·8 with BiasGelu. */
  private static OnnxCase optimisedEncoder() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(6, "ids", 1, 5)
            .inputOf(6, "types", 1, 5)
            .inputOf(6, "mask", 1, 5)
            .weight("words", 30, 8)
            .weight("places", 16, 8)
            .weight("segments", 2, 8)
            .weight("g", 8)
            .weight("b", 8)
            .node(
                MS + "EmbedLayerNormalization",
                "e: ids types words places segments g b mask -> x m")
            .weight("qkv", 8, 24)
            .weight("qb", 24)
            .node(MS + "Attention", "a: x qkv qb m -> h", whole("num_heads", 2))
            .weight("o", 8, 8)
            .node("MatMul", "o: h o -> p")
            .node(MS + "SkipLayerNormalization", "n: p x g b b -> s")
            .weight("up", 8, 16)
            .weight("ub", 16)
            .node("MatMul", "up: s up -> u")
            .node(MS + "BiasGelu", "gelu: u ub -> v")
            .weight("down", 16, 8)
            .node("MatMul", "down: v down -> d")
            .node(MS + "SkipLayerNormalization", "n2: d s g b b -> y")
            .output("y");
    return new OnnxCase(
        "optimised encoder",
        net,
        1,
        192 + 64 + 128 + 128,
        5 * 192,
        2 * 25 * 4,
        2 * 25 * 4,
        5 * 64,
        5 * 128,
        5 * 128);
  }

  /**
   * Packed weights, rotations, grouped queries without a past: 6 tokens, 4 heads of 4, 2 shared.
   */
  private static OnnxCase optimisedDecoder() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.FLOAT16, "x", 1, 6, 16)
            .inputOf(OnnxFile.INT64, "at", 1, 6)
            .weightOf(OnnxFile.FLOAT16, "g", 16)
            .node("SimplifiedLayerNormalization", "n0: x g -> x0")
            .weightOf(OnnxFile.FLOAT16, "cos", 32, 2)
            .weightOf(OnnxFile.FLOAT16, "sin", 32, 2);
    packed(net, "q", "x0 -> q", 16, 16);
    packed(net, "k", "x0 -> k", 16, 8);
    packed(net, "v", "x0 -> v", 16, 8);
    net.node(MS + "RotaryEmbedding", "rq: q at cos sin -> q2", whole("num_heads", 4))
        .node(MS + "RotaryEmbedding", "rk: k at cos sin -> k2", whole("num_heads", 2))
        .node(
            MS + "GroupQueryAttention",
            "a: q2 k2 v -> c",
            whole("num_heads", 4),
            whole("kv_num_heads", 2));
    packed(net, "o", "c -> o", 16, 16);
    net.node(MS + "SkipSimplifiedLayerNormalization", "n1: o x g -> h _ _ sum");
    packed(net, "gate", "h -> gate", 16, 24);
    packed(net, "up", "h -> up", 16, 24);
    net.node("Sigmoid", "s: gate -> sg").node("Mul", "sw: gate sg -> act");
    net.node("Mul", "m: act up -> gated");
    packed(net, "down", "gated -> down", 24, 16);
    net.node(MS + "SkipSimplifiedLayerNormalization", "n2: down sum g -> y").output("y");
    return new OnnxCase(
        "optimised decoder",
        net,
        1,
        256 + 128 + 128 + 256 + 384 + 384 + 384,
        6 * 256,
        6 * 128,
        6 * 128,
        4 * 36 * 4,
        4 * 36 * 4,
        6 * 256,
        6 * 384,
        6 * 384,
        6 * 384);
  }

  private static void packed(OnnxFile net, String name, String links, int terms, int columns) {
    String[] sides = links.split(" -> ");
    net.weightOf(UINT8, name + "_w", columns, 1, terms / 2)
        .weightOf(OnnxFile.FLOAT16, name + "_s", columns)
        .node(
            MS + "MatMulNBits",
            "%s: %s %s_w %s_s -> %s".formatted(name, sides[0], name, name, sides[1]),
            whole("K", terms),
            whole("N", columns),
            whole("bits", 4),
            whole("block_size", 32));
  }

  /**
   * 6 tokens each take 2 of 4 experts of 8·12 and 12·8: 12 pairs of 96 in each layer. They touch 4
   * · (1 − (1/2)^6) = 3.9375 experts: weights of 3 side by side, 3.9375 · 96 = 378 read.
   */
  private static OnnxCase experts() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6, 8)
            .constants("rows", -1, 8)
            .node("Reshape", "flat: x rows -> f")
            .weight("r", 8, 4)
            .node("MatMul", "router: f r -> p")
            .weight("up", 4, 12, 8)
            .weight("down", 4, 8, 12)
            .node(MS + "MoE", "moe: x p up _ down -> y", whole("k", 2))
            .output("y");
    return new OnnxCase("experts", net, 1, 32 + 378 + 378, 6 * 32, 12 * 96, 12 * 96);
  }

  /**
   * A token takes 1 of 3 experts, of gate, up and down: one is touched. Kernels lie the other way
   * round, as older versions have them.
   */
  private static OnnxCase expertsOfThreeMatrices() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 8)
            .weight("r", 8, 3)
            .node("MatMul", "router: x r -> p")
            .weight("gate", 3, 8, 10)
            .weight("down", 3, 10, 8)
            .weight("up", 3, 8, 10)
            .node(MS + "MoE", "moe: x p gate _ down _ up -> y")
            .output("y");
    return new OnnxCase("experts of three matrices", net, 1, 24 + 240, 24, 80, 80, 80);
  }

  /**
   * 4 bits, two to a byte, gate and up in one matrix: 8·(2·16), 16·8; of 4 tokens with 1 of 2: 2 ·
   * (1 − 1/16) = 1.875 touched, 1.875·256 = 480 and 240 weights.
   */
  private static OnnxCase quantizedExperts() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 4, 8)
            .input("p", 4, 2)
            .weightOf(UINT8, "fc1", 2, 32, 4)
            .weight("s1", 2, 32)
            .weightOf(UINT8, "fc2", 2, 8, 8)
            .weight("s2", 2, 8)
            .node(
                MS + "QMoE",
                "moe: x p fc1 s1 _ fc2 s2 -> y",
                whole("k", 1),
                whole("expert_weight_bits", 4),
                whole("swiglu_fusion", 1))
            .output("y");
    return new OnnxCase("quantized experts", net, 4, 480 + 240, 256, 128);
  }

  /** 2 samples of 3 tokens; each pair of a token and an expert multiplies 8·8 twice. */
  private static OnnxCase expertsOfABatch() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 3, 8)
            .weight("r", 8, 8)
            .node("MatMul", "router: x r -> p3")
            .constants("rows", -1, 8)
            .node("Reshape", "flat: p3 rows -> p")
            .weight("a", 8, 8, 8)
            .weight("b", 8, 8, 8)
            .node(MS + "MoE", "moe: x p a _ b -> y", whole("k", 8))
            .output("y");
    return new OnnxCase("experts of a batch", net, 2, 64 + 512 + 512, 192, 24 * 64, 24 * 64);
  }

  /** Blocks of 8, 4 and 2 bits. */
  private static OnnxCase packedProducts() {
    OnnxFile net = new OnnxFile().input("x", 1, 3, 32);
    int width = 32;
    String at = "x";
    for (int bits : new int[] {8, 4, 2}) {
      net.weightOf(UINT8, "w" + bits, 16, 1, 4 * bits)
          .weight("s" + bits, 16)
          .node(
              MS + "MatMulNBits",
              "m%d: %s w%d s%d -> y%d".formatted(bits, at, bits, bits, bits),
              whole("K", width),
              whole("N", 16),
              whole("bits", bits),
              whole("block_size", 32));
      at = "y" + bits;
      width = 16;
    }
    net.output("y2");
    return new OnnxCase("packed products", net, 1, 512 + 256 + 256, 3 * 512, 3 * 256, 3 * 256);
  }

  /** A table of 4 bits, two to a byte along the last axis: 8 wide. */
  private static OnnxCase packedTable() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.INT64, "ids", 1, 3)
            .weightOf(UINT8, "table", 20, 4)
            .weight("s", 20, 1)
            .node(
                MS + "GatherBlockQuantized",
                "g: table ids s -> x",
                whole("bits", 4),
                whole("gather_axis", 0))
            .weight("w", 8, 5)
            .node("MatMul", "m: x w -> y")
            .output("y");
    return new OnnxCase("packed table", net, 1, 40, 120);
  }

  /** Weights lie [directions, inputs, gates]: 4 steps of 3·20 and 5·20. */
  private static OnnxCase quantizedRecurrent() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 4, 1, 3)
            .weightOf(OnnxFile.INT8, "w", 1, 3, 20)
            .weightOf(OnnxFile.INT8, "r", 1, 5, 20)
            .weight("b", 1, 40)
            .weight("s", 1)
            .weightOf(OnnxFile.INT8, "z", 1)
            .node(
                MS + "DynamicQuantizeLSTM",
                "l: x w r b _ _ _ _ s z s z -> y",
                whole("hidden_size", 5))
            .output("y");
    return new OnnxCase("quantized recurrent", net, 1, 60 + 100, 4 * 60, 4 * 100);
  }

  /** GroupNorm, a sum with a skip, a gate of two halves; channels last: 4·4·9 and 4·8, 4·4. */
  private static OnnxCase blockOfADiffusionModel() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6, 6, 4)
            .weight("g", 4)
            .weight("b", 4)
            .weight("w", 4, 4, 3, 3)
            .node(MS + "GroupNorm", "n: x g b -> n1", whole("groups", 2))
            .node(MS + "NhwcConv", "c: n1 w -> c1", ints("pads", 1, 1, 1, 1))
            .node(MS + "SkipGroupNorm", "s: c1 g b x -> s1 sum", whole("groups", 2))
            .weight("up", 4, 8)
            .weight("ub", 8)
            .node("MatMul", "up: s1 up -> u")
            .node(MS + "BiasSplitGelu", "gelu: u ub -> v")
            .weight("o", 4, 4)
            .node("MatMul", "o: v o -> p")
            .node(MS + "BiasAdd", "add: p b sum -> y")
            .output("y");
    return new OnnxCase(
        "block of a diffusion model", net, 1, 144 + 32 + 16, 144 * 36, 32 * 36, 16 * 36);
  }
}
