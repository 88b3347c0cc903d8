package dev.scar.paper;

import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.study.Experiments;
import dev.scar.study.PaperOptions;
import java.util.List;
import java.util.Map;
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

  /**
   * A reproduction.
   *
   * @param base options of all searches; {@link dev.scar.search.ScarSearch#splits} is the most that
   *     any makes
   */
  public Reproduction(Experiments experiments, Sources sources, SearchOptions base) {
    this.experiments = experiments;
    this.sources = sources;
    this.base = base;
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
    return results.computeIfAbsent(variant, v -> new Results(experiments, sources, base, v));
  }

  /** All claims with their verdicts. */
  List<Claims.Result> judged() {
    results().prepare(Claims.requests(results()));
    return Claims.judge(paper, results());
  }

  Sensitivity sensitivity() {
    return Sensitivity.of(this, Variant.ALL);
  }
}
