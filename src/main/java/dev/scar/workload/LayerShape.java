package dev.scar.workload;

/**
 * The loop bounds of one layer for one sample, in the field's letters.
 *
 * <p>{@code k} output channels, {@code c} input channels (totals over all groups), {@code r × s}
 * kernel, {@code y × x} input rows and columns <em>without</em> padding, strides, paddings and
 * dilations per axis, {@code groups}, and {@code repeat} for products done several times: of
 * activations once per attention head, of weights once per matrix. A GEMM of M rows, N features and
 * reduction K has k = N, c = K, y = M and x = r = s = 1. All are positive except the paddings,
 * which may be zero.
 */
public record LayerShape(
    LayerKind kind, long k, long c, Axis rows, Axis columns, long groups, long repeat) {
  /**
   * The largest value of any one bound, rows and columns with their padding included; the cost
   * model counts no further.
   */
  public static final long LARGEST_BOUND = Integer.MAX_VALUE;

  public LayerShape {
    check("K", k, 1);
    check("C", c, 1);
    rows.check("Y", "R");
    columns.check("X", "S");
    check("groups", groups, 1);
    check("repeat", repeat, 1);
    boolean grouped = kind == LayerKind.GROUPED || kind == LayerKind.TRANSPOSED;
    if (grouped && (k % groups != 0 || c % groups != 0)) {
      throw new IllegalArgumentException(
          "K = " + k + " and C = " + c + " must be multiples of groups = " + groups);
    }
    if (kind == LayerKind.DEPTHWISE && k != c) {
      throw new IllegalArgumentException(
          "depthwise layers have K = C, not K = " + k + " and C = " + c);
    }
    if (kind == LayerKind.TRANSPOSED) {
      check("output rows", rows.spread(), 1);
      check("output columns", columns.spread(), 1);
    } else if (rows.padded() < rows.reach() || columns.padded() < columns.reach()) {
      throw new IllegalArgumentException(
          "the kernel "
              + rows.reach()
              + "x"
              + columns.reach()
              + " is larger than the padded input "
              + rows.padded()
              + "x"
              + columns.padded());
    }
  }

  /** With the same padding on opposite sides, and a kernel without gaps. */
  public LayerShape(
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
    this(kind, k, c, new Axis(y, r, strideY, padY), new Axis(x, s, strideX, padX), groups, repeat);
  }

  /**
   * A matrix product: {@code rows × reduction} times {@code reduction × features}, {@code repeat}
   * times.
   */
  public static LayerShape product(
      LayerKind kind, long rows, long features, long reduction, long repeat) {
    return new LayerShape(kind, features, reduction, 1, 1, rows, 1, 1, 1, 0, 0, 1, repeat);
  }

  /** A convolution of square maps that are padded so that stride 1 keeps their size. */
  public static LayerShape convolution(
      long features, long channels, long kernel, long size, long stride) {
    Axis axis = new Axis(size, kernel, stride, (kernel - 1) / 2);
    return new LayerShape(LayerKind.CONV, features, channels, axis, axis, 1, 1);
  }

  /** Activations of {@code rows × reduction} times weights of {@code reduction × features}. */
  public static LayerShape gemm(long rows, long features, long reduction) {
    return product(LayerKind.GEMM, rows, features, reduction, 1);
  }

  /** The sum of square maps. */
  public static LayerShape addition(long channels, long size) {
    Axis axis = new Axis(size, 1, 1, 0);
    return new LayerShape(LayerKind.ADD, channels, channels, axis, axis, 1, 1);
  }

  static void check(String name, long value, long least) {
    if (value < least || value > LARGEST_BOUND) {
      throw new IllegalArgumentException(
          name + " = " + value + " is outside " + least + " to " + LARGEST_BOUND);
    }
  }

  /** Kernel rows. */
  public long r() {
    return rows.kernel();
  }

  /** Kernel columns. */
  public long s() {
    return columns.kernel();
  }

  /** Input rows. */
  public long y() {
    return rows.size();
  }

  /** Input columns. */
  public long x() {
    return columns.size();
  }

  public long strideY() {
    return rows.stride();
  }

  public long strideX() {
    return columns.stride();
  }

  /** The same with no more padding than a kernel larger than its input needs. */
  public LayerShape withLeastPadding() {
    return new LayerShape(
        kind, k, c, rows.withLeastPadding(), columns.withLeastPadding(), groups, repeat);
  }

  /** The same on a map of so many rows. */
  public LayerShape withRows(long size) {
    return new LayerShape(kind, k, c, rows.withSize(size), columns, groups, repeat);
  }

  /** Output rows. */
  public long outputY() {
    return kind == LayerKind.TRANSPOSED ? rows.spread() : rows.outputs();
  }

  /** Output columns. */
  public long outputX() {
    return kind == LayerKind.TRANSPOSED ? columns.spread() : columns.outputs();
  }

  /**
   * Elements of the input tensor.
   *
   * @throws ArithmeticException beyond 2^63
   */
  public long inputElements() {
    return product(repeat, c, y(), x());
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
      case CONV, GEMM, RECURRENT -> product(repeat, k, c, r(), s());
      case DEPTHWISE -> product(c, r(), s());
      case GROUPED, TRANSPOSED -> product(k, c / groups, r(), s());
      case MATMUL, ADD -> 0;
    };
  }

  /**
   * Multiply-accumulate operations of one sample. Of an up-convolution those of every input with
   * the whole kernel; with stride 1 it is a convolution and counted like one, padding included.
   */
  public long macs() {
    return switch (kind) {
      case CONV, GEMM, RECURRENT, MATMUL -> product(repeat, k, c, r(), s(), outputY(), outputX());
      case TRANSPOSED ->
          strideY() * strideX() > 1
              ? product(k, c / groups, r(), s(), y(), x())
              : product(k, c / groups, r(), s(), outputY(), outputX());
      case DEPTHWISE, ADD -> product(c, r(), s(), outputY(), outputX());
      case GROUPED -> product(k, c / groups, r(), s(), outputY(), outputX());
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
