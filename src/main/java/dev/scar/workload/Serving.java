package dev.scar.workload;

/**
 * What of a text a transformer computes: prefill takes many tokens at once, a step of decoding one.
 *
 * <p>Sequences that are computed together are rows of the same products and one sample of the
 * model, so that they share the weights that a product reads. Samples of a model are computed one
 * after another; decoded so, each would bring all weights to the processing elements anew.
 *
 * @param sequence tokens of a sample that are computed, at least 1
 * @param context tokens of a sample before them, whose keys and values are cached; 0 or more
 * @param batch sequences, at least 1
 * @param together sequences that are computed together, a divisor of {@code batch}
 * @param bits of an element of weights, activations and caches
 */
public record Serving(long sequence, long context, int batch, int together, int bits) {

  /** A step of decoding takes all sequences together, prefill each alone. */
  public Serving(long sequence, long context, int batch, int bits) {
    this(sequence, context, batch, usual(sequence, batch), bits);
  }

  public Serving {
    if (sequence < 1
        || context < 0
        || Math.addExact(sequence, context) > LayerShape.LARGEST_BOUND) {
      throw new IllegalArgumentException(
          sequence + " tokens after " + context + " are not 1 to " + LayerShape.LARGEST_BOUND);
    }
    if (batch < 1 || batch > ScenarioModel.LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "batch " + batch + " is outside 1 to " + ScenarioModel.LARGEST_BATCH);
    }
    if (together < 1 || batch % together != 0) {
      throw new IllegalArgumentException(
          "batch %d does not divide into %d sequences together".formatted(batch, together));
    }
    if (bits < 1 || bits > 64) {
      throw new IllegalArgumentException("precision of " + bits + " bit is outside 1 to 64");
    }
  }

  /** How many sequences are computed together if nobody says so. */
  public static int usual(long sequence, int batch) {
    return sequence == 1 ? batch : 1;
  }

  /** Samples of the model, each of the sequences that are computed together. */
  int samples() {
    return batch / together;
  }

  /** Tokens that a sample computes. */
  public long tokens() {
    return Math.multiplyExact(sequence, (long) together);
  }

  /** Tokens that a query looks at. */
  long seen() {
    return sequence + context;
  }

  /**
   * The experts that the batch is expected to touch, if each token takes as many, whichever, with
   * equal chance: experts · (1 − (1 − taken / experts)^tokens).
   */
  public double expertsTouched(Transformer of) {
    return experts(of).touched((double) sequence * batch);
  }

  /** Those that a sample is expected to touch, rounded down; at least those of one token. */
  long expertsOfASample(Transformer of) {
    return experts(of).side(tokens());
  }

  private static Experts experts(Transformer of) {
    return new Experts(of.experts(), of.expertsPerToken());
  }
}
