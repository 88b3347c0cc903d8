package dev.scar.search.anneal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of a schedule: each replaces one or two neighbouring windows. Not for several
 * threads.
 *
 * <p>Where a model gets or loses chiplets or layers, its cuts are balanced again; without that
 * nearly every such change would be for the worse.
 */
final class Moves {
  private final Fabric fabric;
  private final LayerTable[] tables;
  private final PartCost costs;
  private final Balance balance;
  private final SplittableRandom random;
  private final int[] usedAt;
  private final boolean choosesMiniBatch;
  private int tick;

  /** The windows that the last change replaces, and by what. */
  private int at;

  private int removed;
  private int added;
  private final Row[] rows = new Row[2];

  Moves(Ground ground, PartCost costs, SplittableRandom random) {
    this.fabric = ground.fabric();
    this.tables = ground.tables();
    this.costs = costs;
    this.balance = new Balance(ground);
    this.random = random;
    this.usedAt = new int[fabric.size()];
    this.choosesMiniBatch = ground.choosesMiniBatch();
  }

  /** The first window that the last change replaces. */
  int at() {
    return at;
  }

  /** How many windows it replaces. */
  int removed() {
    return removed;
  }

  /** By how many. */
  int added() {
    return added;
  }

  /** One of those that come instead. */
  Row row(int index) {
    return rows[index];
  }

  /** Makes the last change one that changes nothing. */
  void none() {
    at = 0;
    removed = 0;
    added = 0;
  }

  /** Proposes a change; whether there is one. */
  boolean propose(Row[] schedule, int windows) {
    int w = random.nextInt(windows);
    Row row = schedule[w];
    at = w;
    removed = 1;
    added = 1;
    int dice = random.nextInt(choosesMiniBatch ? 100 : 96);
    if (dice < 28) {
      return shiftCut(row);
    }
    if (dice < 45) {
      return relocate(row);
    }
    if (dice < 62) {
      return dice < 50 ? grow(row) : dice < 54 ? shrink(row) : steal(row);
    }
    if (dice < 88) {
      return shiftBoundary(schedule, windows, w);
    }
    if (dice < 92) {
      return split(row);
    }
    if (dice < 96) {
      return merge(schedule, windows, w);
    }
    return miniBatch(row);
  }

  private @Nullable Part anyPart(Row row) {
    @Nullable Part[] parts = row.parts();
    int start = random.nextInt(parts.length);
    for (int i = 0; i < parts.length; i++) {
      int m = start + i < parts.length ? start + i : start + i - parts.length;
      if (parts[m] != null) {
        return parts[m];
      }
    }
    return null;
  }

  private boolean replaced(Row row, Part part) {
    rows[0] = row.with(part.model(), part);
    return true;
  }

  private Part balanced(int model, int first, int end, int[] chiplets, int wish) {
    int[] taken = chiplets.length > end - first ? Arrays.copyOf(chiplets, end - first) : chiplets;
    return costs.of(model, balance.cut(model, first, end, taken, wish), taken, wish);
  }

  /** Moves one cut by 1, 2, 4, … layers. */
  private boolean shiftCut(Row row) {
    Part part = anyPart(row);
    if (part == null || part.segments() < 2) {
      return false;
    }
    int[] bounds = part.bounds().clone();
    int cut = 1 + random.nextInt(part.segments() - 1);
    int step = 1 << random.nextInt(4);
    int to = bounds[cut] + (random.nextBoolean() ? step : -step);
    to = Math.max(bounds[cut - 1] + 1, Math.min(bounds[cut + 1] - 1, to));
    if (to == bounds[cut]) {
      return false;
    }
    bounds[cut] = to;
    return replaced(row, costs.of(part.model(), bounds, part.chiplets(), part.wish()));
  }

  /** Moves a segment to a free chiplet, or swaps the chiplets of two segments. */
  private boolean relocate(Row row) {
    Part part = anyPart(row);
    if (part == null) {
      return false;
    }
    int k = random.nextInt(part.segments());
    int here = part.chiplets()[k];
    int to = near(here);
    if (to == here) {
      return false;
    }
    int[] chiplets = part.chiplets().clone();
    chiplets[k] = to;
    for (Part other : row.parts()) {
      if (other != null) {
        int s = indexOf(other.chiplets(), to);
        if (s >= 0) {
          if (other == part) {
            chiplets[s] = here;
            return replaced(row, again(part, chiplets));
          }
          int[] theirs = other.chiplets().clone();
          theirs[s] = here;
          @Nullable Part[] parts = row.parts().clone();
          parts[part.model()] = again(part, chiplets);
          parts[other.model()] = again(other, theirs);
          rows[0] = Row.of(parts);
          return true;
        }
      }
    }
    return replaced(row, again(part, chiplets));
  }

  /** The same layers on other chiplets; every second time with the cuts balanced for them. */
  private Part again(Part part, int[] chiplets) {
    boolean otherTypes = false;
    for (int k = 0; k < chiplets.length; k++) {
      otherTypes |= fabric.typeOf(chiplets[k]) != fabric.typeOf(part.chiplets()[k]);
    }
    return otherTypes && random.nextBoolean()
        ? balanced(part.model(), part.first(), part.end(), chiplets, part.wish())
        : costs.of(part.model(), part.bounds(), chiplets, part.wish());
  }

  private static int indexOf(int[] values, int value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** A chiplet, more likely a near one. */
  private int near(int chiplet) {
    double share = random.nextDouble();
    int[] order = fabric.nearest(chiplet);
    return order[(int) (share * share * order.length)];
  }

  /** A free chiplet, more likely one near another; −1 if all are in use. */
  private int free(@Nullable Part[] parts, int near) {
    tick++;
    for (Part part : parts) {
      if (part != null) {
        for (int chiplet : part.chiplets()) {
          usedAt[chiplet] = tick;
        }
      }
    }
    int[] order = fabric.nearest(near);
    double share = random.nextDouble();
    int start = (int) (share * share * share * order.length);
    for (int i = start; i < order.length; i++) {
      if (usedAt[order[i]] != tick) {
        return order[i];
      }
    }
    for (int i = start - 1; i >= 0; i--) {
      if (usedAt[order[i]] != tick) {
        return order[i];
      }
    }
    return -1;
  }

  private Part with(Part part, int chiplet) {
    int n = part.segments();
    if (random.nextBoolean()) {
      return cutInTwo(part, chiplet);
    }
    int[] chiplets = new int[n + 1];
    int k = random.nextInt(n + 1);
    System.arraycopy(part.chiplets(), 0, chiplets, 0, k);
    chiplets[k] = chiplet;
    System.arraycopy(part.chiplets(), k, chiplets, k + 1, n - k);
    return balanced(part.model(), part.first(), part.end(), chiplets, part.wish());
  }

  /** A new segment is cut off another one, before or after it. */
  private Part cutInTwo(Part part, int chiplet) {
    int n = part.segments();
    int layer = part.first() + 1 + random.nextInt(part.layers() - 1);
    int k = Arrays.binarySearch(part.bounds(), layer);
    while (k >= 0) {
      layer = layer + 1 == part.end() ? part.first() + 1 : layer + 1;
      k = Arrays.binarySearch(part.bounds(), layer);
    }
    k = -k - 1;
    int[] bounds = new int[n + 2];
    System.arraycopy(part.bounds(), 0, bounds, 0, k);
    bounds[k] = layer;
    System.arraycopy(part.bounds(), k, bounds, k + 1, n + 1 - k);
    int at = random.nextBoolean() ? k : k - 1;
    int[] chiplets = new int[n + 1];
    System.arraycopy(part.chiplets(), 0, chiplets, 0, at);
    chiplets[at] = chiplet;
    System.arraycopy(part.chiplets(), at, chiplets, at + 1, n - at);
    return costs.of(part.model(), bounds, chiplets, part.wish());
  }

  /** A segment joins the one before or after it. */
  private Part joined(Part part, int k) {
    int n = part.segments();
    int cut = k == 0 ? 1 : k == n - 1 ? n - 1 : k + random.nextInt(2);
    int[] bounds = new int[n];
    System.arraycopy(part.bounds(), 0, bounds, 0, cut);
    System.arraycopy(part.bounds(), cut + 1, bounds, cut, n - cut);
    return costs.of(part.model(), bounds, dropped(part.chiplets(), k), part.wish());
  }

  private static int[] dropped(int[] chiplets, int k) {
    int[] left = new int[chiplets.length - 1];
    System.arraycopy(chiplets, 0, left, 0, k);
    System.arraycopy(chiplets, k + 1, left, k, left.length - k);
    return left;
  }

  private Part without(Part part, int k) {
    if (random.nextBoolean()) {
      return joined(part, k);
    }
    int[] chiplets = dropped(part.chiplets(), k);
    return balanced(part.model(), part.first(), part.end(), chiplets, part.wish());
  }

  /** Gives a model a free chiplet. */
  private boolean grow(Row row) {
    Part part = anyPart(row);
    if (part == null || part.layers() == part.segments()) {
      return false;
    }
    int chiplet = free(row.parts(), part.chiplets()[random.nextInt(part.segments())]);
    return chiplet >= 0 && replaced(row, with(part, chiplet));
  }

  private boolean shrink(Row row) {
    Part part = anyPart(row);
    return part != null
        && part.segments() > 1
        && replaced(row, without(part, random.nextInt(part.segments())));
  }

  /** Gives a chiplet of one model to another one. */
  private boolean steal(Row row) {
    Part from = anyPart(row);
    Part to = anyPart(row);
    if (from == null || to == null || from == to) {
      return false;
    }
    if (from.segments() == 1 || to.segments() == to.layers()) {
      return false;
    }
    int k = random.nextInt(from.segments());
    @Nullable Part[] parts = row.parts().clone();
    parts[from.model()] = without(from, k);
    parts[to.model()] = with(to, from.chiplets()[k]);
    rows[0] = Row.of(parts);
    return true;
  }

  /** Moves layers of one or several models from a window to the next one or back. */
  private boolean shiftBoundary(Row[] schedule, int windows, int w) {
    if (windows == 1) {
      return false;
    }
    int left = w == windows - 1 ? w - 1 : w;
    @Nullable Part[] a = schedule[left].parts().clone();
    @Nullable Part[] b = schedule[left + 1].parts().clone();
    boolean forward = random.nextBoolean();
    boolean several = random.nextInt(4) == 0;
    double share = random.nextDouble();
    share = share * share * share;
    int start = random.nextInt(a.length);
    boolean changed = false;
    for (int i = 0; i < a.length; i++) {
      int m = (start + i) % a.length;
      if (several ? random.nextBoolean() : !changed) {
        changed |= shiftBoundary(a, b, m, forward, share);
      }
    }
    if (!changed) {
      return false;
    }
    at = left;
    removed = 2;
    added = 0;
    add(Row.of(a));
    add(Row.of(b));
    return true;
  }

  private void add(Row row) {
    if (!row.isEmpty()) {
      rows[added++] = row;
    }
  }

  private boolean shiftBoundary(
      @Nullable Part[] a, @Nullable Part[] b, int m, boolean forward, double share) {
    Part left = a[m];
    Part right = b[m];
    Part giver = forward ? left : right;
    if (giver == null) {
      return false;
    }
    int most = giver.layers();
    int count = Math.min(most, 1 + (int) (share * most));
    int first = left == null ? giver.first() : left.first();
    int end = right == null ? giver.end() : right.end();
    int middle = forward ? giver.end() - count : giver.first() + count;
    @Nullable Part[] giving = forward ? a : b;
    @Nullable Part[] taking = forward ? b : a;
    Part taker = forward ? right : left;
    int[] takers;
    if (taker == null) {
      int chiplet = free(taking, giver.chiplets()[random.nextInt(giver.segments())]);
      if (chiplet < 0) {
        chiplet = taken(taking);
      }
      if (chiplet < 0) {
        return false;
      }
      takers = new int[] {chiplet};
    } else {
      takers = taker.chiplets();
    }
    int wish = taker == null ? giver.wish() : taker.wish();
    boolean keep = taker != null && random.nextBoolean();
    int from = forward ? middle : first;
    int to = forward ? end : middle;
    taking[m] = keep ? stretched(taker, from, to) : balanced(m, from, to, takers, wish);
    if (count == most) {
      giving[m] = null;
    } else {
      from = forward ? first : middle;
      to = forward ? middle : end;
      giving[m] =
          keep ? stretched(giver, from, to) : balanced(m, from, to, giver.chiplets(), giver.wish());
    }
    return true;
  }

  /** The same segments with more or fewer layers at either end; those without layers vanish. */
  private Part stretched(Part part, int first, int end) {
    int from = 0;
    while (part.bounds()[from + 1] <= first) {
      from++;
    }
    int to = part.segments();
    while (part.bounds()[to - 1] >= end) {
      to--;
    }
    int[] bounds = Arrays.copyOfRange(part.bounds(), from, to + 1);
    bounds[0] = first;
    bounds[to - from] = end;
    int[] chiplets = Arrays.copyOfRange(part.chiplets(), from, to);
    return costs.of(part.model(), bounds, chiplets, part.wish());
  }

  /** Takes a chiplet from a model that has several; −1 if none has. */
  private int taken(@Nullable Part[] parts) {
    int start = random.nextInt(parts.length);
    for (int i = 0; i < parts.length; i++) {
      Part part = parts[(start + i) % parts.length];
      if (part != null && part.segments() > 1) {
        int k = random.nextInt(part.segments());
        parts[part.model()] = without(part, k);
        return part.chiplets()[k];
      }
    }
    return -1;
  }

  /** Cuts a window in two: each model at about the same share of its work, or wholly in one. */
  private boolean split(Row row) {
    @Nullable Part[] a = new Part[row.parts().length];
    @Nullable Part[] b = new Part[a.length];
    double share = 0.2 + 0.6 * random.nextDouble();
    boolean apart = random.nextInt(4) == 0;
    for (Part part : row.parts()) {
      if (part != null) {
        int m = part.model();
        double from = tables[m].meanPsBefore(part.first());
        double to = tables[m].meanPsBefore(part.end());
        int middle =
            apart
                ? random.nextBoolean() ? part.first() : part.end()
                : tables[m].boundaryAt(from + share * (to - from));
        middle = Math.max(part.first(), Math.min(part.end(), middle));
        if (middle > part.first()) {
          a[m] =
              middle == part.end()
                  ? part
                  : balanced(m, part.first(), middle, part.chiplets(), part.wish());
        }
        if (middle < part.end()) {
          b[m] =
              middle == part.first()
                  ? part
                  : balanced(m, middle, part.end(), part.chiplets(), part.wish());
        }
      }
    }
    added = 0;
    add(Row.of(a));
    add(Row.of(b));
    return added == 2;
  }

  /** Joins two windows; models of the one keep their chiplets, the others take what is left. */
  private boolean merge(Row[] schedule, int windows, int w) {
    if (windows == 1) {
      return false;
    }
    int left = w == windows - 1 ? w - 1 : w;
    boolean keepLeft = random.nextBoolean();
    @Nullable Part[] kept = schedule[keepLeft ? left : left + 1].parts();
    @Nullable Part[] other = schedule[keepLeft ? left + 1 : left].parts();
    @Nullable Part[] joined = kept.clone();
    for (int m = 0; m < joined.length; m++) {
      Part mine = kept[m];
      Part theirs = other[m];
      if (mine != null && theirs != null) {
        int first = Math.min(mine.first(), theirs.first());
        int end = Math.max(mine.end(), theirs.end());
        Part now = joined[m];
        joined[m] =
            balanced(m, first, end, now == null ? mine.chiplets() : now.chiplets(), mine.wish());
      } else if (theirs != null) {
        int chiplet = free(joined, theirs.chiplets()[0]);
        if (chiplet < 0) {
          chiplet = taken(joined);
        }
        if (chiplet < 0) {
          return false;
        }
        int[] chiplets = {chiplet};
        joined[m] = balanced(m, theirs.first(), theirs.end(), chiplets, theirs.wish());
      }
    }
    at = left;
    removed = 2;
    rows[0] = Row.of(joined);
    return true;
  }

  private boolean miniBatch(Row row) {
    Part part = anyPart(row);
    if (part == null) {
      return false;
    }
    int batch = tables[part.model()].batch();
    if (batch == 1) {
      return false;
    }
    int wish =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> 1;
          case 2 -> Math.min(batch, part.miniBatch() + 1);
          default -> Math.max(1, part.miniBatch() / 2);
        };
    if (wish == part.wish()) {
      return false;
    }
    Part changed =
        random.nextBoolean()
            ? costs.of(part.model(), part.bounds(), part.chiplets(), wish)
            : balanced(part.model(), part.first(), part.end(), part.chiplets(), wish);
    return replaced(row, changed);
  }
}
