package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.graph;
import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.reference;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;

import dev.scar.fixtures.OnnxFile;
import java.util.List;

/** Files as exporters of PyTorch and TensorFlow write them. */
final class OnnxExporterCases {
  private static final int INT4 = 22;
  private static final int FLOAT8 = 17;
  private static final int BFLOAT16 = 16;

  private OnnxExporterCases() {}

  static List<OnnxCase> all() {
    return List.of(
        viewWithSlice(),
        expandOfATorchScript(),
        arangeOfNonZero(),
        sliceByShape(),
        dynamoFunctions(),
        functionWithABranch(),
        overloads(),
        layoutOfTensorFlow(),
        transposedOfTensorFlow(),
        sharedWeights(),
        weightBehindManyForms(),
        lowRankWeights(),
        initializersAreInputsToo(),
        packedTypes(),
        fakeQuantized(),
        dynamicallyQuantized(),
        sparseWeights(),
        namesOfAllKinds(),
        unequalParts(),
        emptyParts(),
        capturedByABranch(),
        embeddingTiedToTheHead(),
        scaledAttention());
  }

  /**
   * {@code x.view(x.size(0), -1)} as Shape, Slice, Concat, Reshape: 2 samples, 8·3·9 weights on
   * 8·8, then 512·10.
   */
  private static OnnxCase viewWithSlice() {
    OnnxFile net =
        new OnnxFile()
            .input("input.1", 2, 3, 8, 8)
            .weight("conv.weight", 8, 3, 3, 3)
            .node("Conv", "/conv/Conv: input.1 conv.weight -> 5", ints("pads", 1, 1, 1, 1))
            .node("Shape", "/Shape: 5 -> 6")
            .constants("7", 0)
            .constants("8", 1)
            .node("Slice", "/Slice: 6 7 8 7 -> 9")
            .constants("10", -1)
            .node("Concat", "/Concat: 9 10 -> 11", whole("axis", 0))
            .node("Reshape", "/Reshape: 5 11 -> 12")
            .weight("fc.weight", 10, 512)
            .node("Gemm", "/fc/Gemm: 12 fc.weight -> 13", whole("transB", 1))
            .output("13");
    return new OnnxCase("view with a slice", net, 2, 216 + 5120, 216 * 64, 5120);
  }

  /**
   * {@code mask.expand(-1, 4, -1)}: where a size is -1 that of the tensor stays. Scores of 4 heads,
   * 6 tokens, 5 terms, added to the mask; context the same.
   */
  private static OnnxCase expandOfATorchScript() {
    OnnxFile net =
        new OnnxFile()
            .input("q", 1, 4, 6, 5)
            .input("mask", 1, 6, 6)
            .constants("axis", 1)
            .node("Unsqueeze", "u: mask axis -> m4")
            .constants("wanted", -1, 4, -1, -1)
            .node("Shape", "s: m4 -> shape")
            .node("ConstantOfShape", "ones: rank -> one")
            .constants("rank", 4)
            .scalar("minus", -1)
            .node("Add", "plus: one k -> ones1")
            .scalar("k", 1)
            .node("Equal", "eq: wanted minus -> isMinus")
            .node("Where", "where: isMinus ones1 wanted -> sizes")
            .node("Expand", "ex: m4 sizes -> big")
            .node("Transpose", "t: q -> qt", ints("perm", 0, 1, 3, 2))
            .node("MatMul", "scores: q qt -> s0")
            .node("Add", "masked: s0 big -> s1")
            .node("Softmax", "soft: s1 -> p")
            .node("MatMul", "context: p q -> y")
            .output("y");
    return new OnnxCase("expand of -1", net, 1, 0, 4 * 6 * 6 * 5, 4 * 6 * 5 * 6);
  }

  /** {@code torch.arange(7)} of opset 9: NonZero of ones, turned and squeezed; 7 positions. */
  private static OnnxCase arangeOfNonZero() {
    OnnxFile net =
        new OnnxFile()
            .version(4, 9)
            .inputOf(OnnxFile.INT64, "ids", 1, 7)
            .weight("words", 50, 6)
            .weight("places", 16, 6)
            .node("Shape", "s: ids -> shape")
            .scalar("one", 1)
            .node("Gather", "g: shape one -> length")
            .node("Unsqueeze", "u: length -> sizes", ints("axes", 0))
            .node("ConstantOfShape", "c: sizes -> ones", value(1))
            .node("NonZero", "n: ones -> at")
            .node("Transpose", "t: at -> turned", ints("perm", 1, 0))
            .node("Squeeze", "q: turned -> range", ints("axes", 1))
            .node("Gather", "p: places range -> pe")
            .node("Gather", "w: words ids -> we")
            .node("Add", "sum: we pe -> x")
            .weight("w1", 6, 4)
            .node("MatMul", "m: x w1 -> y")
            .output("y");
    return new OnnxCase("arange of NonZero", net, 1, 24, 7 * 24);
  }

  private static OnnxFile.Message value(long one) {
    OnnxFile.Message tensor =
        new OnnxFile.Message().number(1, 1).number(2, OnnxFile.INT64).number(7, one);
    return new OnnxFile.Message().text(1, "value").message(5, tensor);
  }

  /** {@code x[:, :, : y.size(2) // 2]}: 4 channels, 5 of 10 columns, 3 taps unpadded, 6 out. */
  private static OnnxCase sliceByShape() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 4, 10)
            .scalar("two", 2)
            .node("Shape", "s: x -> shape", whole("start", -1))
            .node("Div", "d: shape two -> half")
            .constants("zero", 0)
            .constants("axis", 2)
            .node("Slice", "cut: x zero half axis -> part")
            .weight("w", 6, 4, 3)
            .node("Conv", "c: part w -> y")
            .output("y");
    return new OnnxCase("slice by a shape", net, 1, 72, 72 * 3);
  }

  /**
   * A linear layer as a function of a function, with attributes handed through; called twice: 4
   * rows of 8·6, then of 6·8 with weights turned by the first one's default.
   */
  private static OnnxCase dynamoFunctions() {
    OnnxFile net =
        new OnnxFile()
            .version(10, 18)
            .input("arg0_1", 4, 8)
            .weight("p_fc1_weight", 6, 8)
            .weight("p_fc2_weight", 8, 6)
            .node("local.Linear", "linear_0: arg0_1 p_fc1_weight -> linear")
            .node("local.Linear", "linear_1: linear p_fc2_weight -> out", whole("turn", 1))
            .function(
                "local",
                "",
                "Linear",
                List.of("x", "w"),
                List.of("y"),
                List.of(whole("turn", 1)),
                body -> body.node("local.Product", "p: x w -> y", reference("transB", "turn")))
            .function(
                "local",
                "",
                "Product",
                List.of("a", "b"),
                List.of("c"),
                List.of(),
                body -> {
                  body.node("Identity", "i: b -> same");
                  body.node("Gemm", "g: a same -> c", reference("transB", "transB"));
                })
            .output("out");
    return new OnnxCase("functions of functions", net, 4, 96, 48, 48);
  }

  /** A function whose branch reads the function's input: the condition is a constant inside. */
  private static OnnxCase functionWithABranch() {
    OnnxFile then = new OnnxFile().node("MatMul", "m: x w -> r").output("r");
    OnnxFile other = new OnnxFile().node("Identity", "i: x -> r2").output("r2");
    OnnxFile net =
        new OnnxFile()
            .version(10, 18)
            .input("in", 1, 5, 8)
            .weight("weight", 8, 8)
            .node("torch.F", "f: in weight -> out")
            .function(
                "torch",
                "",
                "F",
                List.of("x", "w"),
                List.of("y"),
                List.of(),
                body -> {
                  body.node("Shape", "s: x -> shape");
                  body.node("Size", "n: shape -> rank");
                  body.node("Constant", "c:  -> three", whole("value_int", 3));
                  body.node("Equal", "e: rank three -> is3");
                  body.node(
                      "If",
                      "if: is3 -> y",
                      graph("then_branch", then),
                      graph("else_branch", other));
                })
            .output("out");
    return new OnnxCase("branch in a function", net, 1, 64, 5 * 64);
  }

  /** Two functions of one name, which only their overloads tell apart. */
  private static OnnxCase overloads() {
    OnnxFile net =
        new OnnxFile()
            .version(10, 21)
            .input("x", 1, 4)
            .weight("w", 4, 3)
            .weight("v", 3, 3)
            .call("pkg.a", "mm", "plain", "first: x w -> h")
            .call("pkg.a", "mm", "twice", "second: h v -> y")
            .function(
                "pkg.a",
                "plain",
                "mm",
                List.of("a", "b"),
                List.of("c"),
                List.of(),
                body -> body.node("MatMul", "m: a b -> c"))
            .function(
                "pkg.a",
                "twice",
                "mm",
                List.of("a", "b"),
                List.of("c"),
                List.of(),
                body -> {
                  body.node("MatMul", "m: a b -> t");
                  body.node("MatMul", "n: t b -> c");
                })
            .output("y");
    return new OnnxCase("overloads", net, 1, 12 + 9 + 9, 12, 9, 9);
  }

  /**
   * Channels last outside, first around convolutions; SAME with stride 2 of 9·9 is 5·5. A depthwise
   * one of multiplier 2 has 8 groups of 2: 16·9 weights on 5·5; a pointwise 10·16.
   */
  private static OnnxCase layoutOfTensorFlow() {
    OnnxFile net =
        new OnnxFile()
            .version(8, 13)
            .input("serving_default_input:0", 1, 9, 9, 3)
            .node(
                "Transpose",
                "StatefulPartitionedCall/model/conv1/Conv2D__6: serving_default_input:0 -> nchw:0",
                ints("perm", 0, 3, 1, 2))
            .weight("k1", 8, 3, 3, 3)
            .node(
                "Conv",
                "StatefulPartitionedCall/model/conv1/Conv2D: nchw:0 k1 -> c1:0",
                word("auto_pad", "SAME_UPPER"),
                ints("strides", 2, 2))
            .weight("k2", 16, 1, 3, 3)
            .node(
                "Conv",
                "StatefulPartitionedCall/model/depthwise: c1:0 k2 -> c2:0",
                word("auto_pad", "SAME_UPPER"),
                whole("group", 8))
            .node("Transpose", "back: c2:0 -> nhwc:0", ints("perm", 0, 2, 3, 1))
            .constants("shape", -1, 16)
            .node("Reshape", "flat: nhwc:0 shape -> rows:0")
            .weight("dense", 16, 10)
            .node("MatMul", "StatefulPartitionedCall/model/dense/MatMul: rows:0 dense -> logits:0")
            .output("logits:0");
    return new OnnxCase(
        "layout of TensorFlow", net, 1, 216 + 144 + 160, 216 * 25, 144 * 25, 160 * 25);
  }

  /** Conv2DTranspose: an output_shape of 7·7 from 4·4 by 2, kernel 3; weights turned by a node. */
  private static OnnxCase transposedOfTensorFlow() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6, 4, 4)
            .weight("hwio", 3, 3, 5, 6)
            .node("Transpose", "turn: hwio -> iohw", ints("perm", 3, 2, 0, 1))
            .node(
                "ConvTranspose",
                "up: x iohw -> y",
                ints("strides", 2, 2),
                ints("output_shape", 7, 7),
                word("auto_pad", "SAME_UPPER"))
            .weight("w", 2, 5, 7, 7)
            .node("Conv", "all: y w -> z")
            .output("z");
    return new OnnxCase("transposed with output_shape", net, 1, 270 + 490, 270 * 16, 490);
  }

  /** One weight, read by two layers and as its own transpose: counted for each. */
  private static OnnxCase sharedWeights() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6)
            .weight("w", 6, 6)
            .node("MatMul", "a: x w -> h")
            .node("MatMul", "b: h w -> g")
            .node("Gemm", "c: g w -> y", whole("transB", 1))
            .output("y");
    return new OnnxCase("shared weights", net, 1, 108, 36, 36, 36);
  }

  /** Identity, Cast, Reshape, Transpose, Squeeze, DequantizeLinear before a product of 12·5. */
  private static OnnxCase weightBehindManyForms() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 12)
            .weightOf(OnnxFile.INT8, "q", 5, 1, 3, 4)
            .weight("scale", 5)
            .node("DequantizeLinear", "dq: q scale -> w0", whole("axis", 0))
            .node("Identity", "i: w0 -> w1")
            .node("Cast", "c: w1 -> w2", whole("to", 10))
            .constants("axis", 1)
            .node("Squeeze", "s: w2 axis -> w3")
            .constants("shape", 0, -1)
            .node("Reshape", "r: w3 shape -> w4")
            .node("Transpose", "t: w4 -> w5", ints("perm", 1, 0))
            .node("MatMul", "m: x w5 -> y")
            .output("y");
    return new OnnxCase("weight behind many forms", net, 1, 60, 60);
  }

  /** LoRA that was merged in the graph: W + A·B of parameters is a parameter. */
  private static OnnxCase lowRankWeights() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 8)
            .weight("w", 8, 8)
            .weight("a", 8, 2)
            .weight("b", 2, 8)
            .node("MatMul", "ab: a b -> delta")
            .node("Add", "sum: w delta -> merged")
            .node("MatMul", "m: x merged -> y")
            .output("y");
    return new OnnxCase("merged weights", net, 1, 64, 64);
  }

  private static OnnxCase initializersAreInputsToo() {
    OnnxFile net =
        new OnnxFile()
            .version(3, 8)
            .input("w", 4, 3)
            .input("x", 2, 4)
            .input("b", 3)
            .weight("w", 4, 3)
            .weight("b", 3)
            .node("Gemm", ": x w b -> y")
            .output("y");
    return new OnnxCase("initializers are inputs too", net, 2, 12, 12);
  }

  /** Weights of 4 bits, of 8 with fraction and of bfloat16, each behind what unpacks them. */
  private static OnnxCase packedTypes() {
    OnnxFile net =
        new OnnxFile()
            .version(10, 21)
            .inputOf(BFLOAT16, "x", 3, 8)
            .weightOf(INT4, "w4", 8, 8)
            .weightOf(BFLOAT16, "s4", 1, 8)
            .node("DequantizeLinear", "d4: w4 s4 -> f4", whole("block_size", 8), whole("axis", 0))
            .node("MatMul", "a: x f4 -> h")
            .weightOf(FLOAT8, "w8", 8, 8)
            .weightOf(BFLOAT16, "s8")
            .node("DequantizeLinear", "d8: w8 s8 -> f8")
            .node("MatMul", "b: h f8 -> g")
            .weightOf(BFLOAT16, "w16", 8, 8)
            .node("MatMul", "c: g w16 -> y")
            .output("y");
    return new OnnxCase("packed types", net, 3, 192, 64, 64, 64);
  }

  /** Weights with fraction that are quantized in the graph; activations the same. */
  private static OnnxCase fakeQuantized() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 6, 6)
            .weight("s")
            .weightOf(OnnxFile.INT8, "z")
            .node("QuantizeLinear", "qx: x s z -> x8")
            .node("DequantizeLinear", "dx: x8 s z -> xf")
            .weight("w", 4, 3, 3, 3)
            .node("QuantizeLinear", "qw: w s z -> w8")
            .node("DequantizeLinear", "dw: w8 s z -> wf")
            .node("Conv", "c: xf wf -> y", ints("strides", 3, 3))
            .output("y");
    return new OnnxCase("fake quantized", net, 1, 108, 108 * 4);
  }

  /** DynamicQuantizeLinear in front of ConvInteger and MatMulInteger, Cast and Mul behind. */
  private static OnnxCase dynamicallyQuantized() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 5, 5)
            .node("DynamicQuantizeLinear", "q: x -> x8 xs xz")
            .weightOf(OnnxFile.INT8, "w", 7, 3, 3, 3)
            .weightOf(OnnxFile.INT8, "wz")
            .node("ConvInteger", "conv: x8 w xz wz -> c32")
            .node("Cast", "f: c32 -> cf", whole("to", 1))
            .node("Mul", "scaled: cf xs -> c")
            .node("Flatten", "flat: c -> h")
            .node("DynamicQuantizeLinear", "q2: h -> h8 hs hz")
            .weightOf(OnnxFile.INT8, "v", 63, 4)
            .node("MatMulInteger", "mm: h8 v hz -> m32")
            .node("Cast", "f2: m32 -> mf", whole("to", 1))
            .node("Mul", "scaled2: mf hs -> y")
            .output("y");
    return new OnnxCase("dynamically quantized", net, 1, 189 + 252, 189 * 9, 252);
  }

  private static OnnxCase sparseWeights() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 10)
            .sparse("w", 10, 20)
            .node("MatMul", "m: x w -> y")
            .output("y");
    return new OnnxCase("sparse weights", net, 1, 200, 200);
  }

  private static OnnxCase namesOfAllKinds() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 2)
            .weight("w", 2, 2)
            .node("MatMul", ": x w -> a")
            .node("MatMul", "層/1: a w -> b")
            .node("MatMul", "層/1: b w -> c")
            .node("MatMul", "/model/../up: c w -> d")
            .node("MatMul", "\"quoted\"\\: d w -> e")
            .node("MatMul", "A: e w -> f")
            .node("MatMul", "a: f w -> g")
            .node("MatMul", "-: g w -> y")
            .output("y");
    return new OnnxCase("names of all kinds", net, 1, 32, 4, 4, 4, 4, 4, 4, 4, 4);
  }

  /** Split of 10 into 2, 3 and 5: three products of 4 columns. */
  private static OnnxCase unequalParts() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6)
            .weight("w", 6, 10)
            .node("MatMul", "m: x w -> h")
            .constants("sizes", 2, 3, 5)
            .node("Split", "split: h sizes -> a b c", whole("axis", -1))
            .weight("wa", 2, 4)
            .weight("wb", 3, 4)
            .weight("wc", 5, 4)
            .node("MatMul", "ma: a wa -> ya")
            .node("MatMul", "mb: b wb -> yb")
            .node("MatMul", "mc: c wc -> yc")
            .node("Sum", "sum: ya yb yc -> y")
            .output("y");
    return new OnnxCase("unequal parts", net, 1, 100, 60, 8, 12, 20);
  }

  /** A cache without entries, before the new ones: 3 keys, seen by 3 queries. */
  private static OnnxCase emptyParts() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 4)
            .weight("w", 4, 4)
            .node("MatMul", "k: x w -> new")
            .constants("none", 1, 0, 4)
            .node("ConstantOfShape", "zeros: none -> past")
            .node("Concat", "all: past new -> keys", whole("axis", 1))
            .node("Transpose", "t: keys -> kt", ints("perm", 0, 2, 1))
            .node("MatMul", "scores: x kt -> y")
            .output("y");
    return new OnnxCase("parts without elements", net, 1, 16, 48, 36);
  }

  /** Both branches read tensors and weights of the graph around; the condition is false. */
  private static OnnxCase capturedByABranch() {
    OnnxFile then = new OnnxFile().node("MatMul", "t: h w -> r").output("r");
    OnnxFile other =
        new OnnxFile()
            .weight("own", 6, 2)
            .node("MatMul", "e: h own -> r")
            .node("MatMul", "e2: r w2 -> r2")
            .output("r2");
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6)
            .weight("w", 6, 6)
            .weight("w2", 2, 9)
            .bool("no", false)
            .node("MatMul", "first: x w -> h")
            .node("If", "if: no -> y", graph("then_branch", then), graph("else_branch", other))
            .output("y");
    return new OnnxCase("captured by a branch", net, 1, 36 + 12 + 18, 36, 12, 18);
  }

  /** The table of an embedding, turned, is the weights of the head. */
  private static OnnxCase embeddingTiedToTheHead() {
    OnnxFile net =
        new OnnxFile()
            .inputOf(OnnxFile.INT64, "ids", 1, 5)
            .weight("table", 100, 8)
            .node("Gather", "e: table ids -> x")
            .node("Transpose", "t: table -> head", ints("perm", 1, 0))
            .node("MatMul", "m: x head -> y")
            .output("y");
    return new OnnxCase("tied embedding", net, 1, 800, 5 * 800);
  }

  /** Scale by the root of a size that the graph computes; 2 heads of 3 terms, 4 tokens. */
  private static OnnxCase scaledAttention() {
    OnnxFile net =
        new OnnxFile()
            .input("q", 1, 2, 4, 3)
            .input("k", 1, 2, 4, 3)
            .node("Shape", "s: q -> shape")
            .constants("m1", -1)
            .constants("max", Long.MAX_VALUE)
            .node("Slice", "last: shape m1 max -> d")
            .node("Cast", "f: d -> df", whole("to", 1))
            .node("Sqrt", "r: df -> root")
            .node("Sqrt", "r2: root -> rr")
            .node("Div", "qs: q rr -> q2")
            .node("Transpose", "t: k -> kt", ints("perm", 0, 1, 3, 2))
            .node("Div", "ks: kt rr -> k2")
            .node("MatMul", "mm: q2 k2 -> y")
            .output("y");
    return new OnnxCase("scaled attention", net, 1, 0, 2 * 4 * 4 * 3);
  }
}
