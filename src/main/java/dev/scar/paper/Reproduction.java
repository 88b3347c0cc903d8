package dev.scar.paper;

import dev.scar.search.EvolutionOptions;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.study.Experiments;
import dev.scar.study.PaperOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The paper's evaluation, run again: {@link Topic} is what can be asked for, {@link
 * ReproductionPage} shows all of it.
 */
public final class Reproduction {
  private static final int MOST_SPLITS = 5;

  private final Experiments experiments;
  private final Sources sources;
  private final SearchOptions base;
  private final Paper paper = PaperReader.read();
  private final Map<Variant, Results> results = new ConcurrentHashMap<>();
  private final Results searched;
  private final Results withoutImprovements;

  /**
   * A reproduction.
   *
   * @param base options of all searches; {@link dev.scar.search.ScarSearch#splits} is the most that
   *     any makes
   * @param free the search beside the paper's engines
   */
  public Reproduction(
      Experiments experiments, Sources sources, SearchOptions base, AnnealingSearch free) {
    this.experiments = experiments;
    this.sources = sources;
    this.base = base;
    this.searched = new Results(experiments, sources, base, Variant.DEFAULT, Optional.of(free));
    EvolutionOptions evolution = base.paper().evolution();
    this.withoutImprovements =
        new Results(
            experiments,
            sources,
            base.paper(
                p ->
                    p.evolution(
                        new EvolutionOptions(evolution.population(), evolution.generations(), 0))),
            Variant.DEFAULT,
            Optional.empty());
  }

  /**
   * The paper's search.
   *
   * @param quick smaller searches, to try it; not the paper's settings
   */
  public static SearchOptions options(boolean quick) {
    SearchOptions options = PaperOptions.DEFAULT.ranked(1).paper(p -> p.splits(MOST_SPLITS));
    return quick
        ? options.paper(p -> p.splits(1).segmentation(new ScarSearch.Segmentation(1, 20, 64)))
        : options;
  }

  /**
   * The search beside the paper's.
   *
   * @param quick with few moves, to try it
   */
  public static AnnealingSearch free(boolean quick) {
    return quick ? AnnealingSearch.of(new Effort("1000", 1_000)) : AnnealingSearch.DEFAULT;
  }

  Paper paper() {
    return paper;
  }

  Experiments experiments() {
    return experiments;
  }

  /** Our results with the shipped parameters. */
  Results results() {
    return results(Variant.DEFAULT);
  }

  Results results(Variant variant) {
    return results.computeIfAbsent(
        variant, v -> new Results(experiments, sources, base, v, Optional.empty()));
  }

  /** Our results with the shipped parameters and the default search. */
  Results searched() {
    return searched;
  }

  /** Claims about the 6x6 packages, also as the evolution leaves them without improvement. */
  List<ReproductionTables.Large> large(List<Claims.Twice> judged) {
    withoutImprovements.prepare(PackageChecks.large(withoutImprovements));
    List<ReproductionTables.Large> large = new ArrayList<>();
    for (Claims.Twice twice : judged) {
      if (PackageChecks.LARGE.contains(twice.claim().id())) {
        Claims.Result without = Claims.judge(twice.claim(), withoutImprovements);
        large.add(new ReproductionTables.Large("paper, --improvements 0", without));
        large.add(new ReproductionTables.Large("paper", twice.engines()));
        large.add(new ReproductionTables.Large("default", twice.searched()));
      }
    }
    return large;
  }

  /** All claims with their verdicts, by the paper's engines and by the default search. */
  List<Claims.Twice> judged() {
    results().prepare(Claims.requests(results()));
    searched.prepare(Claims.requests(searched));
    return Claims.judge(paper, results(), searched);
  }

  Sensitivity sensitivity() {
    return Sensitivity.of(this, Variant.ALL);
  }
}
