package dev.scar.search.anneal;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * The search of whole schedules by annealing, see {@link Optimiser}; mini-batches that the
 * execution policy names are not used.
 *
 * @param effort how many moves
 * @param miniBatch samples per mini-batch of every model, {@link #FREE} or {@link #MOST_THAT_FITS}
 * @param fixed layers that must run on the chiplet of their segment, in whatever windows
 * @param starts schedules to improve; the result is not worse than the best of them
 * @param barrier whether a window begins when all of the one before is done; without, schedules are
 *     judged by the prediction without barriers
 * @param mostWindows windows at most
 */
public record AnnealingSearch(
    Effort effort,
    int miniBatch,
    List<Segment> fixed,
    List<Schedule> starts,
    boolean barrier,
    int mostWindows)
    implements ScheduleSearch {
  /** For {@code miniBatch}: what turns out best, by model and window. */
  public static final int FREE = 0;

  /** For {@code miniBatch}: the most that L2 allows. */
  public static final int MOST_THAT_FITS = -1;

  /** For {@code mostWindows}: as many as it likes. */
  public static final int ANY_WINDOWS = Integer.MAX_VALUE;

  /** Default effort, mini-batches as they turn out best. */
  public static final AnnealingSearch DEFAULT = of(Effort.DEFAULT);

  public AnnealingSearch {
    fixed = List.copyOf(fixed);
    starts = List.copyOf(starts);
  }

  /** With as many windows as it likes. */
  public AnnealingSearch(
      Effort effort, int miniBatch, List<Segment> fixed, List<Schedule> starts, boolean barrier) {
    this(effort, miniBatch, fixed, starts, barrier, ANY_WINDOWS);
  }

  /** The same with at most so many windows. */
  public AnnealingSearch atMost(int windows) {
    return new AnnealingSearch(effort, miniBatch, fixed, starts, barrier, windows);
  }

  /** The defaults with this effort. */
  public static AnnealingSearch of(Effort effort) {
    return new AnnealingSearch(effort, FREE, List.of(), List.of(), true);
  }

  /** The same by the prediction without barriers. */
  public AnnealingSearch withoutBarrier() {
    return new AnnealingSearch(effort, miniBatch, fixed, starts, false);
  }

  @Override
  public String label() {
    return "anneal";
  }

  @Override
  public Optional<String> refusal(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    return options.contentionAware()
        ? Optional.of("annealing does not know contention; the paper's engines do")
        : Optional.empty();
  }

  @Override
  public SearchResult search(Task task) {
    SearchOptions options = task.options();
    return new Optimiser(task.costs(), task.threads(), task.stop(), task.listener()::proposed)
        .schedule(
            task.scenario(),
            task.chipletPackage(),
            new OptimiserOptions(
                options.objective(),
                effort,
                options.ranked(),
                options.execution(),
                miniBatch,
                options.latencyBoundsPs(),
                fixed,
                starts,
                options.seed(),
                barrier,
                mostWindows));
  }
}
