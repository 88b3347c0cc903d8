package dev.scar.workload;

/**
 * What of a text a transformer computes: prefill takes many tokens at once, a step of decoding one.
 *
 * @param sequence tokens of a sample that are computed, at least 1
 * @param context tokens of a sample before them, whose keys and values are cached; 0 or more
 * @param batch samples, at least 1
 * @param bits of an element of weights, activations and caches
 */
public record Serving(long sequence, long context, int batch, int bits) {

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
    if (bits < 1 || bits > 64) {
      throw new IllegalArgumentException("precision of " + bits + " bit is outside 1 to 64");
    }
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
    double missed = 1 - (double) of.expertsPerToken() / of.experts();
    return of.experts() * (1 - StrictMath.pow(missed, (double) sequence * batch));
  }
}
