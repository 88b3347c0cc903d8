package dev.scar.workload;

/**
 * How a model's layer list is read.
 *
 * <p>Some published lists (XRBench's) give every layer as a plain convolution, without stride,
 * groups or the one row of a classifier. The shipped models have these restored; a layer that then
 * differs also keeps its literal reading, which is what the paper's cost model most likely saw
 * ({@code calibration.md}).
 */
public enum Shapes {
  /** The network as it is: strides, groups and rows restored. */
  CORRECTED("corrected"),
  /**
   * The list as printed. The shape that is costed, the MACs and the weights follow it; tensor sizes
   * on edges stay those of the network, since a stride that the list forgot does not enlarge what
   * the next layer reads.
   */
  LITERAL("literal");

  private final String word;

  Shapes(String word) {
    this.word = word;
  }

  /** What files and messages call it. */
  public String word() {
    return word;
  }
}
