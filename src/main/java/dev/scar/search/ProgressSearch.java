package dev.scar.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a listener, after every window, how many placements have been costed and how good the best
 * schedule is of the partitionings whose windows are all done. Safe for several threads.
 */
final class ProgressSearch implements WindowSearch {
  private final WindowSearch search;
  private final List<List<List<LayerRange>>> candidates;
  private final Combination combination;
  private final Objective objective;
  private final ScarScheduler.Listener listener;
  private final Map<List<LayerRange>, WindowSchedules> done = new HashMap<>();
  private long placements;
  private double best = Double.POSITIVE_INFINITY;

  ProgressSearch(
      WindowSearch search,
      List<List<List<LayerRange>>> candidates,
      Combination combination,
      Objective objective,
      ScarScheduler.Listener listener) {
    this.search = search;
    this.candidates = candidates;
    this.combination = combination;
    this.objective = objective;
    this.listener = listener;
  }

  @Override
  public WindowSchedules schedule(List<LayerRange> window) {
    WindowSchedules found = search.schedule(window);
    synchronized (this) {
      done.put(window, found);
      placements += found.evaluated();
      for (List<List<LayerRange>> candidate : candidates) {
        if (candidate.contains(window) && done.keySet().containsAll(candidate)) {
          PaperEngines.best(combination.of(candidate.stream().map(done::get).toList()), objective)
              .ifPresent(score -> best = Math.min(best, score));
        }
      }
      listener.found(placements, best);
    }
    return found;
  }
}
