package dev.scar.search.anneal;

/**
 * Cuts a model's layers into segments for given chiplets so that the longest segment is short:
 * greedy extension under a limit, which is searched between one that is too low and the longest
 * segment of the best cuts so far. A segment's time is estimated as compute and loads of weights
 * for the whole batch. Not for several threads.
 *
 * <p>A lower limit cuts earlier, so each trial looks for its cuts only between those of the nearest
 * limits tried; after a few trials hardly any is open. The hot loop of the optimiser, beside {@link
 * PartCost}. <b>Cost:</b> at most {@value #TRIALS} · segments · log layers, typically a quarter.
 */
final class Balance {
  private static final int TRIALS = 12;

  /** First guess, as a multiple of what chiplets without cuts between layers would take. */
  private static final double GUESS = 1.1;

  private static final double STEP_UP = 1.25;

  /** Limits this near to each other are not told apart. */
  private static final double NEAR = 0.999;

  private final Fabric fabric;
  private final LayerTable[] tables;
  private int[] earliest = new int[16];
  private int[] latest = new int[16];
  private int[] trial = new int[16];

  /** The least time above the limit that a segment with one layer more would have taken. */
  private double over;

  private double longest;

  Balance(Ground ground) {
    this.fabric = ground.fabric();
    this.tables = ground.tables();
  }

  /** The bounds for the layers [first, end), which are at least as many as the chiplets. */
  int[] cut(int model, int first, int end, int[] chiplets, int wish) {
    int segments = chiplets.length;
    int[] bounds = new int[segments + 1];
    bounds[0] = first;
    bounds[segments] = end;
    if (segments == 1) {
      return bounds;
    }
    begin(first, end, segments);
    LayerTable table = tables[model];
    double rate = 0;
    for (int chiplet : chiplets) {
      rate += 1 / Math.max(1, new Clock(table, fabric, chiplet, wish, first).ps(end));
    }
    double limit = GUESS / rate;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int i = 0; (i < TRIALS && low < high * NEAR) || high == Double.POSITIVE_INFINITY; i++) {
      int done = extend(table, chiplets, wish, limit);
      if (done == segments) {
        high = longest;
        System.arraycopy(trial, 1, latest, 1, segments - 1);
        System.arraycopy(trial, 1, bounds, 1, segments - 1);
      } else {
        low = Math.max(limit, over);
        System.arraycopy(trial, 1, earliest, 1, done);
      }
      limit = high == Double.POSITIVE_INFINITY ? Math.max(low, limit * STEP_UP) : (low + high) / 2;
    }
    return bounds;
  }

  private void begin(int first, int end, int segments) {
    if (segments >= trial.length) {
      earliest = new int[2 * segments];
      latest = new int[2 * segments];
      trial = new int[2 * segments];
    }
    trial[0] = first;
    trial[segments] = end;
    for (int k = 1; k < segments; k++) {
      earliest[k] = first + k;
      latest[k] = end - (segments - k);
    }
  }

  /**
   * Makes each segment as long as the limit allows.
   *
   * @return how many segments are within the limit; all of them, or those before the first that is
   *     not
   */
  private int extend(LayerTable table, int[] chiplets, int wish, double limit) {
    int segments = chiplets.length;
    over = Double.POSITIVE_INFINITY;
    longest = 0;
    for (int k = 0; k < segments - 1; k++) {
      Clock clock = new Clock(table, fabric, chiplets[k], wish, trial[k]);
      int at = Math.max(trial[k] + 1, earliest[k + 1]);
      int most = Math.max(at, latest[k + 1]);
      double within = -1;
      while (at < most) {
        int middle = (at + most + 1) >>> 1;
        double ps = clock.ps(middle);
        if (ps <= limit) {
          at = middle;
          within = ps;
        } else {
          most = middle - 1;
          over = Math.min(over, ps);
        }
      }
      if (within < 0) {
        within = clock.ps(at);
        if (within > limit) {
          over = Math.min(over, within);
          return k;
        }
      }
      longest = Math.max(longest, within);
      trial[k + 1] = at;
    }
    double last =
        new Clock(table, fabric, chiplets[segments - 1], wish, trial[segments - 1])
            .ps(trial[segments]);
    longest = Math.max(longest, last);
    if (last > limit) {
      over = Math.min(over, last);
      return segments - 1;
    }
    return segments;
  }
}
