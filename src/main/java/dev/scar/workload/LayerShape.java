package dev.scar.workload;

/**
 * The loop bounds of one layer for one sample, in the field's letters.
 *
 * <p>{@code k} output channels, {@code c} input channels (totals over all groups), {@code r × s}
 * kernel, {@code y × x} input rows and columns <em>without</em> padding, padding per side, strides,
 * {@code groups}, and {@code repeat} for products done once per attention head. A GEMM of M rows, N
 * features and reduction K has k = N, c = K, y = M and x = r = s = 1. All are positive except the
 * paddings, which may be zero.
 */
public record LayerShape(
    LayerKind kind,
    long k,
    long c,
    long r,
    long s,
    long y,
    long x,
    long strideY,
    long strideX,
    long padY,
    long padX,
    long groups,
    long repeat) {
  /**
   * The largest value of any one bound, rows and columns with their padding included; the cost
   * model counts no further.
   */
  public static final long LARGEST_BOUND = Integer.MAX_VALUE;

  public LayerShape {
    check("K", k, 1);
    check("C", c, 1);
    check("R", r, 1);
    check("S", s, 1);
    check("Y", y, 1);
    check("X", x, 1);
    check("stride", strideY, 1);
    check("stride", strideX, 1);
    check("pad", padY, 0);
    check("pad", padX, 0);
    check("groups", groups, 1);
    check("repeat", repeat, 1);
    check("Y with its padding", y + 2 * padY, 1);
    check("X with its padding", x + 2 * padX, 1);
    if (kind == LayerKind.GROUPED && (k % groups != 0 || c % groups != 0)) {
      throw new IllegalArgumentException(
          "K = " + k + " and C = " + c + " must be multiples of groups = " + groups);
    }
    if (kind == LayerKind.DEPTHWISE && k != c) {
      throw new IllegalArgumentException(
          "depthwise layers have K = C, not K = " + k + " and C = " + c);
    }
    if (kind != LayerKind.TRANSPOSED && (y + 2 * padY < r || x + 2 * padX < s)) {
      throw new IllegalArgumentException(
          "the kernel "
              + r
              + "x"
              + s
              + " is larger than the padded input "
              + (y + 2 * padY)
              + "x"
              + (x + 2 * padX));
    }
  }

  /**
   * A matrix product: {@code rows × reduction} times {@code reduction × features}, {@code repeat}
   * times.
   */
  public static LayerShape product(
      LayerKind kind, long rows, long features, long reduction, long repeat) {
    return new LayerShape(kind, features, reduction, 1, 1, rows, 1, 1, 1, 0, 0, 1, repeat);
  }

  private static void check(String name, long value, long least) {
    if (value < least || value > LARGEST_BOUND) {
      throw new IllegalArgumentException(
          name + " = " + value + " is outside " + least + " to " + LARGEST_BOUND);
    }
  }

  /** The same with no more padding than a kernel larger than its input needs. */
  public LayerShape withLeastPadding() {
    long leastY = Math.min(padY, Math.max(0, (r - y + 1) / 2));
    long leastX = Math.min(padX, Math.max(0, (s - x + 1) / 2));
    return new LayerShape(kind, k, c, r, s, y, x, strideY, strideX, leastY, leastX, groups, repeat);
  }

  /** The same on a map of so many rows. */
  LayerShape withRows(long rows) {
    return new LayerShape(kind, k, c, r, s, rows, x, strideY, strideX, padY, padX, groups, repeat);
  }

  /** Output rows. */
  public long outputY() {
    return kind == LayerKind.TRANSPOSED
        ? (y - 1) * strideY + r - 2 * padY
        : (y + 2 * padY - r) / strideY + 1;
  }

  /** Output columns. */
  public long outputX() {
    return kind == LayerKind.TRANSPOSED
        ? (x - 1) * strideX + s - 2 * padX
        : (x + 2 * padX - s) / strideX + 1;
  }

  /**
   * Elements of the input tensor.
   *
   * @throws ArithmeticException beyond 2^63
   */
  public long inputElements() {
    return product(repeat, c, y, x);
  }

  /**
   * Elements of the second operand of a product of activations; 0 of everything else.
   *
   * @throws ArithmeticException beyond 2^63
   */
  public long operandElements() {
    return kind == LayerKind.MATMUL ? product(repeat, c, k) : 0;
  }

  /** Elements of the output tensor. */
  public long outputElements() {
    return product(repeat, k, outputY(), outputX());
  }

  /** Weights, without bias and normalisation. */
  public long weightElements() {
    return switch (kind) {
      case CONV, TRANSPOSED, GEMM -> product(k, c, r, s);
      case DEPTHWISE -> product(c, r, s);
      case GROUPED -> product(k, c / groups, r, s);
      case MATMUL, ADD -> 0;
    };
  }

  /**
   * Multiply-accumulate operations of one sample. Of an up-convolution those of every input with
   * the whole kernel; with stride 1 it is a convolution and counted like one, padding included.
   */
  public long macs() {
    return switch (kind) {
      case CONV, GEMM -> product(k, c, r, s, outputY(), outputX());
      case TRANSPOSED ->
          strideY * strideX > 1
              ? product(k, c, r, s, y, x)
              : product(k, c, r, s, outputY(), outputX());
      case DEPTHWISE, ADD -> product(c, r, s, outputY(), outputX());
      case GROUPED -> product(k, c / groups, r, s, outputY(), outputX());
      case MATMUL -> product(repeat, k, c, y);
    };
  }

  private static long product(long... factors) {
    long result = 1;
    for (long factor : factors) {
      result = Math.multiplyExact(result, factor);
    }
    return result;
  }
}
