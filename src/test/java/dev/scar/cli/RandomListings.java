package dev.scar.cli;

import dev.scar.fixtures.OnnxFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Models as other tools write them, with the totals that they say: multiply-accumulates of one
 * sample, weights, and samples.
 */
final class RandomListings {
  private final Random random;

  /** What all models of a listing add up to. */
  record Totals(long macs, long weights, long samples) {
    Totals plus(Totals other) {
      return new Totals(macs + other.macs(), weights + other.weights(), samples + other.samples());
    }
  }

  /** A file and its totals. */
  record Listing(String name, byte[] bytes, Totals totals) {}

  RandomListings(Random random) {
    this.random = random;
  }

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private String between() {
    return List.of(",", ", ", ",\t", " , ").get(random.nextInt(4));
  }

  private String end() {
    return List.of("", ",").get(random.nextInt(2));
  }

  private String named(String name) {
    return List.of(name, "\"" + name + "\"", "\"" + name + ", the one\"").get(random.nextInt(3));
  }

  /** Convolutions of SCALE-Sim, perhaps with strides of columns and a batch. */
  Listing convolutions() {
    boolean more = random.nextBoolean();
    int batch = more ? upTo(20) : 1;
    String comma = between();
    String head =
        "Layer name,IFMAP Height,IFMAP Width,Filter Height,Filter Width,Channels,Num Filter,"
            + (more ? "Stride height,Stride width,Batch Size,Remarks" : "Strides");
    StringBuilder text = new StringBuilder(head.replace(",", comma)).append(end()).append("\n");
    Totals totals = new Totals(0, 0, batch);
    for (int i = upTo(6); i > 0; i--) {
      int r = upTo(5);
      int s = upTo(5);
      int y = r + random.nextInt(30);
      int x = s + random.nextInt(30);
      int c = upTo(40);
      int k = upTo(40);
      int down = upTo(3);
      int right = more ? upTo(3) : down;
      List<Object> row = new ArrayList<>(List.of(named("Conv" + i), y, x, r, s, c, k, down));
      if (more) {
        row.addAll(List.of(right, batch, "x"));
      }
      text.append(String.join(comma, row.stream().map(String::valueOf).toList())).append(end());
      text.append(random.nextInt(4) == 0 ? "\n\n" : "\r\n");
      long weights = (long) k * c * r * s;
      long outputs = (long) ((y - r) / down + 1) * ((x - s) / right + 1);
      totals = totals.plus(new Totals(weights * outputs, weights, 0));
    }
    return new Listing("convolutions.csv", bytes(text), totals);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Products of SCALE-Sim. */
  Listing products() {
    String comma = between();
    StringBuilder text = new StringBuilder("Layer,M,N,K".replace(",", comma)).append(end());
    Totals totals = new Totals(0, 0, 1);
    for (int i = upTo(6); i > 0; i--) {
      long m = upTo(300);
      long n = upTo(300);
      long k = upTo(300);
      text.append("\n").append(named("g" + i));
      text.append(comma).append(m).append(comma).append(n).append(comma).append(k).append(end());
      totals = totals.plus(new Totals(m * n * k, n * k, 0));
    }
    return new Listing("products.csv", bytes(text.append("\n")), totals);
  }

  /** Networks of MAESTRO and XRBench. */
  Listing networks() {
    StringBuilder text = new StringBuilder("// " + random.nextInt() + "\nConstant Len 24;\n");
    if (random.nextBoolean()) {
      text.append("Accelerator { PE { NumPEs: 256 } }\n");
    }
    Totals totals = new Totals(0, 0, 0);
    for (int i = upTo(3); i > 0; i--) {
      int frames = upTo(60);
      int batch = upTo(3);
      text.append("Network net").append(i).append(" {\n  FPS: ").append(frames).append("\n");
      if (random.nextBoolean()) {
        text.append("  Probability: 0.").append(random.nextInt(10)).append("\n");
      }
      for (int layer = upTo(5); layer > 0; layer--) {
        totals = totals.plus(layer(text, "layer" + layer, batch));
      }
      text.append("}\n");
      totals = totals.plus(new Totals(0, 0, (long) frames * batch));
    }
    return new Listing("networks.m", bytes(text), totals);
  }

  /** One layer; products say nothing of a batch, and then there are only convolutions. */
  private Totals layer(StringBuilder text, String name, int batch) {
    int k = upTo(30);
    int c = upTo(30);
    int r = upTo(4);
    int y = r + random.nextInt(20);
    int stride = upTo(2);
    int out = (y - r) / stride + 1;
    int kind = random.nextInt(batch > 1 ? 3 : 5);
    String type = List.of("CONV", "DSCONV", "TRCONV", "GEMM", "BMM").get(kind);
    String sizes =
        "N: %d, K: %d, C: %d, R: %d, S: %d, Y: %d, X: Len".formatted(batch, k, c, r, r, y);
    int wide = (24 - r) / stride + 1;
    Totals totals =
        switch (kind) {
          case 0 -> weighted((long) k * c * r * r, (long) out * wide);
          case 1 ->
              r == 1 && stride == 1
                  ? new Totals((long) c * out * wide, 0, 0)
                  : weighted((long) c * r * r, (long) out * wide);
          case 2 -> weighted((long) k * c * r * r, spread(y, r, stride) * spread(24, r, stride));
          case 3 -> weighted((long) k * c, r);
          default -> new Totals((long) k * c * r * stride, 0, 0);
        };
    if (kind == 3) {
      sizes = "M: %d, N: %d, K: %d".formatted(r, k, c);
    } else if (kind == 4) {
      sizes = "B: %d, M: %d, N: %d K: %d".formatted(stride, r, k, c);
    }
    text.append("  Layer ").append(name).append(" {").append(random.nextBoolean() ? "\n" : " ");
    text.append("Type: ").append(type).append(" ");
    text.append("Stride { X: %d, Y: %d } ".formatted(stride, stride));
    text.append("Dimensions { ").append(sizes).append(random.nextBoolean() ? " }" : "; }");
    if (random.nextInt(3) == 0) {
      text.append(" Dataflow { TemporalMap(1,1) K; SpatialMap(1,1) C; }");
    }
    text.append(" } // end\n");
    return totals;
  }

  /** Inputs that each meet the whole kernel; with stride 1 it slides over the padded outputs. */
  private static long spread(int size, int kernel, int stride) {
    return stride > 1 ? size : size - 1 + kernel - 2 * ((kernel - 1) / 2);
  }

  private static Totals weighted(long weights, long times) {
    return new Totals(weights * times, weights, 0);
  }

  /** A network of ONNX: convolutions with what lies between them, or blocks of attention. */
  Listing onnx() {
    int batch = upTo(3);
    OnnxFile file = new OnnxFile();
    Totals totals = random.nextBoolean() ? images(file, batch) : tokens(file, batch);
    return new Listing("net.onnx", file.bytes(), totals.plus(new Totals(0, 0, batch)));
  }

  private Totals images(OnnxFile file, int batch) {
    int channels = upTo(8);
    int y = 6 + upTo(20);
    int x = 6 + upTo(20);
    file.input("x", batch, channels, y, x);
    Totals totals = new Totals(0, 0, 0);
    String at = "x";
    for (int i = 0; i < upTo(5); i++) {
      int groups = random.nextInt(3) == 0 ? channels : 1;
      int k = groups * upTo(4);
      int r = upTo(3);
      int s = upTo(3);
      int stride = upTo(2);
      int dilation = upTo(2);
      int[] pads = {random.nextInt(2), random.nextInt(2), random.nextInt(3), random.nextInt(3)};
      file.weight("w" + i, k, channels / groups, r, s)
          .weight("b" + i, k)
          .node(
              "Conv",
              "conv" + i + ": " + at + " w" + i + " b" + i + " -> c" + i,
              OnnxFile.ints("strides", stride, stride),
              OnnxFile.ints("dilations", dilation, dilation),
              OnnxFile.ints("pads", pads[0], pads[1], pads[2], pads[3]),
              OnnxFile.whole("group", groups));
      y = (y + pads[0] + pads[2] - (r - 1) * dilation - 1) / stride + 1;
      x = (x + pads[1] + pads[3] - (s - 1) * dilation - 1) / stride + 1;
      totals = totals.plus(weighted((long) k * (channels / groups) * r * s, (long) y * x));
      channels = k;
      file.node("Relu", "relu" + i + ": c" + i + " -> r" + i);
      at = "r" + i;
      if (y < 6 || x < 6) {
        break;
      }
      if (random.nextBoolean()) {
        file.node(
            "MaxPool",
            "pool" + i + ": " + at + " -> p" + i,
            OnnxFile.ints("kernel_shape", 2, 2),
            OnnxFile.ints("strides", 2, 2));
        y = (y - 2) / 2 + 1;
        x = (x - 2) / 2 + 1;
        at = "p" + i;
      }
      if (y < 6 || x < 6) {
        break;
      }
    }
    int classes = upTo(20);
    file.node("Flatten", "flat: " + at + " -> f")
        .weight("fc", classes, (long) channels * y * x)
        .node("Gemm", "fc: f fc -> y", OnnxFile.whole("transB", 1))
        .output("y");
    return totals.plus(weighted((long) classes * channels * y * x, 1));
  }

  private Totals tokens(OnnxFile file, int batch) {
    int heads = upTo(4);
    int size = upTo(6);
    int hidden = heads * size;
    int steps = upTo(12);
    int inner = upTo(40);
    file.input("x0", batch, "steps", hidden);
    Totals totals = new Totals(0, 0, 0);
    int blocks = upTo(3);
    for (int b = 0; b < blocks; b++) {
      String in = "x" + b;
      for (String part : List.of("q", "k", "v")) {
        String t = part + b;
        file.weight("w" + t, hidden, hidden)
            .constants("shape" + t, 0, 0, heads, size)
            .node("MatMul", "%s: %s w%s -> %s_".formatted(t, in, t, t))
            .node("Reshape", "r%s: %s_ shape%s -> %s__".formatted(t, t, t, t))
            .node(
                "Transpose",
                "t%s: %s__ -> %s".formatted(t, t, t),
                part.equals("k")
                    ? OnnxFile.ints("perm", 0, 2, 3, 1)
                    : OnnxFile.ints("perm", 0, 2, 1, 3));
      }
      file.node("MatMul", "qk%d: q%d k%d -> s%d".formatted(b, b, b, b))
          .node("Softmax", "soft%d: s%d -> p%d".formatted(b, b, b))
          .node("MatMul", "av%d: p%d v%d -> c%d".formatted(b, b, b, b))
          .node("Transpose", "tc%d: c%d -> ct%d".formatted(b, b, b), perm())
          .constants("back" + b, 0, 0, -1)
          .node("Reshape", "rc%d: ct%d back%d -> cr%d".formatted(b, b, b, b))
          .node("Add", "res%d: cr%d %s -> h%d".formatted(b, b, in, b))
          .weight("up" + b, hidden, inner)
          .weight("down" + b, inner, hidden)
          .node("MatMul", "up%d: h%d up%d -> u%d".formatted(b, b, b, b))
          .node("Gelu", "g%d: u%d -> g%d".formatted(b, b, b))
          .node("MatMul", "down%d: g%d down%d -> d%d".formatted(b, b, b, b))
          .node("Add", "res2%d: d%d h%d -> x%d".formatted(b, b, b, b + 1));
      totals =
          totals
              .plus(weighted(3L * hidden * hidden, steps))
              .plus(new Totals(2L * heads * steps * steps * size, 0, 0))
              .plus(weighted(2L * hidden * inner, steps));
    }
    file.output("x" + blocks);
    stepsSaid = steps;
    return totals;
  }

  private static OnnxFile.Message perm() {
    return OnnxFile.ints("perm", 0, 2, 1, 3);
  }

  /** What {@code --dim} must say of the last file; 0 if nothing. */
  private int stepsSaid;

  int steps() {
    return stepsSaid;
  }
}
