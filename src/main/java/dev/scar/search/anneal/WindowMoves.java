package dev.scar.search.anneal;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Moves that change where windows begin and end. Not for several threads. */
final class WindowMoves {
  private final LayerTable[] tables;
  private final PartChanges changes;
  private final Proposal proposal;
  private final SplittableRandom random;

  WindowMoves(Ground ground, PartChanges changes, Proposal proposal, SplittableRandom random) {
    this.tables = ground.tables();
    this.changes = changes;
    this.proposal = proposal;
    this.random = random;
  }

  /** Moves layers of one or several models from a window to the next one or back. */
  boolean shiftBoundary(Row[] schedule, int windows, int w) {
    double share = random.nextDouble();
    return shiftBoundary(schedule, windows, w, share * share * share);
  }

  /** The same with this share of the layers that a model has in a window. */
  boolean shiftBoundary(Row[] schedule, int windows, int w, double share) {
    if (windows == 1) {
      return false;
    }
    int left = w == windows - 1 ? w - 1 : w;
    @Nullable Part[] a = schedule[left].parts().clone();
    @Nullable Part[] b = schedule[left + 1].parts().clone();
    boolean forward = random.nextBoolean();
    boolean several = random.nextInt(4) == 0;
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
    proposal.replace(left, 2);
    proposal.by(Row.of(a));
    proposal.by(Row.of(b));
    return true;
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
      int chiplet = changes.free(taking, giver.chiplets()[random.nextInt(giver.segments())]);
      if (chiplet < 0) {
        chiplet = changes.taken(taking);
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
    taking[m] =
        keep ? changes.stretched(taker, from, to) : changes.balanced(m, from, to, takers, wish);
    if (count == most) {
      giving[m] = null;
    } else {
      from = forward ? first : middle;
      to = forward ? middle : end;
      giving[m] =
          keep
              ? changes.stretched(giver, from, to)
              : changes.balanced(m, from, to, giver.chiplets(), giver.wish());
    }
    return true;
  }

  /** Cuts a window in two: each model at about the same share of its work, or wholly in one. */
  boolean split(Row row) {
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
                  : changes.balanced(m, part.first(), middle, part.chiplets(), part.wish());
        }
        if (middle < part.end()) {
          b[m] =
              middle == part.first()
                  ? part
                  : changes.balanced(m, middle, part.end(), part.chiplets(), part.wish());
        }
      }
    }
    proposal.by(Row.of(a));
    proposal.by(Row.of(b));
    return proposal.added() == 2;
  }

  /** Joins two windows; models of the one keep their chiplets, the others take what is left. */
  boolean merge(Row[] schedule, int windows, int w) {
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
            changes.balanced(
                m, first, end, now == null ? mine.chiplets() : now.chiplets(), mine.wish());
      } else if (theirs != null) {
        int chiplet = changes.free(joined, theirs.chiplets()[0]);
        if (chiplet < 0) {
          chiplet = changes.taken(joined);
        }
        if (chiplet < 0) {
          return false;
        }
        int[] chiplets = {chiplet};
        joined[m] = changes.balanced(m, theirs.first(), theirs.end(), chiplets, theirs.wish());
      }
    }
    proposal.replace(left, 2);
    proposal.by(Row.of(joined));
    return true;
  }
}
