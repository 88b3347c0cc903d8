package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All schedules of a small problem: every cut into windows and segments, every placement, every
 * mini-batch that L2 holds.
 *
 * <p>What a model costs in a window does not depend on the others, and windows follow each other
 * behind barriers. So it is exact to go over how far each model has come, and to keep the Pareto
 * front of latency and energy for each such state. <b>Cost:</b> exponential; at most {@value
 * #MOST_PARTS} placements and {@value #MOST_STEPS} combinations, else there is no result.
 */
final class Enumeration {
  private static final int MOST_PARTS = 400_000;
  private static final int MOST_STEPS = 4_000_000;
  private static final int MOST_CHIPLETS = 16;

  private final Ground ground;
  private final PartCost costs;
  private final BooleanSupplier stop;
  private final int models;
  private final List<Map<Integer, List<Part>>> partsOf = new ArrayList<>();
  private long placements;
  private long steps;

  private Enumeration(Ground ground, BooleanSupplier stop) {
    this.ground = ground;
    this.costs = new PartCost(ground);
    this.stop = stop;
    this.models = ground.tables().length;
    for (int m = 0; m < models; m++) {
      partsOf.add(new TreeMap<>());
    }
  }

  /** All that no schedule covers. */
  record Complete(Archive archive, long placements) {}

  /** Nothing if the problem is too large, has latency bounds, or is stopped. */
  static Optional<Complete> of(Ground ground, BooleanSupplier stop) {
    if (ground.bounded() || ground.fabric().size() > MOST_CHIPLETS || pairs(ground) > MOST_STEPS) {
      return Optional.empty();
    }
    return new Enumeration(ground, stop).run();
  }

  /** Ways to choose where a window begins and ends. */
  private static double pairs(Ground ground) {
    double pairs = 1;
    for (LayerTable table : ground.tables()) {
      pairs *= (table.layers() + 1.0) * (table.layers() + 2.0) / 2;
    }
    return pairs;
  }

  private Optional<Complete> run() {
    for (int m = 0; m < models; m++) {
      int layers = ground.tables()[m].layers();
      for (int first = 0; first < layers; first++) {
        for (int end = first + 1; end <= layers; end++) {
          List<Part> kept = new ArrayList<>();
          int[] bounds = new int[Math.min(end - first, ground.fabric().size()) + 1];
          bounds[0] = first;
          if (!cut(m, end, bounds, new int[bounds.length - 1], 0, 0, kept)) {
            return Optional.empty();
          }
          partsOf.get(m).put(key(first, end), kept);
        }
      }
    }
    int[] base = new int[models + 1];
    base[0] = 1;
    for (int m = 0; m < models; m++) {
      base[m + 1] = base[m] * (ground.tables()[m].layers() + 1);
    }
    @Nullable Archive[] reached = new Archive[base[models]];
    reached[0] = new Archive();
    reached[0].offer(new Archive.Point(0, 0, new Row[0]));
    for (int state = 0; state < reached.length - 1; state++) {
      if (reached[state] != null && !goOn(state, base, reached)) {
        return Optional.empty();
      }
    }
    Archive all = reached[reached.length - 1];
    return all == null ? Optional.empty() : Optional.of(new Complete(all, placements));
  }

  private static int key(int first, int end) {
    return first << 16 | end;
  }

  /** Goes on from a segment's first layer; false if there is too much to do. */
  private boolean cut(
      int m, int end, int[] bounds, int[] chiplets, int segments, int used, List<Part> kept) {
    if (segments == chiplets.length) {
      return true;
    }
    for (int c = 0; c < ground.fabric().size(); c++) {
      if ((used & 1 << c) == 0) {
        chiplets[segments] = c;
        for (int to = bounds[segments] + 1; to <= end; to++) {
          bounds[segments + 1] = to;
          boolean goesOn =
              to == end
                  ? place(
                      m,
                      Arrays.copyOf(bounds, segments + 2),
                      Arrays.copyOf(chiplets, segments + 1),
                      kept)
                  : cut(m, end, bounds, chiplets, segments + 1, used | 1 << c, kept);
          if (!goesOn) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean place(int m, int[] bounds, int[] chiplets, List<Part> kept) {
    boolean free = ground.choosesMiniBatch();
    int samples = 1;
    Part part;
    do {
      part = costs.of(m, bounds, chiplets, free ? samples++ : ground.wish());
      if (part.misplaced() == 0) {
        keep(part, kept);
      }
      placements++;
    } while (free && part.miniBatch() == samples - 1 && samples <= batch(m));
    return placements < MOST_PARTS && (placements % 1024 != 0 || !stop.getAsBoolean());
  }

  private int batch(int m) {
    return ground.tables()[m].batch();
  }

  private static int mask(Part part) {
    int mask = 0;
    for (int chiplet : part.chiplets()) {
      mask |= 1 << chiplet;
    }
    return mask;
  }

  /** Keeps a part unless another one on some of the same chiplets is as good. */
  private static void keep(Part part, List<Part> kept) {
    int mask = mask(part);
    for (Part other : kept) {
      if (other.latencyPs() <= part.latencyPs()
          && other.energyJ() <= part.energyJ()
          && (mask(other) & ~mask) == 0) {
        return;
      }
    }
    kept.removeIf(
        other ->
            part.latencyPs() <= other.latencyPs()
                && part.energyJ() <= other.energyJ()
                && (mask & ~mask(other)) == 0);
    kept.add(part);
  }

  /** Adds every window that may come next. */
  private boolean goOn(int state, int[] base, @Nullable Archive[] reached) {
    for (int next = state + 1; next < reached.length; next++) {
      if (comesAfter(state, next, base)) {
        Archive window = new Archive();
        if (!combine(state, next, base, 0, 0, new Part[models], window)) {
          return false;
        }
        Archive to = reached[next];
        if (to == null) {
          to = new Archive();
          reached[next] = to;
        }
        Archive from = reached[state];
        for (Archive.Point before : from == null ? List.<Archive.Point>of() : from.points()) {
          for (Archive.Point point : window.points()) {
            long latency = before.latencyPs() + point.latencyPs();
            double energy = before.energyJ() + point.energyJ();
            steps++;
            if (to.wants(latency, energy)) {
              Row[] rows = Arrays.copyOf(before.rows(), before.rows().length + 1);
              rows[rows.length - 1] = point.rows()[0];
              to.offer(new Archive.Point(latency, energy, rows));
            }
          }
        }
      }
    }
    return steps < MOST_STEPS && !stop.getAsBoolean();
  }

  private boolean comesAfter(int state, int next, int[] base) {
    for (int m = 0; m < models; m++) {
      if (reach(next, m, base) < reach(state, m, base)) {
        return false;
      }
    }
    return true;
  }

  /** How many layers of a model are done in a state. */
  private static int reach(int state, int m, int[] base) {
    return state % base[m + 1] / base[m];
  }

  /** All combinations of parts on different chiplets. */
  private boolean combine(
      int state, int next, int[] base, int m, int used, @Nullable Part[] parts, Archive window) {
    if (m == models) {
      Row row = Row.of(parts.clone());
      window.offer(new Archive.Point(row.latencyPs(), row.energyJ(), new Row[] {row}));
      return ++steps < MOST_STEPS;
    }
    int first = reach(state, m, base);
    int end = reach(next, m, base);
    parts[m] = null;
    if (first == end) {
      return combine(state, next, base, m + 1, used, parts, window);
    }
    for (Part part : partsOf.get(m).getOrDefault(key(first, end), List.of())) {
      if ((used & mask(part)) == 0) {
        parts[m] = part;
        if (!combine(state, next, base, m + 1, used | mask(part), parts, window)) {
          return false;
        }
      }
    }
    return true;
  }
}
