package dev.scar.cli;

import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.units.Quantity;
import java.util.Locale;

/** How far a search is: windows, placements, the best so far, and about how long it will take. */
final class SearchProgress implements ScarScheduler.Listener {
  private static final long PS_PER_NS = 1000;

  private final Progress progress;
  private final Objective objective;
  private final long startedNs = System.nanoTime();
  private long placements;
  private double best = Double.POSITIVE_INFINITY;

  SearchProgress(Progress progress, Objective objective) {
    this.progress = progress;
    this.objective = objective;
  }

  @Override
  public boolean follows() {
    return progress.isShown();
  }

  @Override
  public synchronized void found(long costed, double bestScore) {
    placements = costed;
    best = bestScore;
  }

  @Override
  public synchronized void windowScheduled(int done, int windows) {
    long spentNs = System.nanoTime() - startedNs;
    String left =
        done == 0 || done == windows
            ? ""
            : ", about "
                + Quantity.TIME.format(spentNs / done * (windows - done) * PS_PER_NS)
                + " left";
    progress.show(
        String.format(
            Locale.ROOT,
            "search: window %d of %d, %,d placements%s%s",
            done,
            windows,
            placements,
            Double.isInfinite(best)
                ? ""
                : String.format(Locale.ROOT, ", best %s %.4g", objective.label(), best),
            left));
  }

  @Override
  public synchronized void proposed(long moves, long ofMoves, double bestScore) {
    progress.show(
        String.format(
            Locale.ROOT,
            "search: %,d of %,d moves%s",
            moves,
            ofMoves,
            Double.isInfinite(bestScore)
                ? ""
                : String.format(Locale.ROOT, ", best %s %.4g", objective.label(), bestScore)));
  }
}
