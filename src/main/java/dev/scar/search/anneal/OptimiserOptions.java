package dev.scar.search.anneal;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import java.util.List;
import java.util.Map;

/**
 * What the optimiser is asked for.
 *
 * @param ranked how many of the best schedules are returned
 * @param execution when weights are loaded, and what becomes of overflow; its mini-batches are not
 *     used
 * @param miniBatch samples per mini-batch of every model, {@link AnnealingSearch#FREE} or {@link
 *     AnnealingSearch#MOST_THAT_FITS}
 * @param latencyBoundsPs by model: when it must be finished; a schedule that is later is no result
 * @param fixed layers that must run on the chiplet of their segment, in whatever windows
 * @param starts schedules to improve; the result is not worse than the best of them
 * @param seed of everything random
 * @param barrier whether a window begins when all of the one before is done
 * @param mostWindows windows at most
 */
record OptimiserOptions(
    Objective objective,
    Effort effort,
    int ranked,
    ExecutionPolicy execution,
    int miniBatch,
    Map<Integer, Long> latencyBoundsPs,
    List<Segment> fixed,
    List<Schedule> starts,
    long seed,
    boolean barrier,
    int mostWindows) {
  /** The best EDP at default effort. */
  public static final OptimiserOptions DEFAULT =
      new OptimiserOptions(
          Objectives.EDP,
          Effort.DEFAULT,
          10,
          ExecutionPolicy.DEFAULT,
          0,
          Map.of(),
          List.of(),
          List.of(),
          1,
          true,
          AnnealingSearch.ANY_WINDOWS);

  /** The same with barriers. */
  OptimiserOptions withBarrier() {
    return new OptimiserOptions(
        objective,
        effort,
        ranked,
        execution,
        miniBatch,
        latencyBoundsPs,
        fixed,
        starts,
        seed,
        true,
        mostWindows);
  }

  public OptimiserOptions {
    latencyBoundsPs = Map.copyOf(latencyBoundsPs);
    fixed = List.copyOf(fixed);
    starts = List.copyOf(starts);
    if (ranked < 1) {
      throw new IllegalArgumentException("at least one schedule is returned");
    }
    if (mostWindows < 1) {
      throw new IllegalArgumentException("at least one window");
    }
    if (miniBatch < AnnealingSearch.MOST_THAT_FITS) {
      throw new IllegalArgumentException("a mini-batch must not be negative");
    }
  }
}
