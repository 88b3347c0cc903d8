package dev.scar.search;

import dev.scar.schedule.ExecutionPolicy;

/**
 * How to search.
 *
 * @param objective what to minimise; EDP by default
 * @param splits largest number of cuts of the time horizon; every number from 0 on is tried; 4 by
 *     default (the paper's)
 * @param packing how layers are assigned to windows
 * @param pathsPerModel most placements per model and window that are kept before models are
 *     combined
 * @param execution weights and mini-batches
 */
public record SearchOptions(
    Objective objective,
    int splits,
    Packing packing,
    int pathsPerModel,
    ExecutionPolicy execution) {
  /** The paper's defaults. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(Objective.EDP, 4, Packing.GREEDY, 4096, ExecutionPolicy.DEFAULT);

  /** How layers are assigned to windows. */
  public enum Packing {
    /** Algorithm 1: first fit, layers that cross a boundary are deferred. */
    GREEDY,
    /** The same number of layers in every window. */
    UNIFORM
  }

  public SearchOptions {
    if (splits < 0 || splits > 1000) {
      throw new IllegalArgumentException("splits must be 0 to 1000, not " + splits);
    }
    if (pathsPerModel < 1) {
      throw new IllegalArgumentException("at least one placement per model");
    }
  }

  public SearchOptions with(Objective other) {
    return new SearchOptions(other, splits, packing, pathsPerModel, execution);
  }
}
