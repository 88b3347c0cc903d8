package dev.scar.study;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The evolutionary search beside the one that looks at more: the exhaustive one in packages that
 * allow it, else the beam.
 */
public final class QualitySweep {
  private final CostModel costs;
  private final SearchOptions options;
  private final int threads;
  private final LongSupplier nanoseconds;

  /**
   * A search and what it took.
   *
   * @param method never automatic
   */
  public record Timed(SearchOptions.Method method, SearchResult result, double seconds) {}

  /** Both searches of a scenario. */
  public record Row(String scenario, String topology, Timed reference, Timed evolutionary) {
    /** What the evolutionary search found as a multiple of what the reference found. */
    public double ratio() {
      return evolutionary.result().score() / reference.result().score();
    }

    /** A line of a table; energies times latencies in joule seconds. */
    public String csv() {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%.9g,%.3f,%.9g,%.3f,%.6f,%.9g%n",
          scenario,
          topology,
          reference.method().name().toLowerCase(Locale.ROOT),
          reference.result().score(),
          reference.seconds(),
          evolutionary.result().score(),
          evolutionary.seconds(),
          ratio(),
          evolutionary.result().boundScore());
    }
  }

  /** What the columns of {@link Row#csv} are called. */
  public static final String CSV_HEADER =
      "scenario,topology,reference,reference_score,reference_seconds,evolutionary_score,evolutionary_seconds,ratio,bound\n";

  /**
   * A sweep.
   *
   * @param nanoseconds a clock, for the time each search takes
   */
  public QualitySweep(
      CostModel costs, SearchOptions options, int threads, LongSupplier nanoseconds) {
    this.costs = costs;
    this.options = options;
    this.threads = threads;
    this.nanoseconds = nanoseconds;
  }

  /** Searches a scenario both ways. */
  public Row row(Scenario scenario, ChipletPackage chipletPackage) {
    boolean small = chipletPackage.chiplets().size() <= SearchOptions.Method.MOST_EXHAUSTIVE;
    SearchOptions.Method reference =
        small ? SearchOptions.Method.EXHAUSTIVE : SearchOptions.Method.BEAM;
    return new Row(
        scenario.name(),
        chipletPackage.name(),
        search(scenario, chipletPackage, reference),
        search(scenario, chipletPackage, SearchOptions.Method.EVOLUTIONARY));
  }

  private Timed search(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions.Method method) {
    long begun = nanoseconds.getAsLong();
    SearchResult result =
        new ScarScheduler(costs, threads, () -> false, (done, all) -> {})
            .schedule(scenario, chipletPackage, options.with().method(method).build());
    return new Timed(method, result, (nanoseconds.getAsLong() - begun) * 1e-9);
  }
}
