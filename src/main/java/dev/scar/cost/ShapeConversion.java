package dev.scar.cost;

import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import java.util.Set;

/**
 * How a layer of a workload becomes one of the evaluator ({@code
 * cost-model.md#from-a-layer-to-the-evaluator}).
 *
 * <p>Padding is added to Y and X; a GEMM of M × N × K is a 1 × 1 convolution with K = N, C = K and
 * Y = M; depthwise layers and element-wise sums are DSCONV, a sum with R = S = 1; grouped layers
 * are NGCONV with K and C per group; of a product done several times it is one, and of a recurrent
 * one a single row.
 *
 * <p>A kernel with gaps keeps its taps and gets the map that it would need without gaps for the
 * same outputs, so that multiply-accumulates and outputs are right and inputs approximate.
 *
 * <p>As the original costs it, an up-convolution is a stride-1 convolution on the up-sampled map (Y
 * = output rows + R − 1). Corrected ({@link Correction#INSERTED_ZEROS}), it is a 1 × 1 convolution
 * of the inputs with K·R·S outputs, one for each place of the kernel, whose overlapping parts are
 * added on the way out; where kernel and stride are equal, nothing overlaps.
 */
final class ShapeConversion {
  private ShapeConversion() {}

  /**
   * The evaluator's view of a shape; of a repeated one, a single {@linkplain #times repetition}.
   */
  public static MaestroLayer convert(LayerShape shape, Set<Correction> corrections) {
    return switch (shape.kind()) {
      case CONV, GEMM, MATMUL, GROUPED -> grouped(shape, corrections);
      case RECURRENT -> grouped(shape.withRows(1), corrections);
      case DEPTHWISE, ADD -> padded(LayerType.DSCONV, 1, 1, shape.c(), shape);
      case TRANSPOSED -> upsampled(shape, corrections);
    };
  }

  /** How many of the evaluator's layers a shape is, one after the other. */
  static long times(LayerShape shape) {
    boolean recurrent = shape.kind() == LayerKind.RECURRENT;
    return recurrent ? Math.multiplyExact(shape.repeat(), shape.y()) : shape.repeat();
  }

  private static MaestroLayer grouped(LayerShape shape, Set<Correction> corrections) {
    long groups = shape.groups();
    long k = shape.k() / groups;
    long c = shape.c() / groups;
    return corrections.contains(Correction.GROUPED_CHANNELS) && k == 1 && c == 1
        ? padded(LayerType.DSCONV, 1, 1, groups, shape)
        : padded(groups > 1 ? LayerType.NGCONV : LayerType.CONV, groups, k, c, shape);
  }

  private static MaestroLayer padded(
      LayerType type, long groups, long k, long c, LayerShape shape) {
    return MaestroLayer.convolution(
        type,
        1,
        groups,
        k,
        c,
        shape.r(),
        shape.s(),
        shape.rows().dense(),
        shape.columns().dense(),
        shape.strideY(),
        shape.strideX());
  }

  private static MaestroLayer upsampled(LayerShape shape, Set<Correction> corrections) {
    long groups = shape.groups();
    LayerType type = groups > 1 ? LayerType.NGCONV : LayerType.TRCONV;
    long k = shape.k() / groups;
    long c = shape.c() / groups;
    boolean corrected = corrections.contains(Correction.INSERTED_ZEROS);
    if (corrected && shape.strideY() * shape.strideX() > 1) {
      long places = Math.multiplyExact(k, Math.multiplyExact(shape.r(), shape.s()));
      return MaestroLayer.convolution(type, 1, groups, places, c, 1, 1, shape.y(), shape.x(), 1, 1);
    }
    return MaestroLayer.convolution(
        corrected && groups == 1 ? LayerType.CONV : type,
        1,
        groups,
        k,
        c,
        shape.r(),
        shape.s(),
        shape.outputY() + shape.r() - 1,
        shape.outputX() + shape.s() - 1,
        1,
        1);
  }
}
