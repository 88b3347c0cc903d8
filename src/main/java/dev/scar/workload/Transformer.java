package dev.scar.workload;

import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes of a transformer that makes text: blocks of attention and a feed-forward network, then
 * a product with the vocabulary.
 *
 * @param style what its blocks have beside matrices
 * @param layers blocks, at least 1
 * @param hidden width of a token between blocks
 * @param heads of queries
 * @param keyValueHeads heads of keys and values, each shared by as many heads of queries
 * @param headSize elements of a head; heads · headSize need not be {@code hidden}
 * @param feedForward inner width of the feed-forward network, of each expert
 * @param experts feed-forward networks of a block; 1 if there is no choice
 * @param expertsPerToken how many of them a token takes
 * @param vocabulary tokens that are told apart; 0 for a model without table and last product
 * @param positions learned vectors for positions, which bound the context; 0 if there are none
 */
public record Transformer(
    Style style,
    long layers,
    long hidden,
    long heads,
    long keyValueHeads,
    long headSize,
    long feedForward,
    long experts,
    long expertsPerToken,
    long vocabulary,
    long positions) {

  /** Families of blocks. */
  public enum Style {
    /** Two matrices in the feed-forward network; biases, layer norms; one table for both ends. */
    GPT,
    /** A gated feed-forward network of three matrices; no biases, one vector a norm; two tables. */
    LLAMA
  }

  /** The published models that can be named. */
  public static final Map<String, Transformer> PRESETS =
      new TreeMap<>(
          Map.of(
              "gpt-2", gpt2(12, 768, 12),
              "gpt-2-medium", gpt2(24, 1024, 16),
              "gpt-2-large", gpt2(36, 1280, 20),
              "gpt-2-xl", gpt2(48, 1600, 25),
              "llama-3-8b", llama(32, 4096, 32, 14336, 1, 1, 128256),
              "llama-3-70b", llama(80, 8192, 64, 28672, 1, 1, 128256),
              "mixtral-8x7b", llama(32, 4096, 32, 14336, 8, 2, 32000)));

  private static final long MOST_LAYERS = 10_000;

  public Transformer {
    check("layers", layers, 1, MOST_LAYERS);
    check("hidden", hidden, 1, LayerShape.LARGEST_BOUND);
    check("heads", heads, 1, LayerShape.LARGEST_BOUND);
    check("kv-heads", keyValueHeads, 1, heads);
    check("head-size", headSize, 1, LayerShape.LARGEST_BOUND);
    check("feed-forward", feedForward, 1, LayerShape.LARGEST_BOUND);
    check("experts", experts, 1, 1_000_000);
    check("experts-per-token", expertsPerToken, 1, experts);
    check("vocabulary", vocabulary, 0, LayerShape.LARGEST_BOUND);
    check("positions", positions, 0, LayerShape.LARGEST_BOUND);
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          heads + " heads are no multiple of " + keyValueHeads + " kv-heads");
    }
  }

  /** Blocks in the manner of GPT, with a head of keys and values for each of queries. */
  public static Transformer of(
      long layers, long hidden, long heads, long headSize, long feedForward) {
    return new Transformer(
        Style.GPT, layers, hidden, heads, heads, headSize, feedForward, 1, 1, 0, 0);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " (" + value + ") must be " + least + " to " + most);
    }
  }

  /** Sizes of A. Radford et al., "Language Models are Unsupervised Multitask Learners", 2019. */
  private static Transformer gpt2(long layers, long hidden, long heads) {
    return new Transformer(
        Style.GPT, layers, hidden, heads, heads, hidden / heads, 4 * hidden, 1, 1, 50257, 1024);
  }

  /**
   * Sizes of A. Grattafiori et al., "The Llama 3 Herd of Models", 2024, table 3, and of A. Q. Jiang
   * et al., "Mixtral of Experts", 2024, table 1; all have 8 heads of keys and values.
   */
  private static Transformer llama(
      long layers,
      long hidden,
      long heads,
      long feedForward,
      long experts,
      long expertsPerToken,
      long vocabulary) {
    return new Transformer(
        Style.LLAMA,
        layers,
        hidden,
        heads,
        8,
        hidden / heads,
        feedForward,
        experts,
        expertsPerToken,
        vocabulary,
        0);
  }

  /** Weights of the attention of a block, without biases. */
  private long attention() {
    long queries = Math.multiplyExact(heads, headSize);
    long keysAndValues = Math.multiplyExact(2 * keyValueHeads, headSize);
    return Math.multiplyExact(hidden, Math.addExact(2 * queries, keysAndValues));
  }

  /** Weights of one expert, without biases. */
  private long expert() {
    return Math.multiplyExact(Math.multiplyExact(matrices(), hidden), feedForward);
  }

  /** Matrices of a feed-forward network. */
  private long matrices() {
    return style == Style.LLAMA ? 3 : 2;
  }

  /** Weights that choose experts. */
  private long router() {
    return experts > 1 ? Math.multiplyExact(hidden, experts) : 0;
  }

  /** Elements of a block that are in no matrix: norms, and biases of attention. */
  private long vectors() {
    if (style == Style.LLAMA) {
      return 2 * hidden;
    }
    long biases = Math.multiplyExact(heads + 2 * keyValueHeads, headSize) + hidden;
    return Math.addExact(4 * hidden, biases);
  }

  private long expertBiases() {
    return style == Style.GPT ? hidden + feedForward : 0;
  }

  /**
   * All parameters: matrices, tables, norms and biases.
   *
   * @throws ArithmeticException beyond 2^63
   */
  public long parameters() {
    return parameters(experts);
  }

  /** Those that one token meets: of the experts, the ones that it takes. */
  public long parametersOfAToken() {
    return parameters(expertsPerToken);
  }

  private long parameters(long taken) {
    long experts = Math.multiplyExact(taken, Math.addExact(expert(), expertBiases()));
    long block = Math.addExact(Math.addExact(attention(), vectors()), router() + experts);
    long tables = style == Style.LLAMA ? 2 : 1;
    long outside = Math.multiplyExact(hidden, Math.addExact(tables * vocabulary, positions));
    long norm = style == Style.LLAMA ? hidden : 2 * hidden;
    return Math.addExact(Math.multiplyExact(layers, block), Math.addExact(outside, norm));
  }
}
