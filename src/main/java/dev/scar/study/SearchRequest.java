package dev.scar.study;

import dev.scar.search.Objective;
import dev.scar.search.SearchOptions;

/**
 * A search of the paper's evaluation.
 *
 * @param scenario by name
 * @param topology by name
 * @param splits largest number of cuts into windows
 * @param variant how the open choices are settled
 */
public record SearchRequest(
    String scenario,
    String topology,
    SearchOptions.Strategy strategy,
    Objective objective,
    int splits,
    SearchOptions.Packing packing,
    SearchOptions.Provisioning provisioning,
    Variant variant) {
  private static final int SPLITS = 4;

  /** With the paper's defaults: 4 splits, greedy packing, rule-based provisioning. */
  public static SearchRequest of(
      String scenario,
      String topology,
      SearchOptions.Strategy strategy,
      Objective objective,
      Variant variant) {
    return new SearchRequest(
        scenario,
        topology,
        strategy,
        objective,
        SPLITS,
        SearchOptions.Packing.GREEDY,
        SearchOptions.Provisioning.RULE,
        variant);
  }

  /** The same with another number of splits. */
  public SearchRequest withSplits(int number) {
    return new SearchRequest(
        scenario, topology, strategy, objective, number, packing, provisioning, variant);
  }

  /** The same with uniform packing. */
  public SearchRequest packedUniformly() {
    return new SearchRequest(
        scenario,
        topology,
        strategy,
        objective,
        splits,
        SearchOptions.Packing.UNIFORM,
        provisioning,
        variant);
  }

  /** The same with exhaustive provisioning. */
  public SearchRequest provisionedExhaustively() {
    return new SearchRequest(
        scenario,
        topology,
        strategy,
        objective,
        splits,
        packing,
        SearchOptions.Provisioning.EXHAUSTIVE,
        variant);
  }

  /** The options that this asks for, upon these. */
  SearchOptions upon(SearchOptions base) {
    return base.with()
        .strategy(strategy)
        .objective(objective)
        .splits(Math.min(splits, base.splits()))
        .packing(packing)
        .provisioning(provisioning)
        .build();
  }

  /** For people. */
  public String label() {
    return scenario + " on " + topology + ", " + objective.label();
  }
}
