package dev.scar.workload;

/**
 * A convolution along rows or along columns.
 *
 * @param size of the input without padding, at least 1
 * @param kernel taps, at least 1
 * @param stride at least 1
 * @param before padding in front of the first element, at least 0
 * @param after padding behind the last element, at least 0
 * @param dilation distance between taps, at least 1
 * @param outputPadding elements that a transposed convolution adds at the end, at least 0
 */
public record Axis(
    long size,
    long kernel,
    long stride,
    long before,
    long after,
    long dilation,
    long outputPadding) {

  /** With the same padding on both sides, and a kernel without gaps. */
  Axis(long size, long kernel, long stride, long pad) {
    this(size, kernel, stride, pad, pad, 1, 0);
  }

  /**
   * Checks the bounds; messages call sizes and kernels by the letters of files.
   *
   * @throws IllegalArgumentException for the first that is out of its bounds
   */
  void check(String sizeName, String kernelName) {
    LayerShape.check(kernelName, kernel, 1);
    LayerShape.check(sizeName, size, 1);
    LayerShape.check("stride", stride, 1);
    LayerShape.check("pad", before, 0);
    LayerShape.check("pad", after, 0);
    LayerShape.check("dilation", dilation, 1);
    LayerShape.check("outputPadding", outputPadding, 0);
    LayerShape.check(sizeName + " with its padding", padded(), 1);
    LayerShape.check(kernelName + " with its dilation", reach(), 1);
  }

  /** Input with its padding. */
  long padded() {
    return size + before + after;
  }

  /** The taps and the gaps between them. */
  long reach() {
    return (kernel - 1) * dilation + 1;
  }

  /** Outputs of a convolution. */
  long outputs() {
    return (padded() - reach()) / stride + 1;
  }

  /** Outputs of a transposed convolution. */
  long spread() {
    return (size - 1) * stride + reach() - before - after + outputPadding;
  }

  /**
   * The padded input that a kernel without gaps would need for the same outputs; with a dilation of
   * 1 the input as it is.
   */
  public long dense() {
    return dilation == 1 ? padded() : (outputs() - 1) * stride + kernel;
  }

  /** The same with no more padding than a kernel larger than its input needs. */
  Axis withLeastPadding() {
    long least = Math.max(0, (reach() - size + 1) / 2);
    return new Axis(
        size,
        kernel,
        stride,
        Math.min(before, least),
        Math.min(after, least),
        dilation,
        outputPadding);
  }

  /** The same on a map of another size. */
  Axis withSize(long other) {
    return new Axis(other, kernel, stride, before, after, dilation, outputPadding);
  }
}
