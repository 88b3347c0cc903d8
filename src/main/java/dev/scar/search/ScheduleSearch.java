package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A way to search for schedules, with its own options; {@link Strategies#ALL} lists them. It is a
 * value: equal ones find the same schedules for equal tasks, on any number of threads.
 */
public interface ScheduleSearch {
  /** Its name on the command line. */
  String label();

  /** Why it cannot search this; empty if it can. */
  Optional<String> refusal(Scenario scenario, ChipletPackage chipletPackage, SearchOptions options);

  /**
   * The best schedules found.
   *
   * @throws NoScheduleException if none meets the latency bounds
   */
  SearchResult search(Task task);

  /**
   * What to search, and with what.
   *
   * @param stop asked now and then whether to end early with what there is
   * @param listener told about progress, from any thread
   */
  record Task(
      Scenario scenario,
      ChipletPackage chipletPackage,
      SearchOptions options,
      CostModel costs,
      int threads,
      BooleanSupplier stop,
      ScarScheduler.Listener listener) {
    public Task {
      if (threads < 1) {
        throw new IllegalArgumentException("at least one thread, not " + threads);
      }
    }

    /** The same task on another package. */
    public Task on(ChipletPackage other) {
      return new Task(scenario, other, options, costs, threads, stop, listener);
    }

    /** The same task with other options. */
    public Task with(SearchOptions other) {
      return new Task(scenario, chipletPackage, other, costs, threads, stop, listener);
    }
  }
}
