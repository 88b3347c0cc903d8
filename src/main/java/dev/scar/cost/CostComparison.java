package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the corrections change, layer by layer.
 *
 * <p>An explicit comparison: zero and negative cycles of the original are shown, not refused.
 *
 * @param layer its name
 * @param trueMacs what it really needs, of one repetition
 * @param maestro the original's analysis
 * @param corrected with all corrections
 * @param alone with a single correction; only those that change anything
 */
public record CostComparison(
    String layer,
    long trueMacs,
    LayerAnalysis maestro,
    LayerAnalysis corrected,
    Map<Correction, LayerAnalysis> alone) {
  public CostComparison {
    alone = Collections.unmodifiableMap(new TreeMap<>(alone));
  }

  /** Whether any number differs. */
  public boolean isDifferent() {
    return !maestro.equals(corrected);
  }

  /** The corrections that change something by themselves, in their order. */
  public Set<Correction> causes() {
    return alone.isEmpty() ? Set.of() : EnumSet.copyOf(alone.keySet());
  }

  /** Corrected cycles per original ones; infinite where the original has none. */
  public double cycleRatio() {
    return (double) corrected.cycles() / maestro.cycles();
  }

  /** Corrected energy per original one. */
  public double energyRatio(ActivityEnergy energy) {
    return corrected.energyMacUnits(energy) / maestro.energyMacUnits(energy);
  }

  /**
   * Every layer of a model on a chiplet type, in order, with the dataflow that it takes corrected.
   *
   * @throws CostException if the dataflow is unknown or does not fit a layer
   */
  public static List<CostComparison> of(Model model, ChipletType type, Dataflows dataflows) {
    MaestroCostModel costs = new MaestroCostModel(dataflows, Correction.ALL);
    CostHardware hardware = CostHardware.of(type);
    return model.layers().stream()
        .map(
            layer -> {
              List<String> listed = type.dataflows();
              String best = listed.size() == 1 ? listed.get(0) : costs.dataflow(layer, type);
              return of(layer, dataflows.get(best), hardware);
            })
        .toList();
  }

  private static CostComparison of(Layer layer, Dataflow dataflow, CostHardware hardware) {
    return of(
        layer.name(),
        corrections -> ShapeConversion.convert(layer.shape(), corrections),
        dataflow,
        hardware);
  }

  /**
   * One layer as the evaluator knows it.
   *
   * @throws CostException if the dataflow does not fit it
   */
  public static CostComparison of(
      String name, MaestroLayer layer, Dataflow dataflow, CostHardware hardware) {
    return of(name, corrections -> layer, dataflow, hardware);
  }

  private static CostComparison of(
      String name,
      Function<Set<Correction>, MaestroLayer> layer,
      Dataflow dataflow,
      CostHardware hardware) {
    Function<Set<Correction>, LayerAnalysis> evaluate =
        corrections ->
            MaestroEvaluator.evaluate(dataflow, layer.apply(corrections), hardware, corrections);
    LayerAnalysis maestro = evaluate.apply(Correction.NONE);
    Map<Correction, LayerAnalysis> alone = new EnumMap<>(Correction.class);
    for (Correction correction : Correction.values()) {
      LayerAnalysis one = evaluate.apply(Set.of(correction));
      if (!one.equals(maestro)) {
        alone.put(correction, one);
      }
    }
    return new CostComparison(
        name,
        layer.apply(Correction.ALL).trueMacs(),
        maestro,
        evaluate.apply(Correction.ALL),
        alone);
  }
}
