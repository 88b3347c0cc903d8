package dev.scar.search;

import dev.scar.schedule.ExecutionPolicy;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to search.
 *
 * @param strategy what is searched: the paper's schedules or a baseline
 * @param method how the schedules of a window are searched
 * @param evolution how hard the evolutionary search tries
 * @param objective what to minimise; EDP by default
 * @param splits largest number of cuts of the time horizon; every number from 0 on is tried; 4 by
 *     default (the paper's)
 * @param samples partitionings with random boundaries tried besides; 0 by default
 * @param packing how layers are assigned to windows
 * @param provisioning how many chiplets each model of a window may take
 * @param combine how the windows' schedules are put together
 * @param topCuts segmentations kept per model and number of segments (heuristic 1); 8 by default
 * @param nodeCap most chiplets a model may get in a window (heuristic 2); 0 is no cap, the default
 * @param allCuts with at most so many ways to cut, all are candidates; 300 by default
 * @param pathsPerModel most walks of one length over the chiplets, 4096 by default, more than a 3 ×
 *     3 mesh or triangular lattice has; in packages too large for the exact combination, of all
 *     lengths together. Above it each root gets an even share
 * @param ranked how many of the best schedules are returned; 10 by default
 * @param execution weights and mini-batches
 * @param weights by model: factor of its share of the chiplets in equation 2; 1 where absent
 * @param latencyBoundsPs by model: when it must be finished; a schedule that is later is no result
 * @param seed of the sampled boundaries
 * @param contentionAware whether windows are scored with the contention-aware estimate; the search
 *     is then evolutionary
 * @param check whether the cost of every placement is compared with that of its lowered plan
 */
public record SearchOptions(
    Strategy strategy,
    Method method,
    EvolutionOptions evolution,
    Objective objective,
    int splits,
    int samples,
    Packing packing,
    Provisioning provisioning,
    Combine combine,
    int topCuts,
    int nodeCap,
    int allCuts,
    int pathsPerModel,
    int ranked,
    ExecutionPolicy execution,
    Map<Integer, Double> weights,
    Map<Integer, Long> latencyBoundsPs,
    long seed,
    boolean contentionAware,
    boolean check) {
  /** The paper's defaults. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          Strategy.SCAR,
          Method.AUTO,
          EvolutionOptions.DEFAULT,
          Objectives.EDP,
          4,
          0,
          Packing.GREEDY,
          Provisioning.RULE,
          Combine.EXACT,
          8,
          0,
          300,
          4096,
          10,
          ExecutionPolicy.DEFAULT,
          Map.of(),
          Map.of(),
          1,
          false,
          false);

  /** What is searched. */
  public enum Strategy {
    /** Windows, segments and paths (the paper's SCAR; on a homogeneous package, Simba-like). */
    SCAR,
    /** One window, one chiplet per model. */
    STANDALONE,
    /** NN-baton-like: one model after the other, each whole on the first chiplet. */
    NN_BATON
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
    UNIFORM
  }

  /** How many chiplets each model of a window may take. */
  public enum Provisioning {
    /** Equation 2. */
    RULE,
    /** Every distribution. */
    EXHAUSTIVE
  }

  /** How the windows' schedules are put together. */
  public enum Combine {
    /** The best combination over the windows' Pareto fronts. */
    EXACT,
    /** Each window's best by itself (the paper's). */
    GREEDY
  }

  public SearchOptions {
    require(splits >= 0 && splits <= 1000, "splits must be 0 to 1000");
    require(samples >= 0 && samples <= 1000, "samples must be 0 to 1000");
    require(topCuts >= 1, "at least one segmentation per model");
    require(nodeCap >= 0, "the node cap must not be negative");
    require(allCuts >= 0, "the number of cuts must not be negative");
    require(pathsPerModel >= 1, "at least one path per model");
    require(ranked >= 1, "at least one schedule is returned");
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    latencyBoundsPs = Collections.unmodifiableMap(new TreeMap<>(latencyBoundsPs));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A copy in which values can be changed. */
  public Builder with() {
    return new Builder(this);
  }

  /** Options under construction. */
  public static final class Builder {
    private Strategy strategy;
    private Method method;
    private EvolutionOptions evolution;
    private Objective objective;
    private int splits;
    private int samples;
    private Packing packing;
    private Provisioning provisioning;
    private Combine combine;
    private int topCuts;
    private int nodeCap;
    private int allCuts;
    private int pathsPerModel;
    private int ranked;
    private ExecutionPolicy execution;
    private Map<Integer, Double> weights;
    private Map<Integer, Long> latencyBoundsPs;
    private long seed;
    private boolean contentionAware;
    private boolean check;

    private Builder(SearchOptions from) {
      strategy = from.strategy();
      method = from.method();
      evolution = from.evolution();
      objective = from.objective();
      splits = from.splits();
      samples = from.samples();
      packing = from.packing();
      provisioning = from.provisioning();
      combine = from.combine();
      topCuts = from.topCuts();
      nodeCap = from.nodeCap();
      allCuts = from.allCuts();
      pathsPerModel = from.pathsPerModel();
      ranked = from.ranked();
      execution = from.execution();
      weights = from.weights();
      latencyBoundsPs = from.latencyBoundsPs();
      seed = from.seed();
      contentionAware = from.contentionAware();
      check = from.check();
    }

    public Builder strategy(Strategy value) {
      strategy = value;
      return this;
    }

    public Builder method(Method value) {
      method = value;
      return this;
    }

    public Builder evolution(EvolutionOptions value) {
      evolution = value;
      return this;
    }

    public Builder objective(Objective value) {
      objective = value;
      return this;
    }

    public Builder splits(int value) {
      splits = value;
      return this;
    }

    public Builder samples(int value) {
      samples = value;
      return this;
    }

    public Builder packing(Packing value) {
      packing = value;
      return this;
    }

    public Builder provisioning(Provisioning value) {
      provisioning = value;
      return this;
    }

    public Builder combine(Combine value) {
      combine = value;
      return this;
    }

    public Builder topCuts(int value) {
      topCuts = value;
      return this;
    }

    public Builder nodeCap(int value) {
      nodeCap = value;
      return this;
    }

    public Builder allCuts(int value) {
      allCuts = value;
      return this;
    }

    public Builder pathsPerModel(int value) {
      pathsPerModel = value;
      return this;
    }

    public Builder ranked(int value) {
      ranked = value;
      return this;
    }

    public Builder execution(ExecutionPolicy value) {
      execution = value;
      return this;
    }

    public Builder weights(Map<Integer, Double> value) {
      weights = value;
      return this;
    }

    public Builder latencyBoundsPs(Map<Integer, Long> value) {
      latencyBoundsPs = value;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder contentionAware(boolean value) {
      contentionAware = value;
      return this;
    }

    public Builder check(boolean value) {
      check = value;
      return this;
    }

    /** The options. */
    public SearchOptions build() {
      return new SearchOptions(
          strategy,
          method,
          evolution,
          objective,
          splits,
          samples,
          packing,
          provisioning,
          combine,
          topCuts,
          nodeCap,
          allCuts,
          pathsPerModel,
          ranked,
          execution,
          weights,
          latencyBoundsPs,
          seed,
          contentionAware,
          check);
    }
  }
}
