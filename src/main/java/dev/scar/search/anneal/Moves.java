package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.List;
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
  /** How far chiplets shared anew are off a model's need: standard deviation of its logarithm. */
  private static final double ROUGHLY = 0.5;

  private final LayerTable[] tables;
  private final LayerKinds[] kinds;
  private final PartCost costs;
  private final PartChanges changes;
  private final WindowMoves windowMoves;
  private final EchoMoves echoMoves;
  private final Starts starts;
  private final Proposal proposal = new Proposal();
  private final SplittableRandom random;
  private final boolean choosesMiniBatch;

  Moves(Ground ground, PartCost costs, SplittableRandom random) {
    this.tables = ground.tables();
    this.costs = costs;
    this.changes = new PartChanges(ground, costs, random);
    this.windowMoves = new WindowMoves(ground, changes, proposal, random);
    this.echoMoves = new EchoMoves(ground, costs, changes, proposal, random);
    this.starts = new Starts(ground, costs);
    this.kinds = ground.kinds();
    this.random = random;
    this.choosesMiniBatch = ground.choosesMiniBatch();
  }

  /** The last change. */
  Proposal proposal() {
    return proposal;
  }

  /**
   * Proposes a change that is too large for annealing to make in small steps, at a window or
   * between it and the next one; whether there is one.
   */
  boolean kick(Row[] schedule, int windows, int w) {
    proposal.replace(w, 1);
    int dice = random.nextInt(100);
    if (dice < 45) {
      return windowMoves.shiftBoundary(schedule, windows, w, random.nextDouble());
    }
    if (dice < 55) {
      return windowMoves.split(schedule[w]);
    }
    if (dice < 65) {
      return windowMoves.merge(schedule, windows, w);
    }
    if (dice < 75) {
      return echoMoves.propose(schedule, windows, w);
    }
    return shareAnew(schedule[w]);
  }

  /** Shares the chiplets of a window among its models anew, roughly by need. */
  private boolean shareAnew(Row row) {
    List<int[]> ranges = new ArrayList<>();
    for (Part part : row.parts()) {
      if (part != null) {
        ranges.add(new int[] {part.model(), part.first(), part.end()});
      }
    }
    proposal.by(starts.row(ranges, ROUGHLY, random));
    return true;
  }

  /** Proposes a change at a window, or between it and the next one; whether there is one. */
  boolean propose(Row[] schedule, int windows, int w) {
    Row row = schedule[w];
    proposal.replace(w, 1);
    int dice = random.nextInt(choosesMiniBatch ? 112 : 108);
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
      return windowMoves.shiftBoundary(schedule, windows, w);
    }
    if (dice < 92) {
      return windowMoves.split(row);
    }
    if (dice < 96) {
      return windowMoves.merge(schedule, windows, w);
    }
    if (dice < 104) {
      return echoMoves.propose(schedule, windows, w);
    }
    return dice < 108 ? fork(row) : miniBatch(row);
  }

  private boolean replaced(Row row, Part part) {
    proposal.by(row.with(part.model(), part));
    return true;
  }

  /** Moves one cut by 1, 2, 4, … layers. */
  private boolean shiftCut(Row row) {
    Part part = changes.anyPart(row);
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
    Part part = changes.anyPart(row);
    if (part == null) {
      return false;
    }
    int k = random.nextInt(part.segments());
    int here = part.chiplets()[k];
    int to = changes.near(here);
    if (to == here) {
      return false;
    }
    int[] chiplets = part.chiplets().clone();
    chiplets[k] = to;
    for (Part other : row.parts()) {
      if (other != null) {
        int s = PartChanges.indexOf(other.chiplets(), to);
        if (s >= 0) {
          if (other == part) {
            chiplets[s] = here;
            return replaced(row, changes.again(part, chiplets));
          }
          int[] theirs = other.chiplets().clone();
          theirs[s] = here;
          @Nullable Part[] parts = row.parts().clone();
          parts[part.model()] = changes.again(part, chiplets);
          parts[other.model()] = changes.again(other, theirs);
          proposal.by(Row.of(parts));
          return true;
        }
      }
    }
    return replaced(row, changes.again(part, chiplets));
  }

  /** Gives a model a free chiplet. */
  private boolean grow(Row row) {
    Part part = changes.anyPart(row);
    if (part == null || part.layers() == part.segments()) {
      return false;
    }
    int chiplet = changes.free(row.parts(), part.chiplets()[random.nextInt(part.segments())]);
    return chiplet >= 0 && replaced(row, changes.with(part, chiplet));
  }

  private boolean shrink(Row row) {
    Part part = changes.anyPart(row);
    return part != null
        && part.segments() > 1
        && replaced(row, changes.without(part, random.nextInt(part.segments())));
  }

  /** Gives a chiplet of one model to another one. */
  private boolean steal(Row row) {
    Part from = changes.anyPart(row);
    Part to = changes.anyPart(row);
    if (from == null || to == null || from == to) {
      return false;
    }
    if (from.segments() == 1 || to.segments() == to.layers()) {
      return false;
    }
    int k = random.nextInt(from.segments());
    @Nullable Part[] parts = row.parts().clone();
    parts[from.model()] = changes.without(from, k);
    parts[to.model()] = changes.with(to, from.chiplets()[k]);
    proposal.by(Row.of(parts));
    return true;
  }

  private boolean fork(Row row) {
    Part part = changes.anyPart(row);
    Part forked = part == null ? null : changes.forked(row, part, kinds[part.model()].forks());
    return part != null && forked != null && replaced(row, forked);
  }

  private boolean miniBatch(Row row) {
    Part part = changes.anyPart(row);
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
            : changes.balanced(part.model(), part.first(), part.end(), part.chiplets(), wish);
    return replaced(row, changed);
  }
}
