package dev.scar.search.order;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another search, whose best schedules are then improved by schedules with several segments of a
 * chiplet in a window. The result is never worse than that of the other search. One thread, the
 * same result every time. <b>Cost:</b> that of the other search, and {@code moves} predictions of a
 * window.
 *
 * @param first finds the schedules that are improved
 * @param others find further schedules that are improved
 * @param starts schedules that are improved, too, whose chiplets may take turns already; the result
 *     is not worse than the best of them
 * @param fixed layers that must run on the chiplet of their segment, in whatever windows
 * @param choosesMiniBatch whether mini-batches may be changed, too
 * @param barrier whether a window begins when all of the one before is done; without, schedules are
 *     judged by the prediction without barriers, as those of the other search must be
 * @param moves how many changes are tried
 */
public record OrderedSearch(
    ScheduleSearch first,
    List<ScheduleSearch> others,
    List<Schedule> starts,
    List<Segment> fixed,
    boolean choosesMiniBatch,
    boolean barrier,
    int moves)
    implements ScheduleSearch {
  /** Changes that are tried unless one is told. */
  public static final int MOVES = 6000;

  public OrderedSearch {
    others = List.copyOf(others);
    starts = List.copyOf(starts);
    fixed = List.copyOf(fixed);
    if (moves < 0) {
      throw new IllegalArgumentException("so many moves: " + moves);
    }
  }

  /** Improves what a search finds by order alone: mini-batches stay as they are. */
  public static OrderedSearch improving(ScheduleSearch first) {
    return new OrderedSearch(first, List.of(), List.of(), List.of(), false, true, MOVES);
  }

  @Override
  public String label() {
    return first.label();
  }

  @Override
  public Optional<String> refusal(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    return options.contentionAware()
        ? Optional.of("order on chiplets is judged without contention")
        : first.refusal(scenario, chipletPackage, options);
  }

  @Override
  public SearchResult search(Task task) {
    SearchResult found = first.search(task);
    List<Schedule> more = new ArrayList<>(starts);
    found.ranked().forEach(known -> more.add(known.plan().schedule()));
    for (ScheduleSearch other : others) {
      if (!task.stop().getAsBoolean()) {
        other.search(task).ranked().forEach(known -> more.add(known.plan().schedule()));
      }
    }
    return new Improvement(task, this).of(found, more);
  }
}
