package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.graph;
import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.reference;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.fixtures.OnnxFile;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of ONNX files made here; every number is worked out by hand from the definitions. */
class OnnxImporterTest {
  @TempDir Path folder;

  private ImportedModel read(OnnxFile file, ImportOptions options) {
    return OnnxReadBack.read(file, folder, options);
  }

  private ImportedModel read(OnnxFile file) {
    return read(file, ImportOptions.NONE);
  }

  private AbstractThrowableAssert<?, ?> refusal(OnnxFile file) {
    return assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class);
  }

  private static ImportOptions dims(Map<String, Long> dims) {
    return new ImportOptions(dims, Map.of(), Set.of());
  }

  @Test
  void aConvolutionKeepsItsStridesPadsAndDilations() {
    ImportedModel model =
        read(
            new OnnxFile()
                .input("x", 1, 3, 20, 30)
                .weight("w", 8, 3, 3, 5)
                .node(
                    "Conv",
                    "c: x w -> y",
                    ints("strides", 1, 2),
                    ints("pads", 0, 1, 2, 3),
                    ints("dilations", 2, 1))
                .output("y"));
    LayerShape shape = model.model().layer(0).shape();
    assertThat(shape)
        .isEqualTo(
            new LayerShape(
                LayerKind.CONV,
                8,
                3,
                new Axis(20, 3, 1, 0, 2, 2, 0),
                new Axis(30, 5, 2, 1, 3, 1, 0),
                1,
                1));
    // Rows: 20 + 2 - 5 + 1 = 18; columns: (30 + 4 - 5) / 2 + 1 = 15.
    assertThat(shape.outputY()).isEqualTo(18);
    assertThat(shape.outputX()).isEqualTo(15);
    assertThat(model.model().macs()).isEqualTo(8L * 3 * 3 * 5 * 18 * 15);
    assertThat(model.bitsPerElement()).isEqualTo(32);
  }

  @Test
  void automaticPaddingPutsTheOddRowWhereItSays() {
    for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      Axis rows =
          read(new OnnxFile()
                  .input("x", 1, 1, 7, 8)
                  .weight("w", 1, 1, 2, 3)
                  .node("Conv", "c: x w -> y", word("auto_pad", mode)))
              .model()
              .layer(0)
              .shape()
              .rows();
      assertThat(List.of(rows.before(), rows.after()))
          .as(mode)
          .isEqualTo(
              switch (mode) {
                case "SAME_UPPER" -> List.of(0L, 1L);
                case "SAME_LOWER" -> List.of(1L, 0L);
                default -> List.of(0L, 0L);
              });
    }
  }

  @Test
  void groupsDepthsAndOneOrThreeAxes() {
    ImportedModel model =
        read(
            new OnnxFile()
                .input("x", 1, 8, 10)
                .weight("d", 8, 1, 3)
                .node("Conv", "depthwise: x d -> a", whole("group", 8), ints("pads", 1, 1))
                .weight("g", 4, 4, 1)
                .node("Conv", "grouped: a g -> b", whole("group", 2))
                .input("v", 1, 2, 4, 5, 6)
                .weight("k", 3, 2, 2, 2, 2)
                .node("Conv", "volume: v k -> y"));
    Model net = model.model();
    assertThat(net.layer(0).shape().kind()).isEqualTo(LayerKind.DEPTHWISE);
    assertThat(net.layer(0).macs()).isEqualTo(8L * 3 * 10);
    assertThat(net.layer(1).shape().groups()).isEqualTo(2);
    assertThat(net.layer(1).macs()).isEqualTo(4L * 4 * 10);
    assertThat(net.layer(1).producers()).containsExactly(0);
    // 3 x 4 x 5 places, 2 x 2 x 2 x 2 terms, 3 channels.
    assertThat(net.layer(2).macs()).isEqualTo(60L * 16 * 3);
    assertThat(net.layer(2).weightElements()).isEqualTo(48);
    assertThat(net.layer(2).outputElements()).isEqualTo(180);
    assertThat(net.layer(2).modelInputElements()).isEqualTo(2L * 4 * 5 * 6);
  }

  @Test
  void transposedConvolutionsCountTheirInputs() {
    Model net =
        read(new OnnxFile()
                .input("x", 1, 4, 5, 6)
                .weight("w", 4, 3, 3, 3)
                .node(
                    "ConvTranspose",
                    "up: x w -> y",
                    whole("group", 2),
                    ints("strides", 2, 2),
                    ints("pads", 1, 1, 1, 1),
                    ints("output_padding", 1, 0)))
            .model();
    LayerShape shape = net.layer(0).shape();
    assertThat(shape.outputY()).isEqualTo(4 * 2 + 3 - 2 + 1);
    assertThat(shape.outputX()).isEqualTo(5 * 2 + 3 - 2);
    assertThat(net.layer(0).weightElements()).isEqualTo(4L * 3 * 9);
    assertThat(net.layer(0).macs()).isEqualTo(4L * 3 * 9 * 5 * 6);
  }

  @Test
  void aResidualIsAddedByTheLaterLayerAndAGateMultiplies() {
    ImportedModel model =
        read(
            new OnnxFile()
                .input("x", 1, 4, 8, 8)
                .weight("w", 4, 4, 1, 1)
                .node("Conv", "stem: x w -> s")
                .node("Relu", "r: s -> sr")
                .node("Conv", "body: sr w -> b")
                .node("GlobalAveragePool", "p: b -> bp")
                .node("Conv", "squeeze: bp w -> q")
                .node("Sigmoid", "g: q -> qg")
                .node("Mul", "scale: b qg -> m")
                .node("Conv", "project: m w -> t")
                .node("Add", "sum: t sr -> u")
                .node("Conv", "head: u w -> y"));
    Model net = model.model();
    assertThat(net.layers()).hasSize(5);
    assertThat(model.links().get(3).inputs()).containsExactly(1);
    assertThat(model.links().get(3).gates()).containsExactly(2);
    assertThat(model.links().get(3).added()).containsExactly(0);
    assertThat(model.links().get(4).inputs()).containsExactly(3);
    assertThat(model.links().get(2).pool()).isEqualTo("GlobalAveragePool");
  }

  @Test
  void aSumWhoseTermsAreReadElsewhereIsALayer() {
    ImportedModel model =
        read(
            new OnnxFile()
                .input("x", 1, 4, 8, 8)
                .weight("w", 4, 4, 1, 1)
                .node("Conv", "a: x w -> s")
                .node("Conv", "b: s w -> t")
                .node("Add", "sum: s t -> u")
                .node("Concat", "c: t u -> v", whole("axis", 1))
                .weight("h", 2, 8, 1, 1)
                .node("Conv", "head: v h -> y"));
    Model net = model.model();
    assertThat(net.layer(2).shape())
        .isEqualTo(new LayerShape(LayerKind.ADD, 4, 4, 1, 1, 8, 8, 1, 1, 0, 0, 1, 1));
    assertThat(net.layer(2).macs()).isZero();
    assertThat(net.layer(2).producers()).containsExactly(0, 1);
    assertThat(net.layer(3).producers()).containsExactly(1, 2);
  }

  @Test
  void shapesAreComputedByTheGraphItself() {
    Model net =
        read(
                new OnnxFile()
                    .input("x", "batch", "seq", 12)
                    .weight("w", 12, 12)
                    .node("MatMul", "q: x w -> q")
                    .node("Shape", "shape: x -> s")
                    .scalar("zero", 0)
                    .scalar("one", 1)
                    .node("Gather", "g0: s zero -> b")
                    .node("Gather", "g1: s one -> t")
                    .constants("ax", 0)
                    .node("Unsqueeze", "u0: b ax -> b1")
                    .node("Unsqueeze", "u1: t ax -> t1")
                    .constants("heads", 3, -1)
                    .node("Concat", "cat: b1 t1 heads -> to", whole("axis", 0))
                    .node("Reshape", "split: q to -> r")
                    .node("Transpose", "turn: r -> h", ints("perm", 0, 2, 1, 3))
                    .node("Transpose", "flip: h -> ht", ints("perm", 0, 1, 3, 2))
                    .node("MatMul", "scores: h ht -> y"),
                dims(Map.of("batch", 2L, "seq", 5L)))
            .model();
    assertThat(net.layer(0).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 5, 12, 12, 1));
    assertThat(net.layer(1).shape()).isEqualTo(LayerShape.product(LayerKind.MATMUL, 5, 5, 4, 3));
  }

  @Test
  void symbolsWithoutASizeAreAskedForTogether() {
    OnnxFile file =
        new OnnxFile()
            .input("x", "batch", "seq", 4)
            .weight("w", 4, 4)
            .node("MatMul", "m: x w -> y");
    refusal(file)
        .hasMessageContaining("input x has sizes without a number: batch, seq")
        .hasMessageContaining("--dim batch=...,seq=...");
    assertThatThrownBy(() -> read(file, dims(Map.of("batch", 0L, "seq", 1L))))
        .hasMessageContaining("--dim batch (0) is not a size");
    assertThat(read(file, dims(Map.of("batch", 1L, "seq", 2L, "other", 3L))).notes())
        .containsExactly("--dim other was given, but no input has such a size");
    assertThat(read(file, dims(Map.of("batch", 3L, "seq", 2L))).batch()).isEqualTo(3);
  }

  @Test
  void shapesThatTheFileLacksCanBeGiven() {
    OnnxFile file =
        new OnnxFile().shapeless("x").weight("w", 2, 3, 1, 1).node("Conv", "c: x w -> y");
    refusal(file).hasMessageContaining("input x has no shape");
    ImportOptions given =
        new ImportOptions(Map.of(), Map.of("x", List.of(1L, 3L, 4L, 4L)), Set.of());
    assertThat(read(file, given).model().macs()).isEqualTo(6L * 16);
    refusal(
            new OnnxFile()
                .input("image", -1, 3, 4, 4)
                .weight("w", 2, 3, 1, 1)
                .node("Conv", "c: image w -> y"))
        .hasMessageContaining("input image (-1) has a dimension 0 that is no size")
        .hasMessageContaining("--shape image=1x3x4x4");
  }

  @Test
  void weightsBehindCastAndDequantizeLinearKeepTheirStoredSize() {
    Model net =
        read(new OnnxFile()
                .input("x", 1, 16)
                .weightOf(OnnxFile.INT8, "w", 8, 16)
                .reals("scale", 0.5f)
                .node("DequantizeLinear", "dq: w scale -> wd")
                .node("Transpose", "t: wd -> wt")
                .node("MatMul", "m: x wt -> h")
                .weightOf(OnnxFile.FLOAT16, "v", 8, 4)
                .node("Cast", "up: v -> vf", whole("to", OnnxFile.FLOAT))
                .node("MatMul", "n: h vf -> y"))
            .model();
    assertThat(net.layer(0).weightBits()).isEqualTo(8);
    assertThat(net.layer(1).weightBits()).isEqualTo(16);
    ScenarioModel model = new ScenarioModel("net", net, 1, 32);
    assertThat(model.weightBytes(0)).isEqualTo(128);
    assertThat(model.weightBytes(1)).isEqualTo(64);
    assertThat(model.outputBytes(1)).isEqualTo(16);
  }

  @Test
  void inputsWithoutValuesAreWeightsWhereOperatorsTakeThem() {
    OnnxFile file =
        new OnnxFile()
            .input("left", 4, 6)
            .input("right", 6, 5)
            .node("MatMul", "p: left right -> y");
    ImportedModel judged = read(file);
    assertThat(judged.model().weightElements()).isEqualTo(30);
    assertThat(judged.notes()).anyMatch(note -> note.contains("taken for weights: right"));
    ImportOptions both = new ImportOptions(Map.of(), Map.of(), Set.of("left", "right"));
    assertThat(read(file, both).model().weightElements()).isZero();
    ImportOptions wrong = new ImportOptions(Map.of(), Map.of(), Set.of("middle"));
    assertThatThrownBy(() -> read(file, wrong)).hasMessageContaining("(middle) is not an input");
  }

  @Test
  void productsAreBroadcast() {
    Model net =
        read(new OnnxFile()
                .input("a", 2, 3, 4, 5)
                .input("d", 3, 5, 6)
                .weight("w", 3, 5, 7)
                .node("MatMul", "free: a d -> y1")
                .node("MatMul", "each: a w -> y2")
                .weight("v", 5)
                .node("MatMul", "vector: a v -> y3")
                .weight("l", 9, 4)
                .node("MatMul", "left: l a -> y4"))
            .model();
    assertThat(net.layer(0).shape()).isEqualTo(LayerShape.product(LayerKind.MATMUL, 4, 6, 5, 3));
    assertThat(net.layer(1).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 4, 7, 5, 3));
    assertThat(net.layer(1).weightElements()).isEqualTo(105);
    assertThat(net.layer(2).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 12, 1, 5, 1));
    assertThat(net.layer(3).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 15, 9, 4, 1));
  }

  @Test
  void nodesInAnyOrderAndFunctionsAndBranches() {
    OnnxFile then = new OnnxFile().node("Relu", "r: h -> a").output("a");
    OnnxFile otherwise = new OnnxFile().node("MatMul", "never: h w -> a").output("a");
    Model net =
        read(new OnnxFile()
                .node("MatMul", "last: c w -> y")
                .node(
                    "If",
                    "choice: yes -> c",
                    graph("then_branch", then),
                    graph("else_branch", otherwise))
                .node("Equal", "same: one one -> yes")
                .node("local.Block", "call: x w -> h", whole("t", 1))
                .scalar("one", 1)
                .weight("w", 4, 4)
                .input("x", 3, 4)
                .function(
                    "Block",
                    List.of("X", "W"),
                    List.of("Y"),
                    body -> {
                      body.node("Gemm", "fc: X W -> inner", reference("transB", "t"));
                      body.node("Gemm", "fc: inner W -> Y", reference("transB", "t"));
                    }))
            .model();
    assertThat(net.layers().stream().map(Layer::name))
        .containsExactly("call/fc", "call/fc_2", "last");
    assertThat(net.layer(2).producers()).containsExactly(1);
  }

  @Test
  void whatCannotBeKnownIsRefusedByName() {
    OnnxFile body =
        new OnnxFile()
            .shapeless("i")
            .shapeless("c")
            .shapeless("h")
            .node("Relu", "r: h -> a")
            .node("ReduceMax", "m: a -> on")
            .output("on")
            .output("a");
    refusal(
            new OnnxFile()
                .input("x", 3, 4)
                .node("Loop", "decoder: _ _ x -> y", graph("body", body)))
        .hasMessageContaining("node decoder (Loop) is control flow");
    refusal(
            new OnnxFile()
                .inputOf(OnnxFile.BOOL, "flag", 1)
                .input("x", 3, 4)
                .node("If", "choice: flag -> y", graph("then_branch", body)))
        .hasMessageContaining("node choice (If)")
        .hasMessageContaining("flag");
    refusal(
            new OnnxFile()
                .input("x", 3, 4)
                .weight("w", 4, 4)
                .node("com.acme.Dense", "dense: x w -> y"))
        .hasMessageContaining("node dense (com.acme.Dense) is operator Dense of domain com.acme");
    ImportedModel passed =
        read(
            new OnnxFile()
                .input("x", 3, 4)
                .weight("w", 4, 4)
                .node("MatMul", "m: x w -> a")
                .node("com.acme.Smooth", "act: a -> b")
                .says("b", 3, 4)
                .node("MatMul", "n: b w -> y"));
    assertThat(passed.model().layer(1).producers()).containsExactly(0);
    assertThat(passed.notes())
        .anyMatch(n -> n.contains("node act: operator Smooth of domain com.acme"));
  }

  @Test
  void wrongGraphsAreRefused() {
    refusal(new OnnxFile().input("x", 1)).hasMessageContaining("is empty");
    refusal(
            new OnnxFile()
                .input("x", 3, 4)
                .node("Add", "a: x d -> b")
                .node("Relu", "c: b -> d")
                .node("Relu", "behind: d -> y"))
        .hasMessageContaining("has a cycle, each node reading the next: a <- c <- a");
    refusal(
            new OnnxFile()
                .input("x", 3, 4)
                .node("Relu", "left: x -> f")
                .node("Tanh", "right: x -> f"))
        .hasMessageContaining("tensor f is made twice: by node left and by node right");
    refusal(new OnnxFile().input("x", 3, 4).node("Relu", "r: z -> y"))
        .hasMessageContaining("node r reads tensor z");
    refusal(new OnnxFile().input("x", 3, 4).weight("w", 5, 4).node("MatMul", "m: x w -> y"))
        .hasMessageContaining("node m (MatMul) multiplies [3, 4] by [5, 4]");
    refusal(new OnnxFile().input("x", 3, 4).node("Relu", "r: x -> y"))
        .hasMessageContaining("no convolution and no product");
    refusal(new OnnxFile().input("x", 1L << 40, 4).node("Relu", "r: x -> y"))
        .hasMessageContaining("input x (1099511627776)")
        .hasMessageContaining("2147483647");
  }

  @Test
  void sizesBeyondAllBoundsAreRefused() {
    refusal(
            new OnnxFile()
                .input("x", 1, 1 << 30, 1 << 30)
                .weight("w", 1 << 30, 1 << 30)
                .node("MatMul", "m: x w -> y"))
        .hasMessageContaining("has sizes beyond 2^63");
  }

  @Test
  void recurrentLayersAttentionAndEinsum() {
    Model net =
        read(new OnnxFile()
                .input("x", 10, 1, 8)
                .weight("w", 2, 24, 8)
                .weight("r", 2, 24, 6)
                .node("LSTM", "lstm: x w r -> h", word("direction", "bidirectional")))
            .model();
    assertThat(net.macs()).isEqualTo(2L * 10 * 24 * (8 + 6));
    assertThat(net.weightElements()).isEqualTo(2L * 24 * (8 + 6));
    Model attention =
        read(new OnnxFile()
                .input("x", 1, 12, 32)
                .weight("w", 32, 96)
                .weight("b", 96)
                .node("com.microsoft.Attention", "attn: x w b -> y", whole("num_heads", 4)))
            .model();
    assertThat(attention.macs()).isEqualTo(12L * 96 * 32 + 2L * 4 * 12 * 12 * 8);
    assertThat(attention.layer(2).producers()).containsExactly(0, 1);
    Model sums =
        read(new OnnxFile()
                .input("q", 1, 6, 2, 4)
                .input("k", 1, 6, 2, 4)
                .node("Einsum", "scores: q k -> s", word("equation", "bshd,bthd->bhst"))
                .weight("v", 2, 4, 8)
                .node("Einsum", "out: q v -> y", word("equation", "bshd,hde->bse")))
            .model();
    assertThat(sums.layer(0).shape()).isEqualTo(LayerShape.product(LayerKind.MATMUL, 6, 6, 4, 2));
    assertThat(sums.layer(1).shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 6, 8, 8, 1));
  }

  @Test
  void namesAreLegalUniqueAndFindable() {
    ImportedModel model =
        read(
            new OnnxFile()
                .input("x", 1, 4)
                .weight("w", 4, 4)
                .node("MatMul", ": x w -> 卷积")
                .node("MatMul", "m: 卷积 w -> b")
                .node("MatMul", "m: b w -> y"));
    assertThat(model.model().layers().stream().map(Layer::name))
        .containsExactly("layer", "m", "m_2");
    assertThat(model.links().get(0).note()).isEqualTo("called \"卷积\" in the file");
  }

  /** ResNet-50 as torchvision defines it: 4 089 184 256 MACs, 25 502 912 weights. */
  @Test
  void resnet50HasThePublishedSize() {
    OnnxFile net = new OnnxFile().input("input", 1, 3, 224, 224);
    conv(net, "stem", "input", 3, 64, 7, 2);
    net.node(
        "MaxPool",
        "pool: stem -> p",
        ints("kernel_shape", 3, 3),
        ints("strides", 2, 2),
        ints("pads", 1, 1, 1, 1));
    String at = "p";
    int channels = 64;
    int[] blocks = {3, 4, 6, 3};
    for (int stage = 0; stage < 4; stage++) {
      for (int b = 0; b < blocks[stage]; b++) {
        String id = "s" + stage + "b" + b;
        int width = 64 << stage;
        int stride = b == 0 && stage > 0 ? 2 : 1;
        conv(net, id + "c1", at, channels, width, 1, 1);
        conv(net, id + "c2", id + "c1", width, width, 3, stride);
        conv(net, id + "c3", id + "c2", width, 4 * width, 1, 1);
        if (b == 0) {
          conv(net, id + "down", at, channels, 4 * width, 1, stride);
        }
        net.node(
            "Add", id + "add: " + id + "c3 " + (b == 0 ? id + "down" : at) + " -> " + id + "sum");
        net.node("Relu", id + "relu: " + id + "sum -> " + id);
        at = id;
        channels = 4 * width;
      }
    }
    net.node("GlobalAveragePool", "gap: " + at + " -> g").node("Flatten", "flat: g -> f");
    net.weight("fc.w", 1000, 2048).node("Gemm", "fc: f fc.w -> y", whole("transB", 1));
    ImportedModel model = read(net);
    assertThat(model.model().macs()).isEqualTo(4_089_184_256L);
    assertThat(model.model().weightElements()).isEqualTo(25_502_912);
    assertThat(model.model().layers()).hasSize(54);
    assertThat(model.links().stream().filter(link -> !link.added().isEmpty())).hasSize(16);
  }

  private static void conv(
      OnnxFile net, String name, String from, int in, int out, int kernel, int stride) {
    int pad = kernel / 2;
    net.weight(name + ".w", out, in, kernel, kernel)
        .node(
            "Conv",
            name + ": " + from + " " + name + ".w -> " + name,
            ints("strides", stride, stride),
            ints("pads", pad, pad, pad, pad));
  }
}
