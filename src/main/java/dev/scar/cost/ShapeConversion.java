package dev.scar.cost;

import dev.scar.workload.LayerShape;

/**
 * How a layer of a workload becomes one of the evaluator ({@code
 * cost-model.md#from-a-layer-to-the-evaluator}).
 *
 * <p>Padding is added to Y and X; a GEMM of M × N × K is a 1 × 1 convolution with K = N, C = K and
 * Y = M; depthwise layers and element-wise sums are DSCONV, a sum with R = S = 1; grouped layers
 * are NGCONV with K and C per group; an up-convolution is a stride-1 convolution on the up-sampled
 * map (Y = output rows + R − 1); of an attention product it is one head.
 */
public final class ShapeConversion {
  private ShapeConversion() {}

  /** The evaluator's view of a shape; of a repeated one, a single repetition. */
  public static MaestroLayer convert(LayerShape shape) {
    long y = shape.y() + 2 * shape.padY();
    long x = shape.x() + 2 * shape.padX();
    long groups = shape.groups();
    return switch (shape.kind()) {
      case CONV, GEMM, MATMUL -> layer(LayerType.CONV, 1, shape.k(), shape.c(), shape, y, x);
      case TRANSPOSED -> upsampled(shape);
      case DEPTHWISE, ADD -> layer(LayerType.DSCONV, 1, 1, shape.c(), shape, y, x);
      case GROUPED ->
          layer(LayerType.NGCONV, groups, shape.k() / groups, shape.c() / groups, shape, y, x);
    };
  }

  private static MaestroLayer layer(
      LayerType type, long groups, long k, long c, LayerShape shape, long y, long x) {
    return MaestroLayer.convolution(
        type, 1, groups, k, c, shape.r(), shape.s(), y, x, shape.strideY(), shape.strideX());
  }

  private static MaestroLayer upsampled(LayerShape shape) {
    return MaestroLayer.convolution(
        LayerType.TRCONV,
        1,
        1,
        shape.k(),
        shape.c(),
        shape.r(),
        shape.s(),
        shape.outputY() + shape.r() - 1,
        shape.outputX() + shape.s() - 1,
        1,
        1);
  }
}
