package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Schedules to begin with: every model spread evenly over the windows by its work. */
final class Starts {
  private final Fabric fabric;
  private final LayerTable[] tables;
  private final PartCost costs;
  private final Balance balance;
  private final int wish;

  Starts(Ground ground, PartCost costs) {
    this.fabric = ground.fabric();
    this.tables = ground.tables();
    this.costs = costs;
    this.balance = new Balance(ground);
    this.wish = ground.wish();
  }

  /** About so many windows; chiplets by largest remainder of need. */
  Row[] even(int windows, SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      List<int[]> ranges = new ArrayList<>();
      for (int m = 0; m < tables.length; m++) {
        int first = boundary(m, w, windows);
        int end = boundary(m, w + 1, windows);
        if (end > first) {
          ranges.add(new int[] {m, first, end});
        }
      }
      for (int from = 0; from < ranges.size(); from += fabric.size()) {
        int to = Math.min(ranges.size(), from + fabric.size());
        rows.add(row(ranges.subList(from, to), 0, random));
      }
    }
    return rows.toArray(Row[]::new);
  }

  /**
   * One model after the other, each piece that is fixed to a chiplet in a window of its own; the
   * model that must be finished first comes first. It keeps to fixes, and to bounds where it can.
   */
  Row[] oneByOne(Ground ground) {
    List<Row> rows = new ArrayList<>();
    IntStream.range(0, tables.length)
        .boxed()
        .sorted(Comparator.comparingLong(m -> ground.boundsPs()[m]))
        .forEach(
            m -> {
              int first = 0;
              while (first < tables[m].layers()) {
                int chiplet = fixedTo(ground, m, first);
                int end = first + 1;
                while (end < tables[m].layers() && fixedTo(ground, m, end) == chiplet) {
                  end++;
                }
                @Nullable Part[] parts = new Part[tables.length];
                int[] on = {Math.max(0, chiplet)};
                parts[m] = costs.of(m, new int[] {first, end}, on, wish);
                rows.add(Row.of(parts));
                first = end;
              }
            });
    return rows.toArray(Row[]::new);
  }

  private static int fixedTo(Ground ground, int m, int layer) {
    for (Fix fix : ground.fixed()) {
      if (fix.model() == m && layer >= fix.first() && layer < fix.end()) {
        return fix.chiplet();
      }
    }
    return -1;
  }

  private int boundary(int m, int w, int windows) {
    LayerTable table = tables[m];
    if (w == windows) {
      return table.layers();
    }
    return table.boundaryAt(table.meanPsBefore(table.layers()) * w / windows);
  }

  /**
   * A window with chiplets by largest remainder of need.
   *
   * @param ranges model, first layer and end of each part; at most as many as chiplets
   * @param deviation of the logarithm of the need that is reckoned with; 0 for the need itself
   */
  Row row(List<int[]> ranges, double deviation, SplittableRandom random) {
    double[] need = new double[ranges.size()];
    int[] most = new int[need.length];
    for (int i = 0; i < need.length; i++) {
      int[] range = ranges.get(i);
      LayerTable table = tables[range[0]];
      need[i] =
          table.batch() * (table.meanPsBefore(range[2]) - table.meanPsBefore(range[1]))
              + fabric.load(0).durationPs(table.weightBytes(range[1], range[2]));
      if (deviation > 0) {
        need[i] *= Math.exp(deviation * random.nextGaussian());
      }
      most[i] = range[2] - range[1];
    }
    int[] counts = shares(need, most, fabric.size());
    int[] order = fabric.nearest(random.nextInt(fabric.size()));
    @Nullable Part[] parts = new Part[tables.length];
    int next = 0;
    for (int i = 0; i < need.length; i++) {
      int[] range = ranges.get(i);
      int[] chiplets = Arrays.copyOfRange(order, next, next + counts[i]);
      next += counts[i];
      int[] bounds = balance.cut(range[0], range[1], range[2], chiplets, wish);
      parts[range[0]] = costs.of(range[0], bounds, chiplets, wish);
    }
    return Row.of(parts);
  }

  /** Largest remainder: at least one each, at most as many as it has layers. */
  static int[] shares(double[] need, int[] most, int chiplets) {
    int[] counts = new int[need.length];
    Arrays.fill(counts, 1);
    for (int left = chiplets - need.length; left > 0; left--) {
      int best = -1;
      for (int i = 0; i < need.length; i++) {
        if (counts[i] < most[i] && (best < 0 || need[i] / counts[i] > need[best] / counts[best])) {
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      counts[best]++;
    }
    return counts;
  }
}
