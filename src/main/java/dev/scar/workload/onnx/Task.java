package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds the work of one node. */
final class Task {
  private final Operation of;
  private final List<Flow> operands = new ArrayList<>();
  private String part = "";
  private String note = "";
  private long samples;
  private long outputs;
  private long taken;
  private boolean inTurn;
  private ElementType weights = ElementType.UNDEFINED;
  private boolean weighted;

  Task(Operation of) {
    this.of = of;
  }

  /** Which of several pieces of its node it is. */
  Task part(String name) {
    part = name;
    return this;
  }

  /** What is approximate about it. */
  Task note(String text) {
    note = text;
    return this;
  }

  /** For how many samples it is. */
  Task samples(long count) {
    samples = count;
    return this;
  }

  /** So many elements come of what it multiplies out. */
  Task leaves(long elements) {
    outputs = elements;
    return this;
  }

  /** Each row of the input takes so many of the heads, and is as many rows. */
  Task takes(long experts) {
    taken = experts;
    return this;
  }

  /** Its rows follow one another. */
  Task inTurn() {
    inTurn = true;
    return this;
  }

  /** It reads the data behind these inputs of the node. */
  Task reads(int... inputs) {
    IntStream.of(inputs)
        .forEach(
            i -> {
              Tensor tensor = of.input(i);
              read(tensor == null ? null : tensor.flow());
            });
    return this;
  }

  /** It reads what came about so. */
  Task read(@Nullable Flow flow) {
    if (flow != null && !operands.contains(flow)) {
      operands.add(flow);
    }
    return this;
  }

  /** The input that holds its weights. */
  Task weights(int input) {
    Tensor tensor = of.input(input);
    return weights(tensor == null ? ElementType.UNDEFINED : tensor.stored());
  }

  /** The type of weights that are stored in another form. */
  Task weights(ElementType type) {
    weights = type;
    weighted = true;
    return this;
  }

  /** A product; with weights if there are some. */
  Flow product(long rows, long columns, long terms, long heads) {
    Work.Kind kind = inTurn ? Work.Kind.RECURRENT : weighted ? Work.Kind.WEIGHTED : Work.Kind.FREE;
    if (taken > 0) {
      return make(Work.Kind.EXPERTS, rows, columns, terms, heads, List.of());
    }
    return make(kind, rows, columns, terms, heads, List.of());
  }

  /** A convolution. */
  Flow convolution(
      boolean transposed, long columns, long terms, long groups, List<Window> windows) {
    Work.Kind kind = transposed ? Work.Kind.TRANSPOSED : Work.Kind.CONVOLUTION;
    return make(kind, samples, columns, terms, groups, windows);
  }

  private Flow make(
      Work.Kind kind, long rows, long columns, long terms, long heads, List<Window> windows) {
    OnnxNode node = of.node();
    Tensor first = of.input(0);
    return of.log(
        Flow.made(
            new Work(
                kind,
                node.name(),
                node.outputs().isEmpty() ? "" : node.outputs().get(0),
                node.operator(),
                part,
                rows,
                columns,
                terms,
                heads,
                windows,
                outputs,
                taken,
                samples,
                operands,
                first == null ? ElementType.UNDEFINED : first.stored(),
                weights,
                note)));
  }
}
