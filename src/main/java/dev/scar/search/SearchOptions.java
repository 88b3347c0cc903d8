package dev.scar.search;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What to search for and how.
 *
 * @param search how, with the options of that search
 * @param objective what to minimise; EDP by default
 * @param ranked how many of the best schedules are returned; 10 by default
 * @param execution weights and mini-batches
 * @param latencyBoundsPs by model: when it must be finished; a schedule that is later is no result
 * @param seed of everything that is left to chance
 * @param contentionAware whether windows are scored with the contention-aware estimate; the search
 *     is then evolutionary
 * @param check whether the cost of every placement, which is put together from what is known of its
 *     cuts and chiplets, is compared with that of its window lowered anew
 */
public record SearchOptions(
    ScheduleSearch search,
    Objective objective,
    int ranked,
    ExecutionPolicy execution,
    Map<Integer, Long> latencyBoundsPs,
    long seed,
    boolean contentionAware,
    boolean check) {
  /** The defaults. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          Strategies.ALL.get(0),
          Objectives.EDP,
          10,
          ExecutionPolicy.DEFAULT,
          Map.of(),
          1,
          false,
          false);

  /** The defaults with the paper's engines. */
  public static final SearchOptions PAPER = DEFAULT.search(ScarSearch.DEFAULT);

  /** What is searched. */
  public enum Strategy {
    /** Windows, segments and paths (the paper's SCAR; on a homogeneous package, Simba-like). */
    SCAR,
    /** One window, one chiplet per model. */
    STANDALONE,
    /** NN-baton-like: one model after the other, each whole on the first chiplet. */
    NN_BATON;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** How the schedules of a window are searched. */
  public enum Method {
    /** Exhaustive where the package allows that, else evolutionary. */
    AUTO,
    /** All placements of all kept cuts; packages of at most {@link #MOST_EXHAUSTIVE} chiplets. */
    EXHAUSTIVE,
    /** The most promising combinations of a sample of placements. */
    BEAM,
    /**
     * Tuples that are crossed and mutated, then improved locally; only for the paper's strategy.
     */
    EVOLUTIONARY;

    /** The largest package that can be searched exhaustively, in chiplets. */
    public static final int MOST_EXHAUSTIVE = Disjoint.MOST_EXACT;

    @Override
    public String toString() {
      return label(this);
    }

    /** What this means for a strategy on a package of so many chiplets; never {@link #AUTO}. */
    public Method on(int chiplets, Strategy strategy) {
      boolean small = chiplets <= MOST_EXHAUSTIVE;
      Method chosen = this == AUTO ? (small ? EXHAUSTIVE : EVOLUTIONARY) : this;
      if (chosen == EVOLUTIONARY && strategy != Strategy.SCAR) {
        return small ? EXHAUSTIVE : BEAM;
      }
      return chosen;
    }
  }

  /** How layers are assigned to windows. */
  public enum Packing {
    /** Algorithm 1: first fit, layers that cross a boundary are deferred. */
    GREEDY,
    /** The same number of layers in every window. */
    UNIFORM;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** How many chiplets each model of a window may take. */
  public enum Provisioning {
    /** Equation 2. */
    RULE,
    /** Every distribution. */
    EXHAUSTIVE;

    @Override
    public String toString() {
      return label(this);
    }
  }

  /** How the windows' schedules are put together. */
  public enum Combine {
    /** The best combination over the windows' Pareto fronts. */
    EXACT,
    /** Each window's best by itself (the paper's). */
    GREEDY;

    @Override
    public String toString() {
      return label(this);
    }
  }

  public SearchOptions {
    if (ranked < 1) {
      throw new IllegalArgumentException("at least one schedule is returned");
    }
    latencyBoundsPs = Collections.unmodifiableMap(new TreeMap<>(latencyBoundsPs));
  }

  /** The options of the paper's engines: those chosen, or the defaults if another search is. */
  public ScarSearch paper() {
    return search instanceof ScarSearch paper ? paper : ScarSearch.DEFAULT;
  }

  /** The paper's engines with other options. */
  public SearchOptions paper(UnaryOperator<ScarSearch> change) {
    return search(change.apply(paper()));
  }

  public SearchOptions search(ScheduleSearch value) {
    return new SearchOptions(
        value, objective, ranked, execution, latencyBoundsPs, seed, contentionAware, check);
  }

  public SearchOptions objective(Objective value) {
    return new SearchOptions(
        search, value, ranked, execution, latencyBoundsPs, seed, contentionAware, check);
  }

  public SearchOptions ranked(int value) {
    return new SearchOptions(
        search, objective, value, execution, latencyBoundsPs, seed, contentionAware, check);
  }

  /** Executed as is {@linkplain Execution#usual usual} on a package. */
  public SearchOptions usualOn(ChipletPackage chipletPackage) {
    return execution(execution.withExecution(Execution.usual(chipletPackage)));
  }

  public SearchOptions execution(ExecutionPolicy value) {
    return new SearchOptions(
        search, objective, ranked, value, latencyBoundsPs, seed, contentionAware, check);
  }

  public SearchOptions latencyBoundsPs(Map<Integer, Long> value) {
    return new SearchOptions(
        search, objective, ranked, execution, value, seed, contentionAware, check);
  }

  public SearchOptions seed(long value) {
    return new SearchOptions(
        search, objective, ranked, execution, latencyBoundsPs, value, contentionAware, check);
  }

  public SearchOptions contentionAware(boolean value) {
    return new SearchOptions(
        search, objective, ranked, execution, latencyBoundsPs, seed, value, check);
  }

  public SearchOptions check(boolean value) {
    return new SearchOptions(
        search, objective, ranked, execution, latencyBoundsPs, seed, contentionAware, value);
  }

  /** Every option by name, for the record. */
  public Map<String, String> texts(Scenario scenario) {
    return new OptionTexts(scenario.models().stream().map(ScenarioModel::id).toList()).of(this);
  }

  /** As the command line spells it. */
  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
