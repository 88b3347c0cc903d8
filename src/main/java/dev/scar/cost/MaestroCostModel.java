package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerCosts;
import dev.scar.workload.LayerShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cost model that the program uses: the evaluator on a layer's shape and a chiplet type's
 * dataflow and hardware.
 *
 * <p>Of the dataflows that a type lists, every layer takes the one with the fewest cycles; among
 * equals the one with the least energy. Each distinct pair of shape and chiplet type is evaluated
 * once. Safe for several threads.
 */
public final class MaestroCostModel implements CostModel {
  /** Fewest cycles; among equals least energy, then the one listed first. */
  private static final Comparator<Known> BEST =
      Comparator.comparingLong((Known known) -> known.cost().cycles())
          .thenComparingDouble(known -> known.cost().energyMacUnits());

  private final Dataflows dataflows;
  private final Optional<Set<Correction>> corrections;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();

  private record Key(LayerShape shape, LayerCosts costs, ChipletType type) {}

  private record Known(String dataflow, LayerAnalysis analysis, LayerCost cost) {}

  /** With these dataflows, every layer after the arithmetic that it names. */
  public MaestroCostModel(Dataflows dataflows) {
    this(dataflows, Optional.empty());
  }

  /** With these defects of the original repaired, whatever the layers name. */
  public MaestroCostModel(Dataflows dataflows, Set<Correction> corrections) {
    this(dataflows, Optional.of(Set.copyOf(corrections)));
  }

  private MaestroCostModel(Dataflows dataflows, Optional<Set<Correction>> corrections) {
    this.dataflows = dataflows;
    this.corrections = corrections;
  }

  /** With the shipped dataflows, every layer after the arithmetic that it names. */
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

  /**
   * Which of the type's dataflows a layer takes.
   *
   * @throws CostException as {@link #cost}
   */
  public String dataflow(Layer layer, ChipletType type) {
    return known(layer, type).dataflow();
  }

  private Known known(Layer layer, ChipletType type) {
    Key key = new Key(layer.shape(), layer.costs(), type);
    return known.computeIfAbsent(key, k -> evaluate(layer, type));
  }

  /** The best of the type's dataflows; those that do not fit are left out if one does. */
  private Known evaluate(Layer layer, ChipletType type) {
    List<CostException> unfit = new ArrayList<>();
    List<Known> fit = new ArrayList<>();
    for (String dataflow : type.dataflows()) {
      try {
        fit.add(evaluate(layer, type, dataflow));
      } catch (CostException e) {
        unfit.add(e);
      }
    }
    return fit.stream().min(BEST).orElseThrow(() -> unfit.get(0));
  }

  private Known evaluate(Layer layer, ChipletType type, String dataflow) {
    Set<Correction> mode = corrections.orElseGet(() -> Correction.of(layer.costs()));
    try {
      LayerAnalysis analysis =
          MaestroEvaluator.evaluate(
              dataflows.get(dataflow),
              ShapeConversion.convert(layer.shape(), mode),
              CostHardware.of(type),
              mode);
      requirePossible(analysis, dataflow, type);
      long repeat = ShapeConversion.times(layer.shape());
      LayerCost cost =
          new LayerCost(
              Math.multiplyExact(analysis.cycles(), repeat),
              Math.multiplyExact(analysis.macs(), repeat),
              analysis.energyMacUnits(type.energy()) * repeat,
              analysis.utilization());
      return new Known(dataflow, analysis, cost);
    } catch (CostException e) {
      throw new CostException(where(layer, type) + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new CostException(where(layer, type) + "its cost passes 2^63", e);
    }
  }

  /** Nothing that computes is free; the original's negative tiles can make it seem so. */
  private static void requirePossible(LayerAnalysis analysis, String dataflow, ChipletType type) {
    boolean timed = analysis.cycles() > 0;
    double energy = analysis.energyMacUnits(type.energy());
    if (timed && analysis.macs() > 0 && energy > 0) {
      return;
    }
    throw new CostException(
        "dataflow "
            + dataflow
            + " yields "
            + (timed
                ? analysis.macs() + " MACs and " + energy + " MACs of energy"
                : analysis.cycles() + " cycles")
            + "; a tile does not fit this shape");
  }

  private static String where(Layer layer, ChipletType type) {
    String model = layer.model().isEmpty() ? "" : "model " + layer.model() + ", ";
    return model + "layer " + layer.name() + " on chiplet type " + type.name() + ": ";
  }
}
