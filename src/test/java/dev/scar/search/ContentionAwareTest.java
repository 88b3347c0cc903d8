package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import org.junit.jupiter.api.Test;

/** Searches that score windows with the contention-aware estimate. */
class ContentionAwareTest {
  private static final int CASES = 12;

  private static SearchResult search(Plan problem, boolean aware, int threads) {
    SearchOptions options =
        SearchOptions.PAPER
            .paper(
                p ->
                    p.method(SearchOptions.Method.EVOLUTIONARY)
                        .evolution(new EvolutionOptions(10, 4, 60))
                        .splits(1))
            .contentionAware(aware);
    return new ScarScheduler(
            Scenes.MACS_ARE_PICOSECONDS, threads, () -> false, (done, windows) -> {})
        .schedule(problem.schedule().scenario(), problem.chipletPackage(), options);
  }

  @Test
  void scoresAreTheEstimateAndThreadsDoNotMatter() {
    int coupled = 0;
    for (long seed = 600; seed < 600 + CASES; seed++) {
      Plan problem = new RandomScenes(seed).plan();
      SearchResult one = search(problem, true, 1);
      SearchResult two = search(problem, true, 2);
      Prediction best = one.best();
      assertThat(one.scores().get(0))
          .as("seed %d", seed)
          .isCloseTo(
              one.objective().scorePs(ContentionBound.latencyPs(best), best.energy().totalJ()),
              withinPercentage(1e-9));
      assertThat(two.best().plan().schedule().windows())
          .as("seed %d", seed)
          .isEqualTo(best.plan().schedule().windows());
      coupled += ContentionBound.latencyPs(best) > best.latencyPs() ? 1 : 0;
      for (int i = 1; i < one.scores().size(); i++) {
        assertThat(one.scores().get(i))
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(one.scores().get(i - 1));
      }
    }
    assertThat(coupled).as("cases in which a resource is the bound").isPositive();
  }
}
