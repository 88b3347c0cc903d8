package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;

/** Cost of one layer on one chiplet type. */
public interface CostModel {
  /**
   * Cost of one sample.
   *
   * @throws CostException if the layer cannot be costed on this type
   */
  LayerCost cost(Layer layer, ChipletType type);
}
