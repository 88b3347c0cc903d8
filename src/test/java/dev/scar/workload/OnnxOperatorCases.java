package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.graph;
import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;

import dev.scar.fixtures.OnnxFile;
import java.util.List;

/** Corners of the operators' own definitions. */
final class OnnxOperatorCases {
  private OnnxOperatorCases() {}

  static List<OnnxCase> all() {
    return List.of(
        attentionOfTheFormat(),
        attentionWithAPast(),
        groupedAttention(),
        sums(),
        sumsOfOneOperand(),
        productsOfOneAxis(),
        weightsOnTheLeft(),
        weightsOfSeveralMatrices(),
        transposedThatAsksForItsPads(),
        transposedOfOneAxis(),
        transposedOfThreeAxes(),
        dilatedAndUneven(),
        separableOfThreeAxes(),
        kernelsOfData(),
        deformed(),
        samplesFirst(),
        bothDirections(),
        lastStates(),
        scanOfARecurrence(),
        loopOfRefinement(),
        rangeAndExpand(),
        gatherOfShapes(),
        tiles(),
        spaceToDepth(),
        noiseIsNoWeight(),
        regions());
  }

  /** 2 samples, 3 heads of 4, 5 queries, 7 keys, values of 6. */
  private static OnnxCase attentionOfTheFormat() {
    OnnxFile net =
        new OnnxFile()
            .version(11, 23)
            .input("q", 2, 3, 5, 4)
            .input("k", 2, 3, 7, 4)
            .input("v", 2, 3, 7, 6)
            .node("Attention", "a: q k v -> y")
            .output("y");
    return new OnnxCase("attention of the format", net, 2, 0, 3 * 35 * 4, 3 * 35 * 6);
  }

  /** Three axes, 2 heads of 4 queries, keys and values 1 after 9. */
  private static OnnxCase attentionWithAPast() {
    OnnxFile net =
        new OnnxFile()
            .version(11, 23)
            .input("x", 1, 1, 8)
            .weight("w", 8, 8)
            .node("MatMul", "q: x w -> q")
            .node("MatMul", "k: x w -> k")
            .node("MatMul", "v: x w -> v")
            .input("pk", 1, 2, 9, 4)
            .input("pv", 1, 2, 9, 4)
            .node(
                "Attention",
                "a: q k v _ pk pv -> y nk nv",
                whole("q_num_heads", 2),
                whole("kv_num_heads", 2),
                whole("is_causal", 1))
            .output("y")
            .output("nk")
            .output("nv");
    return new OnnxCase("attention with a past", net, 1, 192, 64, 64, 64, 2 * 10 * 4, 2 * 10 * 4);
  }

  /** 6 heads of queries share 2 of keys: every head of queries has its products. */
  private static OnnxCase groupedAttention() {
    OnnxFile net =
        new OnnxFile()
            .version(11, 23)
            .input("q", 1, 4, 24)
            .input("k", 1, 5, 8)
            .input("v", 1, 5, 8)
            .node("Attention", "a: q k v -> y", whole("q_num_heads", 6), whole("kv_num_heads", 2))
            .weight("w", 24, 3)
            .node("MatMul", "o: y w -> z")
            .output("z");
    return new OnnxCase("grouped attention", net, 1, 72, 6 * 20 * 4, 6 * 20 * 4, 4 * 72);
  }

  /** An ellipsis; a sum without a result side, by alphabet; a product of elements is free. */
  private static OnnxCase sums() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 4, 5)
            .weight("w", 5, 6)
            .node("Einsum", "a: x w -> h", word("equation", "...d,de->...e"))
            .input("y", 1, 3, 6, 7)
            .node("Einsum", "b: h y -> s", word("equation", "bhij, bhjk -> bhik"))
            .node("Einsum", "c: s s -> z", word("equation", "bhik,bhik->bhik"))
            .weight("m", 3, 7, 2)
            .node("Einsum", "d: z m -> last", word("equation", "bhik,hke->bie"))
            .output("last");
    return new OnnxCase("sums", net, 1, 30 + 42, 12 * 30, 3 * 4 * 7 * 6, 4 * 42);
  }

  /** A trace and a transpose have no products. */
  private static OnnxCase sumsOfOneOperand() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 5, 4)
            .node("Einsum", "t: x -> xt", word("equation", "bij->bji"))
            .weight("w", 5, 2)
            .node("MatMul", "m: xt w -> y")
            .node("Einsum", "s: y -> z", word("equation", "bij->b"))
            .output("z");
    return new OnnxCase("sums of one operand", net, 1, 10, 40);
  }

  /** A row by weights, weights by a column, a row by a column of data. */
  private static OnnxCase productsOfOneAxis() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 5)
            .weight("w", 5, 4)
            .node("MatMul", "a: x w -> h")
            .weight("v", 3, 4)
            .node("MatMul", "b: v h -> g")
            .weight("u", 3)
            .node("MatMul", "c: g u -> y")
            .node("MatMul", "d: h h -> z")
            .output("y")
            .output("z");
    return new OnnxCase("products of one axis", net, 1, 20 + 12 + 3, 20, 12, 3, 4);
  }

  /** W · X: 6·5 weights, 4 columns of data, for each of 2 samples. */
  private static OnnxCase weightsOnTheLeft() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 5, 4)
            .weight("w", 6, 5)
            .node("MatMul", "a: w x -> y")
            .output("y");
    return new OnnxCase("weights on the left", net, 2, 30, 120);
  }

  /** [2, 1, 3, 4] by [5, 4, 6]: 5 matrices of 4·6, 2·3 rows each. */
  private static OnnxCase weightsOfSeveralMatrices() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 1, 3, 4)
            .weight("w", 5, 4, 6)
            .node("MatMul", "a: x w -> y")
            .output("y");
    return new OnnxCase("weights of several matrices", net, 2, 120, 5 * 3 * 24);
  }

  /**
   * From 3 columns by 2, kernel 4 in 8 columns: 2·2+4 − 8 = 0 pads; rows 5 of SAME_LOWER 6: 4+4−6 =
   * 2.
   */
  private static OnnxCase transposedThatAsksForItsPads() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 2, 3, 3)
            .weight("w", 2, 3, 4, 4)
            .node("ConvTranspose", "a: x w -> y", ints("strides", 2, 2), ints("output_shape", 8, 8))
            .node(
                "ConvTranspose",
                "b: x w -> z",
                ints("strides", 2, 2),
                word("auto_pad", "SAME_LOWER"))
            .weight("u", 1, 3, 8, 8)
            .node("Conv", "c: y u -> one")
            .weight("t", 1, 3, 6, 6)
            .node("Conv", "d: z t -> other")
            .output("one")
            .output("other");
    return new OnnxCase(
        "transposed that asks for its pads", net, 1, 96 + 96 + 192 + 108, 864, 864, 192, 108);
  }

  /** 10 samples of sound by 3, kernel 5, 1 more at the end: 9·3+5+1 = 33; groups of 2. */
  private static OnnxCase transposedOfOneAxis() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 4, 10)
            .weight("w", 4, 3, 5)
            .node(
                "ConvTranspose",
                "a: x w -> y",
                ints("strides", 3),
                ints("output_padding", 1),
                whole("group", 2))
            .weight("v", 2, 6, 33)
            .node("Conv", "b: y v -> z")
            .output("z");
    return new OnnxCase("transposed of one axis", net, 1, 60 + 396, 600, 396);
  }

  /** 2·3·3 of 2 channels to 4·6·6 of 5: 8 taps. */
  private static OnnxCase transposedOfThreeAxes() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 2, 2, 3, 3)
            .weight("w", 2, 5, 2, 2, 2)
            .node("ConvTranspose", "a: x w -> y", ints("strides", 2, 2, 2))
            .weight("v", 1, 5, 4, 6, 6)
            .node("Conv", "b: y v -> z")
            .output("z");
    return new OnnxCase("transposed of three axes", net, 1, 80 + 720, 80 * 18, 720);
  }

  /** 9·9, kernel 3·2, taps 2 and 3 apart, pads 1 0 2 3, strides 1 2: 8 rows, 5 columns. */
  private static OnnxCase dilatedAndUneven() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 4, 9, 9)
            .weight("w", 6, 2, 3, 2)
            .node(
                "Conv",
                "a: x w -> y",
                ints("dilations", 2, 3),
                ints("pads", 1, 0, 2, 3),
                ints("strides", 1, 2),
                whole("group", 2))
            .output("y");
    return new OnnxCase("dilated and uneven", net, 1, 72, 72 * 8 * 5);
  }

  /** A kernel for each of 4 channels of 3·5·5: 27 taps on as many outputs. */
  private static OnnxCase separableOfThreeAxes() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 4, 3, 5, 5)
            .weight("w", 4, 1, 3, 3, 3)
            .node("Conv", "a: x w -> h", ints("pads", 1, 1, 1, 1, 1, 1), whole("group", 4))
            .weight("v", 6, 4, 1, 1, 1)
            .node("Conv", "b: h v -> y", word("auto_pad", "VALID"))
            .output("y");
    return new OnnxCase("separable of three axes", net, 2, 108 + 24, 108 * 75, 24 * 75);
  }

  /** Kernels that the network makes of its input, as hypernetworks do: 8 to 3·2·9. */
  private static OnnxCase kernelsOfData() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 2, 6, 6)
            .input("style", 1, 8)
            .weight("w", 8, 54)
            .node("MatMul", "k: style w -> k0")
            .constants("shape", 3, 2, 3, 3)
            .node("Reshape", "r: k0 shape -> kernel")
            .node("Conv", "c: x kernel -> y")
            .output("y");
    return new OnnxCase("kernels of data", net, 1, 432 + 54, 432, 54 * 16);
  }

  /** 18 offsets of 3·3 kernels, found by a convolution; 5·4·9 taps on 5·5. */
  private static OnnxCase deformed() {
    OnnxFile net =
        new OnnxFile()
            .version(9, 19)
            .input("x", 1, 4, 5, 5)
            .weight("o", 18, 4, 3, 3)
            .node("Conv", "offsets: x o -> off", ints("pads", 1, 1, 1, 1))
            .weight("w", 5, 4, 3, 3)
            .node("DeformConv", "d: x w off -> y", ints("pads", 1, 1, 1, 1))
            .output("y");
    return new OnnxCase("deformed", net, 1, 648 + 180, 648 * 25, 180 * 25);
  }

  /** layout = 1: 3 samples of 6 steps, 4 inputs, 5 of state; 3 gates. The output is 5 wide. */
  private static OnnxCase samplesFirst() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 3, 6, 4)
            .weight("w", 1, 15, 4)
            .weight("r", 1, 15, 5)
            .weight("b", 1, 30)
            .inputOf(6, "lens", 3)
            .node("GRU", "g: x w r b lens -> y last", whole("layout", 1), whole("hidden_size", 5))
            .constants("axis", 2)
            .node("Squeeze", "s: y axis -> h")
            .weight("v", 5, 2)
            .node("MatMul", "m: h v -> z")
            .output("z");
    return new OnnxCase("samples first", net, 3, 60 + 75 + 10, 6 * 60, 6 * 75, 6 * 10);
  }

  /** Two directions of 4 steps: 3·8 and 2·8 weights each; outputs of both, 4 wide, to 5. */
  private static OnnxCase bothDirections() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 4, 1, 3)
            .weight("w", 2, 8, 3)
            .weight("r", 2, 8, 2)
            .weight("b", 2, 16)
            .node("LSTM", "l: x w r b -> y h c", word("direction", "bidirectional"))
            .node("Transpose", "t: y -> t", ints("perm", 0, 2, 1, 3))
            .constants("shape", 0, 0, -1)
            .node("Reshape", "f: t shape -> f")
            .weight("v", 4, 5)
            .node("MatMul", "m: f v -> z")
            .output("z");
    return new OnnxCase("both directions", net, 1, 48 + 32 + 20, 4 * 48, 4 * 32, 4 * 20);
  }

  /** A plain RNN of 2 samples, 5 steps; its last state goes to a product of 4·3. */
  private static OnnxCase lastStates() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 5, 2, 6)
            .weight("w", 1, 4, 6)
            .weight("r", 1, 4, 4)
            .node("RNN", "r: x w r -> _ last")
            .constants("axis", 0)
            .node("Squeeze", "s: last axis -> h")
            .weight("v", 4, 3)
            .node("MatMul", "m: h v -> z")
            .output("z");
    return new OnnxCase("last states", net, 2, 24 + 16 + 12, 5 * 24, 5 * 16, 12);
  }

  /** A recurrence over 3 steps, written as a Scan: each step 4·4, carried and stacked. */
  private static OnnxCase scanOfARecurrence() {
    OnnxFile body =
        new OnnxFile()
            .shapeless("h")
            .shapeless("x")
            .node("MatMul", "m: h w -> a")
            .node("Add", "s: a x -> b")
            .node("Identity", "i: b -> c")
            .output("b")
            .output("c");
    OnnxFile net =
        new OnnxFile()
            .input("xs", 3, 1, 4)
            .weight("w", 4, 4)
            .weight("start", 1, 4)
            .weight("v", 4, 2)
            .node("MatMul", "first: start v -> unused")
            .node(
                "Scan",
                "scan: start xs -> last all",
                whole("num_scan_inputs", 1),
                graph("body", body))
            .node("MatMul", "out: all v -> y")
            .output("y");
    // The first step multiplies two parameters, which is no layer.
    return new OnnxCase("scan of a recurrence", net, 1, 16 + 16 + 8, 16, 16, 3 * 8);
  }

  /** Four trips, each a product of 6·6 with the same weights. */
  private static OnnxCase loopOfRefinement() {
    OnnxFile body =
        new OnnxFile()
            .shapeless("i")
            .shapeless("go")
            .shapeless("h")
            .node("Identity", "c: go -> go2")
            .node("MatMul", "m: h w -> h2")
            .output("go2")
            .output("h2");
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 6)
            .weight("w", 6, 6)
            .scalar("trips", 4)
            .bool("yes", true)
            .node("Loop", "loop: trips yes x -> y", graph("body", body))
            .output("y");
    return new OnnxCase("loop of refinement", net, 1, 4 * 36, 36, 36, 36, 36);
  }

  /** Positions 0 to 6 turned into a table by a product; broadcast to 2 samples, then 4·3. */
  private static OnnxCase rangeAndExpand() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 2, 7, 4)
            .node("Shape", "s: x -> shape", whole("start", 1), whole("end", 2))
            .constants("axis", 0)
            .node("Squeeze", "q: shape axis -> n")
            .scalar("zero", 0)
            .scalar("one", 1)
            .node("Range", "r: zero n one -> at")
            .constants("column", 1)
            .node("Unsqueeze", "u: at column -> col")
            .node("Cast", "c: col -> f", whole("to", 1))
            .weight("freq", 1, 4)
            .node("MatMul", "angles: f freq -> a")
            .node("Sin", "sin: a -> pe")
            .node("Add", "sum: x pe -> h")
            .weight("w", 4, 3)
            .node("MatMul", "m: h w -> y")
            .output("y");
    return new OnnxCase("range and expand", net, 2, 12, 7 * 12);
  }

  /** New sizes from Gather with a negative index, Mul and Concat: 12·5 to 20·3. */
  private static OnnxCase gatherOfShapes() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 12, 5)
            .node("Shape", "s: x -> shape")
            .scalar("last", -1)
            .node("Gather", "g: shape last -> five")
            .scalar("four", 4)
            .node("Mul", "m: five four -> twenty")
            .constants("axis", 0)
            .node("Unsqueeze", "u: twenty axis -> t")
            .constants("one", 1)
            .constants("rest", -1)
            .node("Concat", "c: one t rest -> sizes", whole("axis", 0))
            .node("Reshape", "r: x sizes -> y")
            .weight("w", 3, 2)
            .node("MatMul", "mm: y w -> z")
            .output("z");
    return new OnnxCase("gather of shapes", net, 1, 6, 20 * 6);
  }

  /** A token for classes, repeated for each of 3 samples and put in front of 4: 5 rows of 6·2. */
  private static OnnxCase tiles() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 3, 4, 6)
            .weight("token", 1, 1, 6)
            .node("Shape", "s: x -> shape", whole("end", 1))
            .constants("ones", 1, 1)
            .node("Concat", "c: shape ones -> times", whole("axis", 0))
            .node("Tile", "t: token times -> tokens")
            .node("Concat", "front: tokens x -> h", whole("axis", 1))
            .weight("w", 6, 2)
            .node("MatMul", "m: h w -> y")
            .output("y");
    return new OnnxCase("tiles", net, 3, 12, 5 * 12);
  }

  /** 8·8 of 3 become 4·4 of 12; then 5·12; back to 8·8 of one, and 2·1·9. */
  private static OnnxCase spaceToDepth() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 8, 8)
            .node("SpaceToDepth", "s: x -> d", whole("blocksize", 2))
            .weight("w", 4, 12, 1, 1)
            .node("Conv", "a: d w -> h")
            .node("DepthToSpace", "p: h -> e", whole("blocksize", 2), word("mode", "CRD"))
            .weight("v", 2, 1, 3, 3)
            .node("Conv", "b: e v -> y", ints("pads", 1, 1, 1, 1))
            .output("y");
    return new OnnxCase("space to depth", net, 1, 48 + 18, 48 * 16, 18 * 64);
  }

  /** Noise is made by the network and is no parameter: its product has weights. */
  private static OnnxCase noiseIsNoWeight() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 4)
            .node("RandomNormalLike", "n: x -> noise")
            .weight("w", 4, 5)
            .node("MatMul", "m: noise w -> a")
            .node("RandomNormal", "r:  -> more", ints("shape", 1, 3, 4))
            .node("MatMul", "m2: more w -> b")
            .node("MatMul", "m3: x w -> c")
            .node("Sum", "s: a b c -> y")
            .output("y");
    return new OnnxCase("noise is no weight", net, 1, 60, 60, 60, 60);
  }

  /** 7 regions of 2·2 of 3 channels: 7 rows of 12·4. */
  private static OnnxCase regions() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 3, 16, 16)
            .input("boxes", 7, 4)
            .inputOf(OnnxFile.INT64, "of", 7)
            .node(
                "RoiAlign",
                "r: x boxes of -> p",
                whole("output_height", 2),
                whole("output_width", 2))
            .node("Flatten", "f: p -> h")
            .weight("w", 12, 4)
            .node("MatMul", "m: h w -> y")
            .output("y");
    return new OnnxCase("regions", net, 1, 48, 7 * 48);
  }
}
