package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.graph;
import static dev.scar.fixtures.OnnxFile.ints;
import static dev.scar.fixtures.OnnxFile.whole;
import static dev.scar.fixtures.OnnxFile.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.fixtures.OnnxFile;
import dev.scar.fixtures.Sampled;
import dev.scar.workload.onnx.ImportOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken, huge or made to harm are refused or imported, never anything else. */
class OnnxHostileFilesTest {
  private static final int MUTANTS = Sampled.all() ? 10_000 : 1000;

  @TempDir Path folder;

  private static ImportedModel read(Path path) {
    return new OnnxImporter().read(InputFile.of(path), ImportOptions.NONE).get(0);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("net.onnx"), bytes);
  }

  private static List<byte[]> seeds() {
    OnnxFile branch = new OnnxFile().node("Squeeze", "s: x ax -> a").output("a");
    OnnxFile convolutions =
        new OnnxFile()
            .input("x", 1, 3, 16, 16)
            .weight("w", 8, 3, 3, 3)
            .node("Conv", "c: x w -> c", ints("pads", 1, 1, 1, 1), ints("dilations", 1, 1))
            .node("MaxPool", "p: c -> p", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
            .reals("scales", 1, 1, 2, 2)
            .node("Resize", "r: p _ scales -> r")
            .constants("starts", 0)
            .constants("ends", 4)
            .constants("axes", 1)
            .node("Slice", "cut: r starts ends axes -> t")
            .weight("u", 4, 2, 2, 2)
            .node("ConvTranspose", "up: t u -> y", ints("strides", 2, 2))
            .output("y");
    OnnxFile shapes =
        new OnnxFile()
            .input("x", 1, 2, 12)
            .constants("ax", 0)
            .node("Shape", "shape: x -> s")
            .constants("index", 2, 1)
            .node("Gather", "g: s index -> d", whole("axis", 0))
            .node("Mul", "m: d d -> dd")
            .node("Concat", "k: d dd -> all", whole("axis", 0))
            .node("ReduceProd", "n: all -> n", whole("keepdims", 0))
            .constants("to", 4, -1)
            .node("Reshape", "f: x to -> h")
            .node("Equal", "e: n n -> yes")
            .node("If", "if: yes -> z", graph("then_branch", branch))
            .weight("w", 6, 6)
            .node("local.Block", "call: h w -> y")
            .function(
                "Block",
                List.of("A", "B"),
                List.of("C"),
                body -> body.node("MatMul", "m: A B -> C"))
            .output("y");
    OnnxFile recurrent =
        new OnnxFile()
            .input("x", 4, 1, 3)
            .weight("w", 1, 8, 3)
            .weight("r", 1, 8, 2)
            .node("LSTM", "l: x w r -> h")
            .node("Einsum", "s: h h -> q", word("equation", "tdbh,udbh->btu"))
            .output("q");
    OnnxFile trips =
        new OnnxFile()
            .shapeless("i")
            .shapeless("c")
            .shapeless("h")
            .shapeless("list")
            .node("MatMul", "m: h w -> h2")
            .node("SequenceInsert", "put: list h2 -> more")
            .output("c")
            .output("h2")
            .output("more")
            .output("h2");
    OnnxFile steps = new OnnxFile().shapeless("step").node("MatMul", "in: step w -> a").output("a");
    OnnxFile loops =
        new OnnxFile()
            .input("x", 1, 8)
            .weight("w", 8, 8)
            .scalar("n", 3)
            .bool("go", true)
            .node("SequenceEmpty", "empty:  -> none")
            .node("Loop", "loop: n go x none -> y all stacked", OnnxFile.graph("body", trips))
            .node("ConcatFromSequence", "join: all -> rows", whole("axis", 0))
            .node("SplitToSequence", "split: rows -> parts", whole("axis", 0))
            .node("SequenceAt", "at: parts n0 -> part")
            .scalar("n0", -1)
            .node(
                "Scan",
                "scan: stacked -> z",
                whole("num_scan_inputs", 1),
                OnnxFile.graph("body", steps))
            .node("MatMul", "last: part w -> v")
            .output("z");
    List<byte[]> seeds =
        new ArrayList<>(
            List.of(convolutions.bytes(), shapes.bytes(), recurrent.bytes(), loops.bytes()));
    OnnxCasesTest.cases().forEach(one -> seeds.add(one.file().bytes()));
    return seeds;
  }

  @Test
  void mutantsAreRefusedOrImported() throws IOException {
    List<byte[]> seeds = seeds();
    for (byte[] seed : seeds) {
      assertThat(read(file(seed)).model().macs()).isPositive();
    }
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutant(seeds.get(i % seeds.size()), new Random(i));
      try {
        assertThat(read(file(mutant)).model().layers()).isNotEmpty();
      } catch (InputException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        fail("mutant of seed " + i, e);
      }
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 20);
  }

  private static byte[] mutant(byte[] seed, Random random) {
    byte[] copy = seed.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(copy.length);
      switch (random.nextInt(4)) {
        case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> copy[at] = (byte) random.nextInt(256);
        case 2 -> copy[at] = new byte[] {0, 1, -1, 127, -128}[random.nextInt(5)];
        default -> copy[at] = copy[random.nextInt(copy.length)];
      }
    }
    return random.nextInt(8) > 0 ? copy : Arrays.copyOf(copy, random.nextInt(copy.length));
  }

  @Test
  void valuesOfTwoGigabytesStayInTheFile() throws IOException {
    Path path = folder.resolve("large.onnx");
    int[] values = {0x4a, 0x80, 0x80, 0x80, 0x80, 0x08};
    long length = 1L << 31;
    OnnxFile.Message tensor =
        new OnnxFile.Message().number(1, 1 << 14).number(1, 1 << 15).number(2, 1).text(8, "w");
    byte[] head = tensor.bytes();
    byte[] graph =
        new OnnxFile.Message()
            .message(
                1,
                new OnnxFile.Message()
                    .text(1, "x")
                    .text(1, "w")
                    .text(2, "y")
                    .text(3, "m")
                    .text(4, "MatMul"))
            .message(11, input())
            .bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new OnnxFile.Message().message(8, new OnnxFile.Message().number(2, 17)).bytes());
    long whole = head.length + values.length + length;
    byte[] tensorLength = length(whole);
    out.write(7 << 3 | 2);
    out.writeBytes(length(graph.length + 1 + tensorLength.length + whole));
    out.writeBytes(graph);
    out.write(5 << 3 | 2);
    out.writeBytes(tensorLength);
    out.writeBytes(head);
    for (int value : values) {
      out.write(value);
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(out.toByteArray());
      file.setLength(out.size() + length);
    }
    assertThat(read(path).model().weightElements()).isEqualTo(1L << 29);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(out.size() + length - 1);
    }
    assertThatThrownBy(() -> read(path)).hasMessageContaining("ends in the middle");
  }

  private static OnnxFile.Message input() {
    OnnxFile.Message shape = new OnnxFile.Message();
    shape.message(1, new OnnxFile.Message().number(1, 1));
    shape.message(1, new OnnxFile.Message().number(1, 1 << 14));
    OnnxFile.Message type = new OnnxFile.Message().number(1, 1).message(2, shape);
    return new OnnxFile.Message().text(1, "x").message(2, new OnnxFile.Message().message(1, type));
  }

  private static byte[] length(long value) {
    byte[] tagged = new OnnxFile.Message().number(1, value).bytes();
    return Arrays.copyOfRange(tagged, 1, tagged.length);
  }

  @Test
  void zerosAndTextAreNoOnnxFile() throws IOException {
    Path path = folder.resolve("zeros.onnx");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertThatThrownBy(() -> read(path)).hasMessageContaining("is not an ONNX file");
    Path text = file("This is a text.\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read(text)).hasMessageContaining("is not an ONNX file");
    Path nothing = file(new byte[0]);
    assertThatThrownBy(() -> read(nothing)).hasMessageContaining("has no graph");
  }

  /** A node in a graph in an attribute of a node, and so on, a hundred thousand messages deep. */
  @Test
  void graphsInGraphsAreRefusedBeforeTheStackEnds() throws IOException {
    byte[] buffer = new byte[1 << 20];
    int start = buffer.length;
    int[] fields = {1, 6, 5};
    for (int i = 0; i < 100_000; i++) {
      byte[] length = length(buffer.length - start);
      start -= length.length;
      System.arraycopy(length, 0, buffer, start, length.length);
      buffer[--start] = (byte) (fields[i % 3] << 3 | 2);
    }
    byte[] nested = Arrays.copyOfRange(buffer, start, buffer.length);
    byte[] inGraph = new OnnxFile.Message().bytes(7, nested).bytes();
    Path path = file(inGraph);
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nested more than 32 deep");
  }

  @Test
  void functionsThatCallThemselvesOrGrowWithoutEndAreRefused() throws IOException {
    OnnxFile endless =
        new OnnxFile()
            .input("x", 2, 2)
            .node("local.F", "f: x -> y")
            .function("F", List.of("A"), List.of("B"), body -> body.node("local.F", "f: A -> B"));
    Path self = file(endless.bytes());
    assertThatThrownBy(() -> read(self)).hasMessageContaining("call each other too deep");
    OnnxFile doubling = new OnnxFile().input("x", 2, 2).node("local.F0", "f: x -> y");
    for (int i = 0; i < 30; i++) {
      String next = i == 29 ? "Relu" : "local.F" + (i + 1);
      doubling.function(
          "F" + i,
          List.of("A"),
          List.of("C"),
          body -> {
            body.node(next, "l: A -> B");
            body.node(next, "r: B -> C");
          });
    }
    Path bomb = file(doubling.bytes());
    assertThatThrownBy(() -> read(bomb)).hasMessageContaining("more than 300000 nodes");
  }

  @Test
  void manyNodesOfOneNameAreNamedAtOnce() throws IOException {
    OnnxFile net = new OnnxFile().input("x", 1, 2).weight("w", 2, 2);
    String at = "x";
    for (int i = 0; i < 20_000; i++) {
      net.node("MatMul", "same: " + at + " w -> t" + i);
      at = "t" + i;
    }
    assertThat(read(file(net.bytes())).model().layer(19_999).name()).isEqualTo("same_20000");
  }
}
