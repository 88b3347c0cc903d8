package dev.scar.cli;

import dev.scar.refine.SimulatedSearch;
import dev.scar.schedule.Schedule;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.order.OrderedSearch;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of the improvement by order on chiplets. */
final class OrderSettings {
  private static final String NAME = "--order";

  @Option(
      names = NAME,
      description =
          "Let chiplets take several segments of a window, one after another: the schedules that the search finds are joined and improved so.")
  boolean order;

  /** Refuses it beside what it cannot be combined with. */
  void check(SearchOptions.Strategy strategy, boolean explain) {
    if (order && strategy != SearchOptions.Strategy.SCAR) {
      throw Values.refused(
          NAME, "", "improves no baseline", "Leave --strategy " + strategy + " or it out.");
    }
    if (order && explain) {
      throw Values.refused(
          "--explain", "", "explains schedules without order", "Leave " + NAME + " or it out.");
    }
  }

  /** The search, followed by the improvement if that is asked for. */
  SearchOptions after(SearchOptions options, SearchSettings.Problem problem, MiniBatch miniBatch) {
    if (!order) {
      return options;
    }
    if (options.search() instanceof SimulatedSearch) {
      throw Values.refused(
          NAME,
          "",
          "is judged by the prediction",
          "Leave it out, or --objective-by simulated and --contention-aware.");
    }
    boolean barrier = !(options.search() instanceof AnnealingSearch anneals) || anneals.barrier();
    List<ScheduleSearch> others =
        options.search() instanceof AnnealingSearch anneals && barrier
            ? List.of(anneals.withoutBarrier())
            : List.of();
    return options.search(
        new OrderedSearch(
            options.search(),
            others,
            problem.starts().stream().filter(Schedule::sharesChiplets).toList(),
            problem.fixed(),
            miniBatch.equals(MiniBatch.BEST),
            barrier,
            OrderedSearch.MOVES));
  }

  /** What was given, for the record. */
  Map<String, String> texts() {
    return order ? Map.of("order", "yes") : Map.of();
  }
}
