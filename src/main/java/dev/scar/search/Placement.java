package dev.scar.search;

import dev.scar.schedule.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One model's segments on chiplets in one window, with what they cost whatever the other models do.
 *
 * @param bounds first layer of each segment, then the end
 * @param path chiplet of each segment
 * @param score by the objective
 */
record Placement(
    int model, int[] bounds, int[] path, long latencyPs, double energyJ, double score) {
  /** The chiplets used; only for packages of at most 63 chiplets. */
  long mask() {
    long mask = 0;
    for (int chiplet : path) {
      mask |= 1L << chiplet;
    }
    return mask;
  }

  BitSet chiplets() {
    BitSet set = new BitSet();
    for (int chiplet : path) {
      set.set(chiplet);
    }
    return set;
  }

  List<Segment> segments(PackageView view) {
    List<Segment> segments = new ArrayList<>();
    for (int k = 0; k < path.length; k++) {
      segments.add(new Segment(model, bounds[k], bounds[k + 1], view.node(path[k])));
    }
    return segments;
  }
}
