package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import java.util.Map;

/**
 * Costs from a table instead of an evaluator.
 *
 * <p>Utilisation is that of the cycles: MACs per cycle and processing element, 1 at most. Safe for
 * several threads.
 */
public final class CsvCostModel implements CostModel {
  private final String source;
  private final Map<Key, Entry> costs;

  /** What a row is about; two models may have an equal layer with other costs. */
  record Key(String model, String layer, String chipletType) {}

  record Entry(long cycles, double energyJ) {}

  CsvCostModel(String source, Map<Key, Entry> costs) {
    this.source = source;
    this.costs = Map.copyOf(costs);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CostException if the table has no such layer and chiplet type, or the type's MAC energy
   *     is 0, in which a table's energy cannot be expressed
   */
  @Override
  public LayerCost cost(Layer layer, ChipletType type) {
    Entry entry = costs.get(new Key(layer.model(), layer.name(), type.name()));
    if (entry == null) {
      throw new CostException(
          source
              + ": has no row for model "
              + layer.model()
              + ", layer "
              + layer.name()
              + ", chiplet type "
              + type.name());
    }
    double macJ = type.energy().macJ();
    if (macJ == 0) {
      throw new CostException(
          "chiplet type "
              + type.name()
              + " has a MAC energy of 0; energies cannot be in its units");
    }
    double utilization = Math.min(1, (double) layer.macs() / entry.cycles() / type.pes());
    return new LayerCost(entry.cycles(), layer.macs(), entry.energyJ() / macJ, utilization);
  }
}
