package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Footprint;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the search looks up about one model, as prefix sums over its layers. */
final class ModelTable {
  private final ScenarioModel model;
  private final long[][] computePs;
  private final double[][] energyJ;
  private final double[][] seconds;
  private final Map<Long, Long> peaks = new ConcurrentHashMap<>();

  ModelTable(ScenarioModel model, List<ChipletType> types, CostModel costs) {
    this.model = model;
    int layers = model.model().layers().size();
    computePs = new long[types.size()][layers + 1];
    energyJ = new double[types.size()][layers + 1];
    seconds = new double[types.size()][layers + 1];
    for (int l = 0; l < layers; l++) {
      for (int t = 0; t < types.size(); t++) {
        ChipletType type = types.get(t);
        LayerCost cost = costs.cost(model.model().layer(l), type);
        long ps = type.computePs(cost.cycles());
        computePs[t][l + 1] = Math.addExact(computePs[t][l], ps);
        seconds[t][l + 1] = computePs[t][l + 1] * 1e-12;
        energyJ[t][l + 1] = energyJ[t][l] + type.joules(cost.energyMacUnits());
      }
    }
  }

  ScenarioModel model() {
    return model;
  }

  /** Compute time of the layers [first, end) on a type for one sample. */
  long computePs(int type, int first, int end) {
    return computePs[type][end] - computePs[type][first];
  }

  /** Compute energy of the layers [first, end) on a type for one sample. */
  double energyJ(int type, int first, int end) {
    return energyJ[type][end] - energyJ[type][first];
  }

  /** Compute seconds of all layers before each layer, by type. */
  double[][] secondsBefore() {
    return seconds;
  }

  /** Compute energy of all layers before each layer, by type. */
  double[][] joulesBefore() {
    return energyJ;
  }

  /** Peak live activations of the layers [first, end) for one sample. */
  long peakBytes(int first, int end) {
    long key = (long) first << 32 | end;
    Long known = peaks.get(key);
    if (known == null) {
      known = Footprint.peakBytes(model, first, end);
      peaks.put(key, known);
    }
    return known;
  }
}
