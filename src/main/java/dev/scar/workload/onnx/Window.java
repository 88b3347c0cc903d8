package dev.scar.workload.onnx;

/**
 * A kernel along one axis.
 *
 * @param size of the input without padding
 * @param kernel taps
 * @param before padding in front, may be negative
 * @param after padding at the end
 * @param dilation distance of taps
 * @param extra rows at the end of a transposed convolution
 */
public record Window(
    long size, long kernel, long stride, long before, long after, long dilation, long extra) {
  public Window {
    if (size < 1 || kernel < 1 || stride < 1 || dilation < 1 || extra < 0) {
      throw new IllegalArgumentException(
          "size "
              + size
              + ", kernel "
              + kernel
              + ", stride "
              + stride
              + ", dilation "
              + dilation
              + " are not all positive");
    }
  }

  /** The taps and the gaps between them. */
  long reach() {
    return Math.addExact(Math.multiplyExact(kernel - 1, dilation), 1);
  }

  /** Outputs of a convolution or of pooling. */
  public long outputs(boolean ceil) {
    long room = Math.subtractExact(Math.addExact(Math.addExact(size, before), after), reach());
    if (room < 0) {
      throw new IllegalArgumentException(
          "the kernel of " + reach() + " is larger than the padded input of " + (room + reach()));
    }
    long steps = ceil ? (room + stride - 1) / stride : room / stride;
    return ceil && steps * stride >= size + before ? steps : steps + 1;
  }

  /** Outputs of a transposed convolution. */
  public long spread() {
    long outputs =
        Math.addExact(Math.multiplyExact(size - 1, stride), reach()) + extra - before - after;
    if (outputs < 1) {
      throw new IllegalArgumentException("nothing is left after padding " + before + "+" + after);
    }
    return outputs;
  }
}
