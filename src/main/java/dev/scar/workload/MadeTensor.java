package dev.scar.workload;

/**
 * The tensor that a layer makes.
 *
 * @param elements that leave it; fewer than of its shape where gates or experts become one
 */
record MadeTensor(LayerShape shape, long elements) {
  /** Whether it has the rows, columns and channels of the layer. */
  boolean isWhole() {
    return elements == shape.outputElements();
  }
}
