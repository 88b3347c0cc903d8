package dev.scar.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lays a transformer out as layers: per block {@code q}, {@code k}, {@code v}, the products {@code
 * qk} and {@code av}, {@code o}, then the feed-forward network, and {@code lm_head} at the end, for
 * the last token of each sample.
 *
 * <p>Cached keys and values are named inputs of {@code qk} and {@code av}; new ones ({@code k},
 * {@code v}) leave the model. Heads of queries that share keys and values are rows of the same
 * product. Experts that a token takes lie side by side in one layer, whose weights are those that
 * the batch is expected to touch ({@link Serving#expertsTouched}).
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
      String pool = serving.sequence() > 1 ? "the last token" : "";
      made.gemm("lm_head", 1, of.vocabulary(), of.hidden(), linked(List.of(last), -1, -1, pool));
    }
    return new ImportedModel(
        new Model(name, name, made.layers),
        of.experts() == 1,
        made.links,
        serving.batch(),
        serving.bits(),
        1,
        List.of(),
        made.notes());
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
    long cached = Math.multiplyExact(serving.context(), shared);
    long rows = Math.multiplyExact(serving.sequence(), of.heads() / of.keyValueHeads());
    LayerLinks reading = linked(some(before), -1, -1, "");
    int q = gemm(block + "q", serving.sequence(), queries, of.hidden(), reading);
    int k = gemm(block + "k", serving.sequence(), shared, of.hidden(), reading);
    int v = gemm(block + "v", serving.sequence(), shared, of.hidden(), reading);
    layers.set(k, layers.get(k).leaving());
    layers.set(v, layers.get(v).leaving());
    int qk =
        product(
            LayerShape.product(
                LayerKind.MATMUL, rows, serving.seen(), of.headSize(), of.keyValueHeads()),
            block + "qk",
            List.of(q, k),
            cached > 0 ? List.of(new NamedInput(block + "k_cache", cached)) : List.of());
    int av =
        product(
            LayerShape.product(
                LayerKind.MATMUL, rows, of.headSize(), serving.seen(), of.keyValueHeads()),
            block + "av",
            List.of(qk, v),
            cached > 0 ? List.of(new NamedInput(block + "v_cache", cached)) : List.of());
    String pool = rows == serving.sequence() ? "" : HEADS;
    return gemm(
        block + "o",
        serving.sequence(),
        of.hidden(),
        queries,
        linked(List.of(av), before, -1, pool));
  }

  /** Adds the feed-forward network of a block after its attention; its last layer. */
  private int feedForward(String block, int attention) {
    long inner = Math.multiplyExact(of.expertsPerToken(), of.feedForward());
    LayerLinks reading = linked(List.of(attention), -1, -1, "");
    List<Integer> gates = new ArrayList<>();
    if (of.experts() > 1) {
      gates.add(gemm(block + "router", serving.sequence(), of.experts(), of.hidden(), reading));
    }
    if (of.style() == Transformer.Style.LLAMA) {
      gates.add(experts(block + "gate", inner, of.hidden(), reading));
    }
    int up = experts(block + "up", inner, of.hidden(), reading);
    return experts(
        block + "down",
        of.hidden(),
        inner,
        new LayerLinks(List.of(up), List.of(attention), gates, "", ""));
  }

  private int experts(String name, long columns, long terms, LayerLinks reading) {
    LayerShape shape = LayerShape.product(LayerKind.GEMM, serving.sequence(), columns, terms, 1);
    double touched = serving.expertsTouched(of) / of.expertsPerToken();
    long weights =
        of.experts() == 1
            ? shape.weightElements()
            : Math.max(shape.weightElements(), Math.round(touched * shape.weightElements()));
    return add(name, shape, weights, reading, List.of());
  }

  private int gemm(String name, long rows, long columns, long terms, LayerLinks reading) {
    LayerShape shape = LayerShape.product(LayerKind.GEMM, rows, columns, terms, 1);
    return add(name, shape, shape.weightElements(), reading, List.of());
  }

  private int product(LayerShape shape, String name, List<Integer> of, List<NamedInput> given) {
    return add(name, shape, 0, LayerLinks.reading(of), given);
  }

  private int add(
      String name, LayerShape shape, long weights, LayerLinks reading, List<NamedInput> given) {
    layers.add(
        new Layer(
                name,
                shape,
                shape.macs(),
                weights,
                shape.outputElements(),
                reading.inputs().isEmpty() ? shape.inputElements() : 0,
                reading.producers())
            .reading(given));
    links.add(reading);
    return layers.size() - 1;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%d tokens of a sample are computed after %d whose keys and values are cached; new ones leave the model"
            .formatted(serving.sequence(), serving.context()));
    if (serving.sequence() > 1) {
      notes.add(
          "the causal mask is ignored: every token looks at all %d".formatted(serving.seen()));
      notes.add("lm_head computes the last token, but its edge carries all");
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
          "experts that a token takes are costed side by side as one product of all rows of a sample; the router's tensor is a gate");
    }
    return notes;
  }
}
