package dev.scar.search.anneal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Parts that are much like another one, and chiplets for them: what moves are made of. Not for
 * several threads.
 */
final class PartChanges {
  private final Fabric fabric;
  private final PartCost costs;
  private final Balance balance;
  private final SplittableRandom random;
  private final int[] usedAt;
  private int tick;

  PartChanges(Ground ground, PartCost costs, SplittableRandom random) {
    this.fabric = ground.fabric();
    this.costs = costs;
    this.balance = new Balance(ground);
    this.random = random;
    this.usedAt = new int[fabric.size()];
  }

  @Nullable Part anyPart(Row row) {
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

  Part balanced(int model, int first, int end, int[] chiplets, int wish) {
    int[] taken = chiplets.length > end - first ? Arrays.copyOf(chiplets, end - first) : chiplets;
    return costs.of(model, balance.cut(model, first, end, taken, wish), taken, wish);
  }

  /** The same layers on other chiplets; every second time with the cuts balanced for them. */
  Part again(Part part, int[] chiplets) {
    boolean otherTypes = false;
    for (int k = 0; k < chiplets.length; k++) {
      otherTypes |= fabric.typeOf(chiplets[k]) != fabric.typeOf(part.chiplets()[k]);
    }
    return otherTypes && random.nextBoolean()
        ? balanced(part.model(), part.first(), part.end(), chiplets, part.wish())
        : costs.of(part.model(), part.bounds(), chiplets, part.wish());
  }

  static int indexOf(int[] values, int value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** A chiplet, more likely a near one. */
  int near(int chiplet) {
    double share = random.nextDouble();
    int[] order = fabric.nearest(chiplet);
    return order[(int) (share * share * order.length)];
  }

  /** A free chiplet, more likely one near another; −1 if all are in use. */
  int free(@Nullable Part[] parts, int near) {
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

  Part with(Part part, int chiplet) {
    int n = part.segments();
    if (random.nextBoolean()) {
      return cutInTwo(part, chiplet);
    }
    int[] chiplets = inserted(part.chiplets(), random.nextInt(n + 1), chiplet);
    return balanced(part.model(), part.first(), part.end(), chiplets, part.wish());
  }

  /** A new segment is cut off another one, before or after it. */
  Part cutInTwo(Part part, int chiplet) {
    int layer = part.first() + 1 + random.nextInt(part.layers() - 1);
    int k = Arrays.binarySearch(part.bounds(), layer);
    while (k >= 0) {
      layer = layer + 1 == part.end() ? part.first() + 1 : layer + 1;
      k = Arrays.binarySearch(part.bounds(), layer);
    }
    k = -k - 1;
    int[] bounds = inserted(part.bounds(), k, layer);
    int at = random.nextBoolean() ? k : k - 1;
    return costs.of(part.model(), bounds, inserted(part.chiplets(), at, chiplet), part.wish());
  }

  /**
   * A layer that the next one does not read gets a chiplet of its own, and so does what comes after
   * it, so that the two run at the same time; null if that does not go.
   *
   * @param row where the part is
   * @param forks such layers, ascending
   */
  @Nullable Part forked(Row row, Part part, int[] forks) {
    int from = insertion(forks, part.first());
    int to = insertion(forks, part.end() - 1);
    if (from == to) {
      return null;
    }
    int layer = forks[from + random.nextInt(to - from)];
    @Nullable Part[] parts = row.parts().clone();
    Part now = part;
    for (int cut = layer; cut <= layer + 1; cut++) {
      int k = Arrays.binarySearch(now.bounds(), cut);
      if (k < 0) {
        int after = -k - 1;
        int chiplet = free(parts, now.chiplets()[after - 1]);
        if (chiplet < 0) {
          return null;
        }
        int[] bounds = inserted(now.bounds(), after, cut);
        now = costs.of(part.model(), bounds, inserted(now.chiplets(), after, chiplet), part.wish());
        parts[part.model()] = now;
      }
    }
    return now == part ? null : now;
  }

  private static int insertion(int[] sorted, int value) {
    int at = Arrays.binarySearch(sorted, value);
    return at < 0 ? -at - 1 : at;
  }

  private static int[] inserted(int[] values, int at, int value) {
    int[] more = new int[values.length + 1];
    System.arraycopy(values, 0, more, 0, at);
    more[at] = value;
    System.arraycopy(values, at, more, at + 1, values.length - at);
    return more;
  }

  /** A segment joins the one before or after it. */
  Part joined(Part part, int k) {
    int n = part.segments();
    int cut = k == 0 ? 1 : k == n - 1 ? n - 1 : k + random.nextInt(2);
    int[] bounds = dropped(part.bounds(), cut);
    return costs.of(part.model(), bounds, dropped(part.chiplets(), k), part.wish());
  }

  static int[] dropped(int[] values, int at) {
    int[] left = new int[values.length - 1];
    System.arraycopy(values, 0, left, 0, at);
    System.arraycopy(values, at + 1, left, at, left.length - at);
    return left;
  }

  Part without(Part part, int k) {
    if (random.nextBoolean()) {
      return joined(part, k);
    }
    int[] chiplets = dropped(part.chiplets(), k);
    return balanced(part.model(), part.first(), part.end(), chiplets, part.wish());
  }

  /** The same segments with more or fewer layers at either end; those without layers vanish. */
  Part stretched(Part part, int first, int end) {
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
  int taken(@Nullable Part[] parts) {
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
}
