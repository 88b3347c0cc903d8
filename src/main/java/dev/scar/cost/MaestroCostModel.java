package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerShape;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cost model that the program uses: the evaluator on a layer's shape and a chiplet type's
 * dataflow and hardware.
 *
 * <p>Each distinct pair of shape and chiplet type is evaluated once. Safe for several threads.
 */
public final class MaestroCostModel implements CostModel {
  private final Dataflows dataflows;
  private final Set<Correction> corrections;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();

  private record Key(LayerShape shape, ChipletType type) {}

  private record Known(LayerAnalysis analysis, LayerCost cost) {}

  /** The original tool's numbers with these dataflows. */
  public MaestroCostModel(Dataflows dataflows) {
    this(dataflows, Correction.NONE);
  }

  /** With these dataflows and these defects of the original repaired. */
  public MaestroCostModel(Dataflows dataflows, Set<Correction> corrections) {
    this.dataflows = dataflows;
    this.corrections = Set.copyOf(corrections);
  }

  /** The original tool's numbers with the shipped dataflows. */
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
    return known(layer, type).cost();
  }

  /**
   * Everything there is to know about a layer; of a repeated one, about a single repetition.
   *
   * @throws CostException as {@link #cost}
   */
  public LayerAnalysis analysis(Layer layer, ChipletType type) {
    return known(layer, type).analysis();
  }

  private Known known(Layer layer, ChipletType type) {
    return known.computeIfAbsent(new Key(layer.shape(), type), key -> evaluate(layer, type));
  }

  private Known evaluate(Layer layer, ChipletType type) {
    try {
      LayerAnalysis analysis =
          MaestroEvaluator.evaluate(
              dataflows.get(type.dataflow()),
              ShapeConversion.convert(layer.shape()),
              CostHardware.of(type),
              corrections);
      if (analysis.cycles() <= 0) {
        throw new CostException(
            "dataflow "
                + type.dataflow()
                + " yields "
                + analysis.cycles()
                + " cycles; a tile does not fit this shape");
      }
      long repeat = layer.shape().repeat();
      LayerCost cost =
          new LayerCost(
              Math.multiplyExact(analysis.cycles(), repeat),
              Math.multiplyExact(analysis.macs(), repeat),
              analysis.energyMacUnits(type.energy()) * repeat,
              analysis.utilization());
      return new Known(analysis, cost);
    } catch (CostException e) {
      throw new CostException(where(layer, type) + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new CostException(where(layer, type) + "its cost passes 2^63", e);
    }
  }

  private static String where(Layer layer, ChipletType type) {
    return "layer " + layer.name() + " on chiplet type " + type.name() + ": ";
  }
}
