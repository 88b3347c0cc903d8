package dev.scar.search.anneal;

import dev.scar.workload.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which layers of a model are alike, and where it forks.
 *
 * @param kinds by layer a number; layers with the same number are alike in all that costs
 * @param forks the layers that the next one does not read, ascending; the two can run at the same
 *     time
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record LayerKinds(int[] kinds, int[] forks) {
  private static final double PICOJOULES = 1e12;

  /** Those of a model; layers are alike if they cost the same on so many types. */
  static LayerKinds of(LayerTable table, int types) {
    Map<List<Long>, Integer> known = new HashMap<>();
    int[] kinds = new int[table.layers()];
    for (int l = 0; l < kinds.length; l++) {
      List<Long> costs = new ArrayList<>();
      for (int t = 0; t < types; t++) {
        costs.add(table.computePs(t, l, l + 1));
        costs.add(Math.round(table.energyJ(t, l, l + 1) * PICOJOULES));
      }
      costs.add(table.weightBytes(l, l + 1));
      costs.add(table.inputBytes(l, l + 1));
      costs.add(table.model().outputBytes(l));
      kinds[l] = known.computeIfAbsent(costs, k -> known.size());
    }
    Model graph = table.model().model();
    int[] forks =
        IntStream.range(0, kinds.length - 1)
            .filter(l -> !graph.layer(l + 1).producers().contains(l))
            .toArray();
    return new LayerKinds(kinds, forks);
  }
}
