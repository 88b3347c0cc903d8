package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.workload.Scenario;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The best mini-batch is the best of those that are tried. */
class MiniBatchesTest {
  @Test
  void theBestOfAllIsKept() {
    for (long seed = 0; seed < 20; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(4);
      Scenario scenario = scenes.scenario(2);
      Function<ExecutionPolicy, SearchResult> search =
          policy ->
              new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (d, n) -> {})
                  .schedule(scenario, chipletPackage, SearchOptions.PAPER.execution(policy));
      double least =
          MiniBatches.candidates(scenario, ExecutionPolicy.DEFAULT).stream()
              .map(search)
              .filter(found -> found.best().plan().isHeld())
              .mapToDouble(SearchResult::score)
              .min()
              .orElseThrow();
      SearchResult best = MiniBatches.best(scenario, ExecutionPolicy.DEFAULT, search, () -> false);
      assertThat(best.score()).as("seed %d", seed).isEqualTo(least);
      assertThat(best.coverage().stopped()).as("seed %d", seed).isFalse();

      AtomicInteger searches = new AtomicInteger();
      SearchResult first =
          MiniBatches.best(
              scenario,
              ExecutionPolicy.DEFAULT,
              policy -> {
                searches.incrementAndGet();
                return search.apply(policy);
              },
              () -> true);
      assertThat(searches).as("seed %d", seed).hasValue(1);
      assertThat(first.coverage().stopped()).as("seed %d", seed).isTrue();
    }
  }

  /** Of 16 samples 1, 2, 4, 8 and 16 are tried, and the most that fit, which are 5. */
  @Test
  void whatL2DoesNotHoldIsNotTheBest() {
    Scenario scenario = Scenes.scenario(Scenes.streaming("a", 16, 1));
    ChipletPackage on = Packages.lineOfDrams(2, Packages.forFiveSamples("t"));
    SearchResult best =
        MiniBatches.best(
            scenario,
            ExecutionPolicy.DEFAULT,
            policy ->
                new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (d, n) -> {})
                    .schedule(scenario, on, SearchOptions.PAPER.execution(policy)),
            () -> false);
    assertThat(best.best().plan().windows().get(0).stages().get(0).miniBatch()).isEqualTo(5);
  }
}
