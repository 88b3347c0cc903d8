package dev.scar.study;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Searches every scenario with every strategy of the paper's tables for every objective. */
public final class SearchSweep {
  /**
   * The columns of the paper's tables IV and V.
   *
   * @param name as in the paper
   * @param topology the package of 4096 PEs per chiplet; with "-arvr" behind it, of 256
   */
  public record Column(String name, String topology, SearchOptions.Strategy strategy) {
    /** All of them. */
    public static final List<Column> ALL =
        List.of(
            new Column("Standalone (Shi)", "simba-shi-3x3", SearchOptions.Strategy.STANDALONE),
            new Column("Standalone (NVD)", "simba-nvd-3x3", SearchOptions.Strategy.STANDALONE),
            new Column("Simba (Shi)", "simba-shi-3x3", SearchOptions.Strategy.SCAR),
            new Column("Simba (NVD)", "simba-nvd-3x3", SearchOptions.Strategy.SCAR),
            new Column("Het-CB", "het-cb-3x3", SearchOptions.Strategy.SCAR),
            new Column("Het-Sides", "het-sides-3x3", SearchOptions.Strategy.SCAR));

    /** The package for a scenario, by the size of the scenario's default package. */
    public String topologyFor(Scenario scenario) {
      return scenario.defaultPackage().endsWith("-arvr") ? topology + "-arvr" : topology;
    }
  }

  /** One search. */
  public record Row(
      String scenario, Column column, Objective objective, SearchResult result, double seconds) {}

  private final CostModel costs;
  private final SearchOptions options;
  private final int threads;
  private final LongSupplier nanoseconds;

  /**
   * A sweep.
   *
   * @param nanoseconds a clock, for the time each search takes
   */
  public SearchSweep(
      CostModel costs, SearchOptions options, int threads, LongSupplier nanoseconds) {
    this.costs = costs;
    this.options = options;
    this.threads = threads;
    this.nanoseconds = nanoseconds;
  }

  /** Runs it; rows appear as they are done. */
  public void run(
      List<Scenario> scenarios,
      List<? extends Objective> objectives,
      Function<String, ChipletPackage> packages,
      Consumer<Row> rows) {
    for (Scenario scenario : scenarios) {
      for (Column column : Column.ALL) {
        ChipletPackage chipletPackage = packages.apply(column.topologyFor(scenario));
        for (Objective objective : objectives) {
          long begun = nanoseconds.getAsLong();
          SearchResult result =
              new ScarScheduler(costs, threads, () -> false, (done, all) -> {})
                  .schedule(
                      scenario,
                      chipletPackage,
                      options.with().strategy(column.strategy()).objective(objective).build());
          double seconds = (nanoseconds.getAsLong() - begun) * 1e-9;
          rows.accept(new Row(scenario.name(), column, objective, result, seconds));
        }
      }
    }
  }
}
