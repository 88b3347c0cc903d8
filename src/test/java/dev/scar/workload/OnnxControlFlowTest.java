package dev.scar.workload;

import static dev.scar.fixtures.OnnxFile.graph;
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

/** Loops that the file settles, and sequences of tensors; numbers are by hand. */
class OnnxControlFlowTest {
  @TempDir Path folder;

  private ImportedModel read(OnnxFile file) {
    return OnnxReadBack.read(file, folder, ImportOptions.NONE);
  }

  private static List<Long> macs(ImportedModel model) {
    return model.model().layers().stream().map(Layer::macs).toList();
  }

  private static List<List<Integer>> producers(ImportedModel model) {
    return model.model().layers().stream().map(layer -> List.copyOf(layer.producers())).toList();
  }

  private static OnnxFile body() {
    return new OnnxFile()
        .shapeless("i")
        .shapeless("c")
        .shapeless("h")
        .node("MatMul", "m: h w -> h2")
        .node("Relu", "r: h2 -> each");
  }

  private static OnnxFile net() {
    return new OnnxFile().input("x", 1, 8).weight("w", 8, 8).weight("w2", 8, 2);
  }

  /** 64 in each trip, one after the other; what all trips made is 3 rows of 8. */
  @Test
  void aLoopOfThreeTrips() {
    OnnxFile body = body().node("Identity", "same: c -> c2");
    body.output("c2").output("h2").output("each");
    OnnxFile net =
        net()
            .scalar("n", 3)
            .bool("go", true)
            .node("Loop", "loop: n go x -> y all", graph("body", body))
            .node("MatMul", "last: all w2 -> z");
    ImportedModel model = read(net);
    assertThat(macs(model)).containsExactly(64L, 64L, 64L, 3L * 8 * 2);
    assertThat(producers(model))
        .containsExactly(List.of(), List.of(0), List.of(1), List.of(0, 1, 2));
    assertThat(model.model().layers().get(1).name()).isEqualTo("loop/1/m");
    assertThat(model.notes()).anyMatch(note -> note.contains("unrolled 3 times"));
  }

  /** The trips go on while their number is below 4, so there are 5; none at all if it starts so. */
  @Test
  void aLoopWhoseConditionCounts() {
    OnnxFile body = body().scalar("four", 4).node("Less", "less: i four -> c2");
    body.output("c2").output("h2");
    OnnxFile net = net().node("Loop", "loop: _ _ x -> y", graph("body", body));
    assertThat(macs(read(net.node("MatMul", "last: y w2 -> z"))))
        .containsExactly(64L, 64L, 64L, 64L, 64L, 16L);
    OnnxFile never = net().bool("go", false).node("Loop", "l: _ go x -> y", graph("body", body));
    assertThat(macs(read(never.node("MatMul", "last: y w2 -> z")))).containsExactly(16L);
  }

  @Test
  void loopsThatDependOnDataAreRefused() {
    OnnxFile body = body().node("ReduceMax", "max: h2 -> t").node("Cast", "b: t -> c2");
    body.output("c2").output("h2");
    refuses(
        net().node("Loop", "loop: _ _ x -> y", graph("body", body)), "its condition depends on");
    OnnxFile fine = body().output("c").output("h2");
    refuses(
        net().inputOf(OnnxFile.INT64, "n").node("Loop", "loop: n _ x -> y", graph("body", fine)),
        "its trip count n depends on data");
    refuses(net().node("Loop", "loop: _ _ x -> y", graph("body", fine)), "more than 300000 nodes");
    refuses(
        net().scalar("n", 3).node("Loop", "loop: n _ -> y", graph("body", fine)),
        "has a body of 3 inputs, and gives 2");
  }

  private void refuses(OnnxFile net, String words) {
    assertThatThrownBy(() -> read(net))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("node loop")
        .hasMessageContaining(words);
  }

  /** Four steps of 1 x 8 by 8 x 8, each with a quarter of the input; four rows come of them. */
  @Test
  void aScanOverTheFirstAxis() {
    OnnxFile body =
        new OnnxFile()
            .shapeless("h")
            .shapeless("step")
            .node("MatMul", "in: step w -> a")
            .node("MatMul", "back: h w -> b")
            .node("Add", "add: a b -> h2")
            .output("h2")
            .output("h2");
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 8)
            .input("steps", 4, 1, 8)
            .weight("w", 8, 8)
            .weight("w2", 8, 2)
            .node(
                "Scan", "scan: x steps -> h all", whole("num_scan_inputs", 1), graph("body", body))
            .node("MatMul", "last: all w2 -> z");
    ImportedModel model = read(net);
    assertThat(model.model().macs()).isEqualTo(8L * 64 + 4L * 16);
    assertThat(model.model().layers()).hasSize(9);
  }

  /** Halves of 8 channels; one passes a 3 x 3 convolution of 8 to 8 channels on 8 x 8 places. */
  @Test
  void sequencesOfTensors() {
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 16, 10, 10)
            .weight("w0", 16, 16, 3, 3)
            .node("Conv", "stem: x w0 -> x0")
            .constants("halves", 8, 8)
            .node("SplitToSequence", "split: x0 halves -> q", whole("axis", 1))
            .scalar("first", 0)
            .scalar("last", -1)
            .node("SequenceAt", "a: q first -> p")
            .node("SequenceAt", "b: q last -> r")
            .weight("w", 8, 8, 1, 1)
            .node("Conv", "conv: p w -> s")
            .node("SequenceEmpty", "empty:  -> e")
            .node("SequenceInsert", "insert: e s -> f")
            .node("SequenceInsert", "again: f r first -> g")
            .node("ConcatFromSequence", "join: g -> t", whole("axis", 1))
            .weight("w2", 4, 16, 1, 1)
            .node("Conv", "head: t w2 -> y");
    ImportedModel model = read(net);
    assertThat(macs(model)).containsExactly(64L * 144 * 16, 64L * 64, 64L * 64);
    assertThat(producers(model)).containsExactly(List.of(), List.of(0), List.of(0, 1));
    assertThat(model.model().layers().get(1).parts().get(0)).isEqualTo(512);
  }

  /** A list that grows in a loop: 2 rows of 8, of which one product makes 2 columns. */
  @Test
  void aSequenceThatALoopCollects() {
    OnnxFile body = body().shapeless("list").node("SequenceInsert", "put: list each -> more");
    body.output("c").output("h2").output("more");
    OnnxFile net =
        net()
            .scalar("n", 2)
            .node("SequenceEmpty", "empty:  -> none")
            .node("Loop", "loop: n _ x none -> y all", graph("body", body))
            .node("SequenceLength", "length: all -> two")
            .node("ConcatFromSequence", "join: all -> rows", whole("axis", 0))
            .node("MatMul", "last: rows w2 -> z");
    assertThat(macs(read(net))).containsExactly(64L, 64L, 32L);
  }

  @Test
  void placesThatDependOnDataAreRefused() {
    OnnxFile net =
        net()
            .inputOf(OnnxFile.INT64, "place")
            .node("SequenceConstruct", "q: x x -> q")
            .node("SequenceAt", "loop: q place -> y");
    refuses(net, "the place place depends on data");
    refuses(
        net()
            .scalar("two", 2)
            .node("SequenceConstruct", "q: x x -> q")
            .node("SequenceAt", "loop: q two -> y"),
        "asks for element 2 of a sequence of 2");
  }

  /** A convolution of each of two halves: 4 columns of 8 terms on 64 places, twice. */
  @Test
  void aMapOverASequence() {
    OnnxFile body = new OnnxFile().shapeless("e").node("Conv", "conv: e w -> f").output("f");
    OnnxFile net =
        new OnnxFile()
            .input("x", 1, 16, 8, 8)
            .weight("w", 4, 8, 1, 1)
            .scalar("eight", 8)
            .node("SplitToSequence", "split: x eight -> q", whole("axis", 1))
            .node("SequenceMap", "map: q -> r", graph("body", body))
            .node("ConcatFromSequence", "join: r -> y", whole("axis", 1))
            .output("y");
    assertThat(macs(read(net))).containsExactly(2048L, 2048L);
  }
}
