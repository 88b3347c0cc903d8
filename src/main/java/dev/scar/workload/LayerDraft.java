package dev.scar.workload;

import dev.scar.workload.onnx.ElementType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/** A layer of an ONNX file, to whose output more tensors may still be added. */
final class LayerDraft {
  private static final int MOST_READ = 1000;
  private static final double ROUNDING = 1e-6;

  private final String name;
  private final LayerShape shape;
  private final long macs;
  private final long weightElements;
  private final long inputs;
  private final long outputs;
  private final int operandBits;
  private final ElementType weights;
  private final Reading reads;
  private final String note;
  private final Map<Integer, Double> added = new TreeMap<>();

  LayerDraft(
      String name,
      LayerShape shape,
      long macs,
      long weightElements,
      long inputs,
      long outputs,
      int operandBits,
      ElementType weights,
      Reading reads,
      String note) {
    this.name = name;
    this.shape = shape;
    this.macs = macs;
    this.weightElements = weightElements;
    this.inputs = inputs;
    this.outputs = outputs;
    this.operandBits = operandBits;
    this.weights = weights;
    this.reads = reads;
    this.note = note;
  }

  String name() {
    return name;
  }

  /** Elements of its tensor. */
  long outputs() {
    return outputs;
  }

  /** Adds these to its output. */
  void add(Reading terms) {
    terms.main().forEach(from -> added.merge(from, terms.share(from), Double::sum));
    terms.gates().forEach(from -> added.merge(from, 1.0, Double::sum));
  }

  /** Raises the bits of tensors to those with which it reads them; a sum adds elements of most. */
  void raise(int[] bits, int most) {
    for (int from : reads.main()) {
      bits[from] = Math.max(bits[from], operandBits > 0 ? operandBits : most);
    }
    added.keySet().forEach(from -> bits[from] = Math.max(bits[from], most));
  }

  /** How often it reads a layer's tensor, or how much of it. */
  private double times(int layer) {
    double gate = reads.gates().contains(layer) ? 1 : 0;
    double main = reads.main().contains(layer) ? reads.share(layer) : 0;
    return gate + main + added.getOrDefault(layer, 0.0);
  }

  /** What it reads of tensors of which it reads a part. */
  private Map<Integer, Long> parts(LayerLinks link, IntToLongFunction made) {
    Map<Integer, Long> parts = new TreeMap<>();
    for (int from : link.producers()) {
      long read = (long) Math.ceil(times(from) * made.applyAsLong(from) - ROUNDING);
      if (read < made.applyAsLong(from)) {
        parts.put(from, Math.max(1, read));
      }
    }
    return parts;
  }

  /**
   * The layer.
   *
   * @param made elements of the tensor of each layer before it
   * @param bits of elements whose size nobody says
   * @param tensor bits of its own tensor's elements; 0 if nobody says
   */
  Layer layer(IntToLongFunction made, int bits, int tensor) {
    LayerLinks link = links();
    int own = weights.bits();
    long operands = Math.addExact(shape.inputElements(), shape.operandElements());
    Map<Integer, Long> parts = parts(link, made);
    long held = 0;
    for (int from : link.inputs()) {
      held = Math.addExact(held, parts.getOrDefault(from, made.applyAsLong(from)));
    }
    boolean lacks = shape.kind() == LayerKind.MATMUL && held > 0 && held < operands;
    // Nothing from outside is in it: some tensor, most likely the smallest, is read repeatedly.
    boolean repeats = lacks && !reads.input();
    if (repeats) {
      ToLongFunction<Integer> read = from -> parts.getOrDefault(from, made.applyAsLong(from));
      int least = link.inputs().stream().min(Comparator.comparingLong(read)).orElseThrow();
      parts.put(least, read.applyAsLong(least) + operands - held);
    }
    return new Layer(
            name,
            shape,
            macs,
            weightElements,
            outputs,
            link.inputs().isEmpty() ? inputs : 0,
            link.producers())
        .reading(lacks && !repeats ? List.of(NamedInput.rest(operands - held)) : List.of())
        .readingParts(parts)
        .withBits(own == bits ? 0 : own, tensor == bits ? 0 : tensor);
  }

  /** Where it reads from. */
  LayerLinks links() {
    List<Integer> inputs = reads.main();
    List<Integer> gates = reads.gates();
    boolean onlyGates = inputs.isEmpty() && !reads.input();
    List<Integer> terms = List.copyOf(added.keySet());
    if (inputs.size() > MOST_READ || gates.size() > MOST_READ || terms.size() > MOST_READ) {
      throw new IllegalArgumentException(
          "layer " + name + " reads more than " + MOST_READ + " tensors");
    }
    return new LayerLinks(
        onlyGates ? gates : inputs, terms, onlyGates ? List.of() : gates, reads.how(), note);
  }
}
