package dev.scar.cost;

/**
 * A layer as the evaluator sees it: extents by {@link Dim}, padding already in Y and X, K and C per
 * group.
 *
 * @param extents by dimension; 1 where the type does not have it, whatever was given
 */
public record MaestroLayer(LayerType type, Extents extents, long strideY, long strideX) {
  public MaestroLayer {
    if (strideY < 1 || strideX < 1) {
      throw new CostException("strides must be positive: " + strideY + ", " + strideX);
    }
    for (Dim dim : Dim.values()) {
      if (!type.has(dim)) {
        extents = extents.with(dim, 1);
      }
      if (extents.get(dim) < 1 || extents.get(dim) > Integer.MAX_VALUE) {
        throw new CostException(
            dim + " = " + extents.get(dim) + " is outside 1 to " + Integer.MAX_VALUE);
      }
    }
  }

  /** A convolution-like layer. */
  public static MaestroLayer convolution(
      LayerType type,
      long n,
      long g,
      long k,
      long c,
      long r,
      long s,
      long y,
      long x,
      long strideY,
      long strideX) {
    Extents extents =
        Extents.ones()
            .with(Dim.N, n)
            .with(Dim.G, g)
            .with(Dim.K, k)
            .with(Dim.C, c)
            .with(Dim.R, r)
            .with(Dim.S, s)
            .with(Dim.Y, y)
            .with(Dim.X, x);
    return new MaestroLayer(type, extents, strideY, strideX);
  }

  /** Whether the kernel fits into the map; otherwise there are no outputs. */
  boolean hasOutputs() {
    return extents.get(Dim.R) <= extents.get(Dim.Y) && extents.get(Dim.S) <= extents.get(Dim.X);
  }

  /** Multiply-accumulates that the layer really needs. */
  public long trueMacs() {
    if (type == LayerType.GEMM) {
      return product(extents.get(Dim.M), extents.get(Dim.N), extents.get(Dim.K));
    }
    return product(
        extents.get(Dim.N),
        extents.get(Dim.G),
        extents.get(Dim.K),
        extents.get(Dim.C),
        extents.get(Dim.R),
        extents.get(Dim.S),
        outputs(Dim.Y),
        outputs(Dim.X));
  }

  /** The filter's stride along Y or X. */
  long stride(Dim axis) {
    return axis == Dim.Y ? strideY : strideX;
  }

  /** Positions of the filter along Y or X. */
  long outputs(Dim axis) {
    return (extents.get(axis) - extents.get(axis.filter())) / stride(axis) + 1;
  }

  /** Elements along Y or X that one more output reads: the stride, or the filter if smaller. */
  long step(Dim axis) {
    return Math.min(stride(axis), extents.get(axis.filter()));
  }

  private static long product(long... factors) {
    long product = 1;
    for (long factor : factors) {
      product = Math.multiplyExact(product, factor);
    }
    return product;
  }
}
