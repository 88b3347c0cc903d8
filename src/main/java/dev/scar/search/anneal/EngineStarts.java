package dev.scar.search.anneal;

import dev.scar.analysis.Prediction;
import dev.scar.cost.CostModel;
import dev.scar.search.EvolutionOptions;
import dev.scar.search.NoScheduleException;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Schedules of the paper's engines, to begin with. They are asked for EDP whatever is asked for, so
 * that every objective chooses from the same schedules; the best {@value #RANKED} are taken.
 */
final class EngineStarts {
  private static final int RANKED = 20;

  private final Ground ground;
  private final CostModel costs;
  private final int threads;
  private final BooleanSupplier stop;
  private final long seed;

  EngineStarts(Ground ground, CostModel costs, int threads, BooleanSupplier stop, long seed) {
    this.ground = ground;
    this.costs = costs;
    this.threads = threads;
    this.stop = stop;
    this.seed = seed;
  }

  /** What one cheap pass finds: the evolutionary search without local improvement. */
  List<Row[]> cheap() {
    EvolutionOptions paper = EvolutionOptions.DEFAULT;
    return of(
        ScarSearch.DEFAULT
            .splits(2)
            .method(SearchOptions.Method.EVOLUTIONARY)
            .evolution(new EvolutionOptions(paper.population(), paper.generations(), 0)));
  }

  /** What the engines find as {@code --search paper} runs them. */
  List<Row[]> full() {
    return of(ScarSearch.DEFAULT);
  }

  private List<Row[]> of(ScarSearch search) {
    SearchOptions options =
        SearchOptions.PAPER
            .search(search)
            .execution(ground.execution().withMiniBatch(Map.of()))
            .seed(seed)
            .ranked(RANKED);
    Lowering lowering = new Lowering(ground);
    try {
      return new ScarScheduler(costs, threads, stop, (done, all) -> {})
          .schedule(ground.scenario(), ground.fabric().chipletPackage(), options).ranked().stream()
              .map(Prediction::plan)
              .map(plan -> lowering.rows(plan.schedule()))
              .filter(rows -> rows.length <= ground.mostWindows())
              .toList();
    } catch (NoScheduleException e) {
      return List.of(); // The optimiser has starts of its own.
    }
  }
}
