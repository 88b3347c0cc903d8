package dev.scar.paper;

import dev.scar.search.Objective;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;

/**
 * A search of the paper's evaluation, by names.
 *
 * @param splits largest number of cuts into windows
 * @param limited whether every search is held to it, also one that chooses windows freely
 */
record PaperSearch(
    String scenario,
    String topology,
    SearchOptions.Strategy strategy,
    Objective objective,
    int splits,
    boolean limited,
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
        false,
        SearchOptions.Packing.GREEDY,
        SearchOptions.Provisioning.RULE);
  }

  /** The same with another number of splits. */
  public PaperSearch withSplits(int number) {
    return new PaperSearch(
        scenario, topology, strategy, objective, number, limited, packing, provisioning);
  }

  /** The same with another number of splits, to which every search is held. */
  public PaperSearch limitedTo(int number) {
    return new PaperSearch(
        scenario, topology, strategy, objective, number, true, packing, provisioning);
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
        scenario, topology, strategy, objective, splits, limited, otherPacking, otherProvisioning);
  }

  /**
   * The options that this asks for, upon these, of a search that chooses windows, numbers of
   * chiplets and packing itself; what has nothing to choose is searched as ever.
   */
  SearchOptions freely(SearchOptions base, AnnealingSearch search) {
    return strategy == SearchOptions.Strategy.SCAR
        ? base.objective(objective).search(limited ? search.atMost(splits + 1) : search)
        : upon(base);
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
