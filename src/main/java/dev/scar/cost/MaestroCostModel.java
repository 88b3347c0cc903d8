package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerShape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cost model that the program uses: the evaluator on a layer's shape and a chiplet type's
 * dataflow and hardware.
 *
 * <p>Each distinct pair of shape and chiplet type is evaluated once. Safe for several threads.
 *
 * <p>How a layer becomes the evaluator's: padding is added to Y and X; a GEMM of M × N × K is a 1 ×
 * 1 convolution with K = N, C = K, Y = M; a depthwise layer and an element-wise sum are DSCONV;
 * grouped layers are NGCONV with K and C per group; an up-convolution is a stride-1 convolution on
 * the up-sampled map (Y = output rows + R − 1); an attention product is one head, its cost
 * multiplied by the heads.
 */
public final class MaestroCostModel implements CostModel {
  private final Dataflows dataflows;
  private final Map<Key, LayerCost> known = new ConcurrentHashMap<>();

  private record Key(LayerShape shape, ChipletType type) {}

  public MaestroCostModel(Dataflows dataflows) {
    this.dataflows = dataflows;
  }

  /** With the shipped dataflows. */
  public static MaestroCostModel shipped() {
    return new MaestroCostModel(Dataflows.shipped());
  }

  /**
   * {@inheritDoc}
   *
   * @throws CostException if the dataflow does not fit, or yields no positive number of cycles
   */
  @Override
  public LayerCost cost(Layer layer, ChipletType type) {
    Key key = new Key(layer.shape(), type);
    LayerCost cost = known.get(key);
    if (cost == null) {
      cost = evaluate(layer, type);
      known.put(key, cost);
    }
    return cost;
  }

  private LayerCost evaluate(Layer layer, ChipletType type) {
    try {
      LayerAnalysis analysis =
          MaestroEvaluator.evaluate(
              dataflows.get(type.dataflow()), toMaestro(layer.shape()), hardware(type));
      if (analysis.cycles() <= 0) {
        throw new CostException(
            "dataflow " + type.dataflow() + " yields " + analysis.cycles() + " cycles");
      }
      long repeat = layer.shape().repeat();
      return new LayerCost(
          Math.multiplyExact(analysis.cycles(), repeat),
          Math.multiplyExact(analysis.macs(), repeat),
          analysis.energyMacUnits(type.energy()) * repeat,
          analysis.utilization());
    } catch (CostException e) {
      throw new CostException(
          "layer " + layer.name() + " on chiplet type " + type.name() + ": " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new CostException(
          "layer " + layer.name() + " on chiplet type " + type.name() + ": its cost passes 2^63",
          e);
    }
  }

  /** The hardware numbers of a chiplet type. */
  public static CostHardware hardware(ChipletType type) {
    return new CostHardware(
        type.pes(),
        type.nocElementsPerCycle(),
        type.nocHopLatencyCycles(),
        type.offChipElementsPerCycle());
  }

  /** The evaluator's view of a shape (one head of an attention product). */
  public static MaestroLayer toMaestro(LayerShape shape) {
    long y = shape.y() + 2 * shape.padY();
    long x = shape.x() + 2 * shape.padX();
    long g = shape.groups();
    return switch (shape.kind()) {
      case CONV, GEMM, MATMUL ->
          MaestroLayer.convolution(
              LayerType.CONV,
              1,
              1,
              shape.k(),
              shape.c(),
              shape.r(),
              shape.s(),
              y,
              x,
              shape.strideY(),
              shape.strideX());
      case TRANSPOSED ->
          MaestroLayer.convolution(
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
      case DEPTHWISE ->
          MaestroLayer.convolution(
              LayerType.DSCONV,
              1,
              1,
              1,
              shape.c(),
              shape.r(),
              shape.s(),
              y,
              x,
              shape.strideY(),
              shape.strideX());
      case ADD -> MaestroLayer.convolution(LayerType.DSCONV, 1, 1, 1, shape.c(), 1, 1, y, x, 1, 1);
      case GROUPED ->
          MaestroLayer.convolution(
              LayerType.NGCONV,
              1,
              g,
              shape.k() / g,
              shape.c() / g,
              shape.r(),
              shape.s(),
              y,
              x,
              shape.strideY(),
              shape.strideX());
    };
  }
}
