package dev.scar.search.anneal;

import dev.scar.search.StageTimes;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that goes to all stages of its model that read the whole of it at once ({@code
 * replay-rules.md#rule-24}), for the hot loop. Not for several threads.
 */
final class TreeSends {
  private final Fabric fabric;
  private final List<Wire> tree = new ArrayList<>();

  TreeSends(Fabric fabric) {
    this.fabric = fabric;
  }

  /** The stage before another one that has a layer. */
  static int stageOf(int[] bounds, int below, int layer) {
    int k = below - 1;
    while (bounds[k] > layer) {
      k--;
    }
    return k;
  }

  /** Whether a tensor has gone to a stage before along with others of its tree. */
  static boolean areBegun(LayerTable table, int producer, int[] bounds, int stage) {
    for (int k = stageOf(bounds, stage, producer) + 1; k < stage; k++) {
      if (table.isReadWhole(producer, bounds[k], bounds[k + 1])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sends it.
   *
   * @param first the first stage that reads it whole
   * @param last samples of the last mini-batch
   * @return links passed, each once
   */
  int send(
      StageTimes times,
      LayerTable table,
      int producer,
      int[] bounds,
      int[] chiplets,
      int first,
      int miniBatch,
      int last) {
    int source = stageOf(bounds, first, producer);
    long bytes = table.model().outputBytes(producer);
    int hops = 0;
    tree.clear();
    for (int k = first; k < chiplets.length; k++) {
      if (!table.isReadWhole(producer, bounds[k], bounds[k + 1])) {
        continue;
      }
      Wire wire = fabric.send(chiplets[source], chiplets[k]);
      long now = wire.durationPs(bytes * miniBatch);
      long then = last == miniBatch ? now : wire.durationPs(bytes * last);
      if (k == first) {
        times.send(source, k, now, then);
      } else {
        times.sendAlong(source, k, now, then);
      }
      int shared = 0;
      for (Wire other : tree) {
        shared = Math.max(shared, wire.path().sharedHops(other.path()));
      }
      hops += wire.hops() - shared;
      tree.add(wire);
    }
    return hops;
  }
}
