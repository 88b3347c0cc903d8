package dev.scar.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lays a transformer out as layers: per block {@code q}, {@code k}, {@code v}, the products {@code
 * qk} and {@code av}, {@code o}, then the feed-forward network, and {@code lm_head} at the end, for
 * the last token of each sample.
 *
 * <p>Cached keys and values are named inputs of {@code qk} and {@code av}; new ones ({@code k},
 * {@code v}) leave the model. Heads of queries that share keys and values are rows of the same
 * product, and heads of sequences that are computed together are products of their own. Experts
 * that a sample is expected to touch are products of their own in one layer, with as many rows for
 * each as pairs of a token and an expert come to it; its weights are those that the batch is
 * expected to touch ({@link Serving#expertsTouched}).
 */
final class TransformerModel {
  private static final String HEADS = "flatten: heads become columns";

  private final Transformer of;
  private final Serving serving;
  private final List<Layer> layers = new ArrayList<>();
  private final List<LayerLinks> links = new ArrayList<>();

  private TransformerModel(Transformer of, Serving serving) {
    this.of = of;
    this.serving = serving;
  }

  /**
   * The model of a name.
   *
   * @throws IllegalArgumentException for sizes that layers cannot have
   * @throws ArithmeticException beyond 2^63
   */
  static ImportedModel of(String name, Transformer of, Serving serving) {
    if (of.positions() > 0 && serving.seen() > of.positions()) {
      throw new IllegalArgumentException(
          "%d tokens after %d are more than its %d positions"
              .formatted(serving.sequence(), serving.context(), of.positions()));
    }
    TransformerModel made = new TransformerModel(of, serving);
    int last = -1;
    for (int block = 1; block <= of.layers(); block++) {
      last = made.feedForward("b" + block + "_", made.attention("b" + block + "_", last));
    }
    if (of.vocabulary() > 0) {
      LayerLinks reading = linked(List.of(last), -1, -1, "");
      made.gemm("lm_head", serving.together(), of.vocabulary(), of.hidden(), reading);
      made.readTheLastToken(last);
    }
    return new ImportedModel(
        new Model(name, name, made.layers),
        of.experts() == 1,
        made.links,
        serving.samples(),
        serving.bits(),
        1,
        List.of(),
        made.notes());
  }

  /** The layer made last reads only one token of each sequence. */
  private void readTheLastToken(int of) {
    if (serving.sequence() > 1) {
      Layer reader = layers.get(layers.size() - 1);
      long read = reader.shape().inputElements();
      layers.set(layers.size() - 1, reader.readingParts(Map.of(of, read)));
    }
  }

  private static LayerLinks linked(List<Integer> inputs, int added, int gate, String pool) {
    return new LayerLinks(inputs, some(added), some(gate), pool, "");
  }

  private static List<Integer> some(int layer) {
    return layer < 0 ? List.of() : List.of(layer);
  }

  /** Adds the attention of a block that reads a layer, or the model's input; its last layer. */
  private int attention(String block, int before) {
    long queries = Math.multiplyExact(of.heads(), of.headSize());
    long shared = Math.multiplyExact(of.keyValueHeads(), of.headSize());
    long together = serving.together();
    long tokens = serving.tokens();
    long cached = Math.multiplyExact(Math.multiplyExact(serving.context(), shared), together);
    long caches = Math.multiplyExact(of.keyValueHeads(), together);
    long rows = Math.multiplyExact(serving.sequence(), of.heads() / of.keyValueHeads());
    LayerLinks reading = linked(some(before), -1, -1, "");
    int q = gemm(block + "q", tokens, queries, of.hidden(), reading);
    int k = gemm(block + "k", tokens, shared, of.hidden(), reading);
    int v = gemm(block + "v", tokens, shared, of.hidden(), reading);
    layers.set(k, layers.get(k).leaving());
    layers.set(v, layers.get(v).leaving());
    int qk =
        product(
            LayerShape.product(LayerKind.MATMUL, rows, serving.seen(), of.headSize(), caches),
            block + "qk",
            List.of(q, k),
            cached > 0 ? List.of(new NamedInput(block + "k_cache", cached)) : List.of());
    int av =
        product(
            LayerShape.product(LayerKind.MATMUL, rows, of.headSize(), serving.seen(), caches),
            block + "av",
            List.of(qk, v),
            cached > 0 ? List.of(new NamedInput(block + "v_cache", cached)) : List.of());
    String pool = of.heads() == of.keyValueHeads() && together == 1 ? "" : HEADS;
    return gemm(block + "o", tokens, of.hidden(), queries, linked(List.of(av), before, -1, pool));
  }

  /** Adds the feed-forward network of a block after its attention; its last layer. */
  private int feedForward(String block, int attention) {
    LayerLinks reading = linked(List.of(attention), -1, -1, "");
    List<Integer> gates = new ArrayList<>();
    if (of.experts() > 1) {
      gates.add(gemm(block + "router", serving.tokens(), of.experts(), of.hidden(), reading));
    }
    if (of.style() == Transformer.Style.LLAMA) {
      gates.add(experts(block + "gate", of.feedForward(), of.hidden(), false, reading));
    }
    int up = experts(block + "up", of.feedForward(), of.hidden(), false, reading);
    return experts(
        block + "down",
        of.hidden(),
        of.feedForward(),
        true,
        new LayerLinks(List.of(up), List.of(attention), gates, "", ""));
  }

  /**
   * Experts that a sample is expected to touch, side by side; each pair of a token and an expert is
   * a row of one of them.
   *
   * @param added whether what comes of a token's experts is added up
   */
  private int experts(String name, long columns, long terms, boolean added, LayerLinks reading) {
    long touched = serving.expertsOfASample(of);
    long pairs = Math.multiplyExact(serving.tokens(), of.expertsPerToken());
    long rows = (pairs + touched - 1) / touched;
    LayerShape shape = LayerShape.product(LayerKind.GEMM, rows, columns, terms, touched);
    long expert = Math.multiplyExact(columns, terms);
    long weights = Math.round(serving.expertsTouched(of) * expert);
    return add(
        name,
        shape,
        Math.multiplyExact(pairs, expert),
        Math.max(shape.weightElements(), weights),
        Math.multiplyExact(added ? serving.tokens() : pairs, columns),
        reading,
        List.of());
  }

  private int gemm(String name, long rows, long columns, long terms, LayerLinks reading) {
    LayerShape shape = LayerShape.product(LayerKind.GEMM, rows, columns, terms, 1);
    return add(
        name,
        shape,
        shape.macs(),
        shape.weightElements(),
        shape.outputElements(),
        reading,
        List.of());
  }

  private int product(LayerShape shape, String name, List<Integer> of, List<NamedInput> given) {
    return add(name, shape, shape.macs(), 0, shape.outputElements(), LayerLinks.reading(of), given);
  }

  private int add(
      String name,
      LayerShape shape,
      long macs,
      long weights,
      long outputs,
      LayerLinks reading,
      List<NamedInput> given) {
    layers.add(
        new Layer(
                name,
                shape,
                macs,
                weights,
                outputs,
                reading.inputs().isEmpty() ? shape.inputElements() : 0,
                reading.producers())
            .reading(given));
    links.add(reading);
    return layers.size() - 1;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%d tokens of a sequence are computed after %d whose keys and values are cached; new ones leave the model; %s"
            .formatted(
                serving.sequence(),
                serving.context(),
                serving.together() == 1
                    ? "a sample is a sequence"
                    : "a sample is "
                        + serving.together()
                        + " sequences together, which share the weights that a product reads"));
    if (serving.sequence() > 1) {
      notes.add(
          "the causal mask is ignored: every token looks at all %d".formatted(serving.seen()));
    }
    notes.add(
        "free: look-up of tokens, norms, softmax, rotations, biases; b1_o lacks its residual, the model's input");
    if (of.experts() > 1) {
      notes.add(
          String.format(
              Locale.ROOT,
              "of %d experts a batch of %d is expected to touch %.2f, whose weights each layer of experts reads for every"
                  + " mini-batch; generate anew for another batch",
              of.experts(),
              serving.batch(),
              serving.expertsTouched(of)));
      notes.add(
          "a sample's experts are %d products side by side, each with an equal part of its rows, rounded up; the router's tensor is a gate"
              .formatted(serving.expertsOfASample(of)));
    }
    return notes;
  }
}
