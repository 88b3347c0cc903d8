package dev.scar.paper;

import dev.scar.search.Objective;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;

/**
 * A search of the paper's evaluation, by names.
 *
 * @param splits largest number of cuts into windows
 */
record PaperSearch(
    String scenario,
    String topology,
    SearchOptions.Strategy strategy,
    Objective objective,
    int splits,
    SearchOptions.Packing packing,
    SearchOptions.Provisioning provisioning) {
  private static final int SPLITS = 4;

  /** With the paper's defaults: 4 splits, greedy packing, rule-based provisioning. */
  public static PaperSearch of(
      String scenario, String topology, SearchOptions.Strategy strategy, Objective objective) {
    return new PaperSearch(
        scenario,
        topology,
        strategy,
        objective,
        SPLITS,
        SearchOptions.Packing.GREEDY,
        SearchOptions.Provisioning.RULE);
  }

  /** The same with another number of splits. */
  public PaperSearch withSplits(int number) {
    return new PaperSearch(scenario, topology, strategy, objective, number, packing, provisioning);
  }

  /** The same with uniform packing. */
  public PaperSearch packedUniformly() {
    return with(SearchOptions.Packing.UNIFORM, provisioning);
  }

  /** The same with exhaustive provisioning. */
  public PaperSearch provisionedExhaustively() {
    return with(packing, SearchOptions.Provisioning.EXHAUSTIVE);
  }

  private PaperSearch with(
      SearchOptions.Packing otherPacking, SearchOptions.Provisioning otherProvisioning) {
    return new PaperSearch(
        scenario, topology, strategy, objective, splits, otherPacking, otherProvisioning);
  }

  /** The options that this asks for, upon these. */
  SearchOptions upon(SearchOptions base) {
    int cuts = Math.min(splits, base.paper().windows().splits());
    return base.objective(objective)
        .paper(
            p ->
                p.strategy(strategy)
                    .windows(new ScarSearch.Windows(cuts, p.windows().samples(), packing))
                    .provisioning(provisioning));
  }
}
