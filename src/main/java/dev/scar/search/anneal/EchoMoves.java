package dev.scar.search.anneal;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Moves that make a window like another one. Not for several threads. */
final class EchoMoves {
  private final LayerTable[] tables;
  private final PartChanges changes;
  private final Echoes echoes;
  private final Proposal proposal;
  private final SplittableRandom random;

  EchoMoves(
      Ground ground,
      PartCost costs,
      PartChanges changes,
      Proposal proposal,
      SplittableRandom random) {
    this.tables = ground.tables();
    this.changes = changes;
    this.echoes = new Echoes(ground, costs, random);
    this.proposal = proposal;
    this.random = random;
  }

  boolean propose(Row[] schedule, int windows, int w) {
    return windows > 1
        && (random.nextBoolean() ? echo(schedule, windows, w) : align(schedule, windows, w));
  }

  /** A window becomes like another one, more likely one beside it. */
  private boolean echo(Row[] schedule, int windows, int w) {
    int other = w;
    while (other == w) {
      other =
          random.nextBoolean()
              ? random.nextInt(windows)
              : Math.floorMod(w + (random.nextBoolean() ? 1 : -1), windows);
    }
    Row row = echoes.echo(schedule[other], schedule[w]);
    if (row == null) {
      return false;
    }
    proposal.by(row);
    return true;
  }

  /** Moves layers of a model to or from the next window, so that it ends as another one does. */
  private boolean align(Row[] schedule, int windows, int w) {
    int left = w == windows - 1 ? w - 1 : w;
    Part part = changes.anyPart(schedule[left]);
    Part like = part == null ? null : schedule[random.nextInt(windows)].parts()[part.model()];
    if (part == null || like == null || like.end() == tables[part.model()].layers()) {
      return false;
    }
    int m = part.model();
    @Nullable Part next = schedule[left + 1].parts()[m];
    int end = part.end() + echoes.shiftTo(m, part.end(), like.end());
    if (next == null || end == part.end() || end <= part.first() || end >= next.end()) {
      return false;
    }
    boolean keep = random.nextBoolean();
    proposal.replace(left, 2);
    proposal.by(schedule[left].with(m, moved(part, part.first(), end, keep)));
    proposal.by(schedule[left + 1].with(m, moved(next, end, next.end(), keep)));
    return true;
  }

  private Part moved(Part part, int first, int end, boolean keep) {
    return keep
        ? changes.stretched(part, first, end)
        : changes.balanced(part.model(), first, end, part.chiplets(), part.wish());
  }
}
