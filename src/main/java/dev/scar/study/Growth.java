package dev.scar.study;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.Locale;

/** Time and memory of the evolutionary search as packages and scenarios grow. */
public final class Growth {
  /** Measures what is not to be read below the command line. */
  public interface Meter {
    /** Forgets the peak so far. */
    void reset();

    /** The largest heap in use since then, in bytes, garbage included. */
    long peakBytes();

    /** A clock. */
    long nanoseconds();
  }

  /** One search. */
  public record Row(
      String topology,
      int chiplets,
      int models,
      int layers,
      double seconds,
      long peakBytes,
      SearchResult result) {
    /** A line of a table; latency in picoseconds, energy in joules. */
    public String csv() {
      return String.format(
          Locale.ROOT,
          "%s,%d,%d,%d,%.3f,%d,%.9g,%.9g,%.6f,%d,%.9g,%d%n",
          topology,
          chiplets,
          models,
          layers,
          seconds,
          peakBytes,
          result.score(),
          result.boundScore(),
          result.gap(),
          result.best().latencyPs(),
          result.best().energy().totalJ(),
          result.coverage().evaluated());
    }
  }

  /** What the columns of {@link Row#csv} are called. */
  public static final String CSV_HEADER =
      "topology,chiplets,models,layers,seconds,peak_heap_bytes,score,bound,gap,latency_ps,energy_j,evaluated\n";

  private final CostModel costs;
  private final SearchOptions options;
  private final int threads;
  private final Meter meter;

  /** A study; what is searched how, except that the search is always evolutionary. */
  public Growth(CostModel costs, SearchOptions options, int threads, Meter meter) {
    this.costs = costs;
    this.options = options.with().method(SearchOptions.Method.EVOLUTIONARY).build();
    this.threads = threads;
    this.meter = meter;
  }

  /** Searches one problem. */
  public Row row(Scenario scenario, ChipletPackage chipletPackage) {
    meter.reset();
    long begun = meter.nanoseconds();
    SearchResult result =
        new ScarScheduler(costs, threads, () -> false, (done, all) -> {})
            .schedule(scenario, chipletPackage, options);
    return new Row(
        chipletPackage.name(),
        chipletPackage.chiplets().size(),
        scenario.models().size(),
        scenario.layerCount(),
        (meter.nanoseconds() - begun) * 1e-9,
        meter.peakBytes(),
        result);
  }
}
