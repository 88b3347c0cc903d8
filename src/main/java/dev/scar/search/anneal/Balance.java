package dev.scar.search.anneal;

/**
 * Cuts a model's layers into segments for given chiplets so that the longest segment is short:
 * binary search for the bound, greedy extension under it. A segment's time is estimated as compute
 * and loads of weights for the whole batch.
 *
 * <p><b>Cost:</b> O({@value #HALVINGS} · segments · log layers).
 */
final class Balance {
  private static final int HALVINGS = 12;

  private final Fabric fabric;
  private final LayerTable[] tables;

  Balance(Ground ground) {
    this.fabric = ground.fabric();
    this.tables = ground.tables();
  }

  /** The bounds for the layers [first, end), which are at least as many as the chiplets. */
  int[] cut(int model, int first, int end, int[] chiplets, int wish) {
    LayerTable table = tables[model];
    int[] bounds = new int[chiplets.length + 1];
    bounds[0] = first;
    bounds[chiplets.length] = end;
    if (chiplets.length == 1) {
      return bounds;
    }
    double high = 0;
    for (int chiplet : chiplets) {
      high = Math.max(high, timePs(table, first, end, chiplet, wish));
    }
    double low = 0;
    int[] best = bounds;
    boolean found = false;
    for (int i = 0; i < HALVINGS || !found; i++) {
      double limit = found ? (low + high) / 2 : high;
      int[] trial = bounds.clone();
      if (extend(table, trial, chiplets, wish, limit)) {
        high = limit;
        best = trial;
        found = true;
      } else if (!found) {
        high *= 2;
      } else {
        low = limit;
      }
    }
    return best;
  }

  /** Each segment as long as the limit allows; whether the last one is within it, too. */
  private boolean extend(LayerTable table, int[] bounds, int[] chiplets, int wish, double limit) {
    int segments = chiplets.length;
    int end = bounds[segments];
    for (int k = 0; k < segments - 1; k++) {
      int shortest = bounds[k] + 1;
      int longest = end - (segments - 1 - k);
      while (shortest < longest) {
        int middle = (shortest + longest + 1) >>> 1;
        if (timePs(table, bounds[k], middle, chiplets[k], wish) <= limit) {
          shortest = middle;
        } else {
          longest = middle - 1;
        }
      }
      bounds[k + 1] = shortest;
      if (shortest == bounds[k] + 1
          && timePs(table, bounds[k], shortest, chiplets[k], wish) > limit) {
        return false;
      }
    }
    return timePs(table, bounds[segments - 1], end, chiplets[segments - 1], wish) <= limit;
  }

  private double timePs(LayerTable table, int first, int end, int chiplet, int wish) {
    long own = table.weightBytes(first, end);
    long peak = table.peakBytes(first, end);
    long l2 = fabric.l2Bytes(chiplet);
    int loads = 1;
    if (own + peak > l2) {
      long miniBatch = Math.max(1, Math.min(table.batch(), l2 / Math.max(1, peak)));
      if (wish != 0) {
        miniBatch = wish < 0 ? Math.min(table.batch(), -wish) : Math.min(miniBatch, wish);
      }
      loads = (int) ((table.batch() + miniBatch - 1) / miniBatch);
    }
    return (double) table.computePs(fabric.typeOf(chiplet), first, end) * table.batch()
        + (double) fabric.load(chiplet).durationPs(own) * loads;
  }
}
