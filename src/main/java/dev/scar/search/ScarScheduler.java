package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.TooLongException;
import dev.scar.workload.Scenario;
import java.util.function.BooleanSupplier;

/** Searches for schedules in the way that the options name. */
public final class ScarScheduler {
  private final CostModel costs;
  private final int threads;
  private final BooleanSupplier stop;
  private final Listener listener;

  /** Told about progress, from any thread. */
  @FunctionalInterface
  public interface Listener {
    /** So many of the windows of all candidates have been scheduled; none at first. */
    void windowScheduled(int done, int windows);

    /** Whether it wants to be told what has been found, which costs some time. */
    default boolean follows() {
      return false;
    }

    /**
     * So much has been found.
     *
     * @param placements costed so far
     * @param bestScore of the whole schedules known so far; infinite if there is none yet
     */
    default void found(long placements, double bestScore) {}

    /**
     * So many moves have been proposed, where whole schedules are annealed.
     *
     * @param bestScore of the schedules known so far; infinite if there is none yet
     */
    default void proposed(long moves, long ofMoves, double bestScore) {}
  }

  /**
   * A scheduler.
   *
   * @param stop asked between windows whether to end early
   */
  public ScarScheduler(CostModel costs, int threads, BooleanSupplier stop, Listener listener) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    this.costs = costs;
    this.threads = threads;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * The best schedules found.
   *
   * @throws NoScheduleException if none meets the latency bounds
   * @throws TooLongException if a time passes the largest {@code long}
   * @throws SearchRefusal if the search that the options name cannot search this
   */
  public SearchResult schedule(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    SearchRefusal.check(scenario);
    options
        .search()
        .refusal(scenario, chipletPackage, options)
        .ifPresent(
            why -> {
              throw new SearchRefusal(why);
            });
    try {
      SearchOptions dynamic = options.objective(Powered.of(options.objective(), chipletPackage));
      return options
          .search()
          .search(
              new ScheduleSearch.Task(
                  scenario, chipletPackage, dynamic, costs, threads, stop, listener))
          .withStaticPower(options.objective(), chipletPackage);
    } catch (ArithmeticException e) {
      throw new TooLongException(
          "a schedule of " + scenario.name() + " on " + chipletPackage.name(), e);
    }
  }
}
