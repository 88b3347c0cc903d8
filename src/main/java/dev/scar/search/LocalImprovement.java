package dev.scar.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Improves an arrangement step by step: takes one to three models off their chiplets and puts each
 * back at the best of some random places, then moves single cuts by one layer.
 *
 * <p>A model that goes back may shrink or grow by a chiplet at either end of its walk, turn around,
 * or take a new walk over free chiplets; its old place is tried too while it is free. What comes
 * out no worse by the aim is kept, and a little worse than the best at first (record-to-record
 * travel). Every arrangement on the way is offered to the archive. <b>Cost:</b> {@value #TRIES}
 * placements for each model taken off.
 */
final class LocalImprovement {
  private static final int TRIES = 16;
  private static final int MOST_OFF = 3;

  private final int[] nodes;
  private final int chiplets;
  private final List<Placer> placers;
  private final Walker walker;
  private final CutMoves cutMoves;
  private final Neighbourhood neighbourhood;
  private final Archive archive;
  private final RandomGenerator random;

  LocalImprovement(
      int[] nodes,
      PackageView view,
      List<Placer> placers,
      Walker walker,
      Archive archive,
      RandomGenerator random) {
    this.nodes = nodes;
    this.chiplets = view.chiplets();
    this.placers = placers;
    this.walker = walker;
    this.cutMoves = new CutMoves(random);
    this.neighbourhood = new Neighbourhood(view, random);
    this.archive = archive;
    this.random = random;
  }

  /**
   * One round.
   *
   * @param limit a worse arrangement is accepted too if its score is no larger than this
   * @return the new arrangement if it is accepted, else the given one
   */
  Placement[] round(Placement[] from, Score aim, double limit) {
    Placement[] to = from.clone();
    int[] off = takenOff(from);
    BitSet free = new BitSet();
    free.set(0, chiplets);
    boolean[] waits = new boolean[to.length];
    for (int m : off) {
      waits[m] = true;
    }
    for (int m = 0; m < to.length; m++) {
      if (!waits[m]) {
        occupy(free, to[m]);
      }
    }
    for (int i = 0; i < off.length; i++) {
      boolean last = i == off.length - 1;
      to[off[i]] = putBack(to, off[i], free, off.length - 1 - i, aim, last);
      occupy(free, to[off[i]]);
    }
    double score = aim.of(to);
    return score <= limit || score <= aim.of(from) ? to : from;
  }

  /** Moves single cuts by one layer for as long as that makes the arrangement better. */
  Placement[] moveCuts(Placement[] from, Score aim) {
    Placement[] best = from.clone();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int m = 0; m < best.length; m++) {
        for (int cut = 1; cut < best[m].bounds().length - 1; cut++) {
          for (int step = -1; step <= 1; step += 2) {
            int[] bounds = best[m].bounds().clone();
            bounds[cut] += step;
            if (bounds[cut] > bounds[cut - 1] && bounds[cut] < bounds[cut + 1]) {
              Placement[] to = best.clone();
              to[m] = placers.get(m).place(best[m].path(), bounds);
              archive.offer(to);
              if (aim.of(to) < aim.of(best)) {
                best = to;
                moved = true;
              }
            }
          }
        }
      }
    }
    return best;
  }

  /** Up to three models in random order; every second time the longest is among them. */
  private int[] takenOff(Placement[] from) {
    int[] all = new int[from.length];
    for (int m = 0; m < all.length; m++) {
      all[m] = m;
    }
    int count = Math.min(all.length, 1 + random.nextInt(MOST_OFF));
    for (int i = 0; i < count; i++) {
      swap(all, i, i + random.nextInt(all.length - i));
    }
    if (random.nextBoolean()) {
      int longest = 0;
      for (int i = 1; i < all.length; i++) {
        if (from[all[i]].latencyPs() > from[all[longest]].latencyPs()) {
          longest = i;
        }
      }
      swap(all, random.nextInt(count), longest);
    }
    return Arrays.copyOf(all, count);
  }

  private static void swap(int[] values, int a, int b) {
    int kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }

  private static void occupy(BitSet free, Placement placement) {
    for (int chiplet : placement.path()) {
      free.clear(chiplet);
    }
  }

  private static boolean isFree(int[] path, BitSet free) {
    for (int chiplet : path) {
      if (!free.get(chiplet)) {
        return false;
      }
    }
    return true;
  }

  /** The best of some places of a model, while the others are where they are or were. */
  private Placement putBack(
      Placement[] all, int m, BitSet free, int waiting, Score aim, boolean last) {
    Placement old = all[m];
    Placement[] trial = all.clone();
    int most = Math.min(nodes[m], free.cardinality() - waiting);
    Placement best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < TRIES; t++) {
      boolean keep = t == 0 && old.path().length <= most && isFree(old.path(), free);
      Placement tried = keep ? old : anywhere(placers.get(m), old, free, most, t);
      trial[m] = tried;
      double score = aim.of(trial);
      if (best == null || score < least) {
        best = tried;
        least = score;
      }
      if (last) {
        archive.offer(trial);
      }
    }
    return best == null ? old : best;
  }

  private Placement anywhere(Placer placer, Placement old, BitSet free, int most, int t) {
    int[] walk = {};
    if (t % 3 == 0 && old.path().length <= most && isFree(old.path(), free)) {
      return placer.place(old.path(), cutMoves.shifted(old.bounds()));
    }
    if (t % 3 == 1) {
      walk = neighbourhood.of(old.path(), free, most);
    }
    if (walk.length == 0) {
      int length = 1 + random.nextInt(most);
      int start = random.nextInt(chiplets);
      walk = walker.walk(start, length, random.nextInt(Walker.NUMBERS), free);
    }
    Placer.Cut[] rules = Placer.Cut.values();
    return switch (random.nextInt(4)) {
      case 0 -> placer.place(walk, rules[0]);
      case 1 -> placer.place(walk, rules[random.nextInt(rules.length)]);
      case 2 -> placer.place(walk, cutMoves.of(old.bounds(), walk.length));
      default -> placer.place(walk, cutMoves.shifted(cutMoves.of(old.bounds(), walk.length)));
    };
  }
}
