package dev.scar.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.fixtures.OnnxFile;
import dev.scar.fixtures.Sampled;
import dev.scar.workload.ModelImporters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operator with operands and arguments that make little sense: imported or refused by name,
 * never anything else.
 */
class RandomOperatorsTest {
  private static final int FILES = Sampled.all() ? 60_000 : 6000;
  private static final List<String> SEQUENCES =
      List.of(
          "SequenceEmpty",
          "SequenceConstruct",
          "SequenceInsert",
          "SequenceErase",
          "SequenceAt",
          "SequenceLength",
          "SplitToSequence",
          "ConcatFromSequence",
          "Constant",
          "If",
          "Loop",
          "Scan",
          "SequenceMap");
  private static final String[] WHOLES =
      ("axis keepdims group num_heads kv_num_heads q_num_heads k K N bits blocksize layout hidden_size"
              + " transA transB transBatchA transBatchB batch_dims start end to channels_last"
              + " expert_weight_bits dtype sample_size ceil_mode noop_with_empty_axes new_axis"
              + " num_scan_inputs gather_axis local_window_size past_present_share_buffer allowzero"
              + " output_height value_int")
          .split(" ");
  private static final String[] LISTS =
      ("axes perm kernel_shape strides pads dilations output_shape output_padding starts ends split"
              + " shape qkv_hidden_sizes scan_input_axes scan_output_axes value_ints paddings")
          .split(" ");
  private static final String[] EQUATIONS = {
    "ij,jk", "bij,bjk->bik", "...i,ij->...j", "ii->i", "i,j->ij", "ab,cd->abcd", "", "->", "i..j,k"
  };

  @TempDir Path folder;

  private static final class Maker {
    private final Random random;
    private final OnnxFile file = new OnnxFile();
    private final List<String> tensors = new ArrayList<>();

    Maker(Random random) {
      this.random = random;
    }

    private long size() {
      return random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(4);
    }

    private long odd() {
      return switch (random.nextInt(12)) {
        case 0 -> Long.MAX_VALUE;
        case 1 -> Long.MIN_VALUE;
        case 2 -> Integer.MAX_VALUE;
        default -> random.nextInt(9) - 2;
      };
    }

    private long[] odds() {
      return LongStream.generate(this::odd).limit(random.nextInt(6)).toArray();
    }

    private void tensors() {
      for (int i = 0; i < 8; i++) {
        String name = "t" + i;
        long[] dims = LongStream.generate(this::size).limit(random.nextInt(6)).toArray();
        int type = random.nextInt(4) == 0 ? 1 + random.nextInt(26) : 1;
        switch (random.nextInt(4)) {
          case 0 ->
              file.inputOf(
                  type,
                  name,
                  LongStream.of(dims).map(d -> Math.max(1, d)).boxed().toArray(Object[]::new));
          case 1 -> file.weightOf(type, name, dims);
          case 2 -> file.constants(name, odds());
          default -> file.scalar(name, odd());
        }
        tensors.add(name);
      }
    }

    private OnnxFile.Message[] arguments() {
      List<OnnxFile.Message> all = new ArrayList<>();
      for (String name : WHOLES) {
        if (random.nextInt(6) == 0) {
          all.add(OnnxFile.whole(name, odd()));
        }
      }
      for (String name : LISTS) {
        if (random.nextInt(6) == 0) {
          all.add(OnnxFile.ints(name, odds()));
        }
      }
      all.add(OnnxFile.word("equation", EQUATIONS[random.nextInt(EQUATIONS.length)]));
      if (random.nextInt(3) == 0) {
        all.add(OnnxFile.word("auto_pad", "SAME_UPPER"));
      }
      if (random.nextInt(20) == 0) {
        OnnxFile body = new OnnxFile();
        body.shapeless("a").shapeless("b").node("Add", "s: a b -> c").output("a").output("c");
        all.add(OnnxFile.graph(random.nextBoolean() ? "body" : "then_branch", body));
      }
      return all.toArray(OnnxFile.Message[]::new);
    }

    byte[] file(List<String> operators) {
      tensors();
      for (int i = 0; i < 3; i++) {
        String op = operators.get(random.nextInt(operators.size()));
        String inputs =
            String.join(
                " ",
                IntStream.range(0, random.nextInt(8))
                    .mapToObj(
                        n ->
                            random.nextInt(8) == 0
                                ? "_"
                                : tensors.get(random.nextInt(tensors.size())))
                    .toList());
        String made = "m" + i;
        String outputs = made + (random.nextBoolean() ? " " + made + "b" : "");
        file.node(op, "n" + i + ": " + inputs + " -> " + outputs, arguments());
        tensors.add(made);
      }
      return file.weight("w", 4, 4).input("x", 1, 4).node("MatMul", "end: x w -> y").bytes();
    }
  }

  @Test
  void anythingIsImportedOrRefused() throws IOException {
    TreeSet<String> all = new TreeSet<>(Operators.FREE.keySet());
    all.addAll(Operators.WORK.keySet());
    all.addAll(SEQUENCES);
    List<String> operators = new ArrayList<>(all);
    Path path = folder.resolve("net.onnx");
    int imported = 0;
    for (int seed = 0; seed < FILES; seed++) {
      Files.write(path, new Maker(new Random(seed)).file(operators));
      try {
        assertThat(ModelImporters.read(InputFile.of(path), ImportOptions.NONE)).hasSize(1);
        imported++;
      } catch (InputException e) {
        assertThat(e.getMessage()).as("seed %d", seed).contains("net.onnx: ");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(imported).isBetween(FILES / 50, FILES - FILES / 50);
  }
}
