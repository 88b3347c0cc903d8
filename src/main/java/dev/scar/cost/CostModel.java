package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;

/** Cost of one layer on one chiplet type. */
public interface CostModel {
  /** Cost of one sample. */
  LayerCost cost(Layer layer, ChipletType type);
}
