package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The evolutionary search as a whole. */
class EvolutionTest {
  private static final SearchOptions OPTIONS =
      SearchOptions.PAPER.paper(
          p ->
              p.method(SearchOptions.Method.EVOLUTIONARY)
                  .evolution(new EvolutionOptions(10, 4, 16)));

  private static SearchResult search(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options, int threads) {
    return search(scenario, chipletPackage, options, threads, () -> false);
  }

  private static SearchResult search(
      Scenario scenario,
      ChipletPackage chipletPackage,
      SearchOptions options,
      int threads,
      BooleanSupplier stop) {
    return new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, threads, stop, (d, n) -> {})
        .schedule(scenario, chipletPackage, options);
  }

  /** Building a schedule and its plan checks every rule that a schedule has to obey. */
  private static void assertValid(SearchResult result, String description) {
    assertThat(result.score())
        .as(description)
        .isGreaterThanOrEqualTo(result.boundScore() * (1 - 1e-12));
    Schedule schedule = result.best().plan().schedule();
    assertThat(
            Predictor.predict(new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(schedule))
                .latencyPs())
        .as(description)
        .isEqualTo(result.best().latencyPs());
  }

  private static List<List<Window>> schedules(SearchResult result) {
    return result.ranked().stream().map(p -> p.plan().schedule().windows()).toList();
  }

  @Test
  void schedulesAreValidAndTheSameOnAnyNumberOfThreads() {
    for (long seed = 0; seed < Sampled.costly(12); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(2 + (int) (seed % 20));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 5));
      SearchOptions options =
          OPTIONS
              .paper(p -> p.windows(new ScarSearch.Windows(4, 2, SearchOptions.Packing.GREEDY)))
              .seed(seed)
              .check(true);
      SearchResult one = search(scenario, chipletPackage, options, 1);
      SearchResult four = search(scenario, chipletPackage, options, 4);
      assertValid(one, "seed " + seed);
      assertThat(one.coverage().exact()).as("seed %d", seed).isFalse();
      assertThat(one.coverage().stopped()).as("seed %d", seed).isFalse();
      assertThat(schedules(four)).as("seed %d", seed).isEqualTo(schedules(one));
      assertThat(four.coverage()).as("seed %d", seed).isEqualTo(one.coverage());
      assertThat(four.pareto()).as("seed %d", seed).isEqualTo(one.pareto());
    }
  }

  @Test
  void nothingIsBetterThanTheBestOfAllSchedulesAndMostAreAsGood() {
    int asGood = 0;
    int cases = 30;
    for (long seed = 0; seed < cases; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(2 + (int) (seed % 5));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 3));
      SearchOptions all =
          SearchOptions.PAPER.paper(
              p ->
                  p.method(SearchOptions.Method.EXHAUSTIVE)
                      .segmentation(new ScarSearch.Segmentation(100_000, 100_000, 100_000)));
      double exact = search(scenario, chipletPackage, all, 2).score();
      double found = search(scenario, chipletPackage, OPTIONS, 2).score();
      assertThat(found).as("seed %d", seed).isGreaterThanOrEqualTo(exact * (1 - 1e-12));
      asGood += found <= exact * (1 + 1e-9) ? 1 : 0;
    }
    assertThat(asGood).as("of %d cases", cases).isGreaterThan(cases / 2);
  }

  @Test
  void aSearchThatIsCutShortLeavesAValidScheduleAndSaysSo() {
    for (long seed = 0; seed < Sampled.costly(20); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(14);
      Scenario scenario = scenes.scenario(1 + (int) (seed % 5));
      AtomicInteger asked = new AtomicInteger();
      int after = (int) seed;
      SearchResult result =
          search(scenario, chipletPackage, OPTIONS, 2, () -> asked.incrementAndGet() > after);
      assertThat(result.coverage().stopped()).as("seed %d", seed).isTrue();
      assertValid(result, "seed " + seed);
    }
  }

  @Test
  void sixteenModelsOnSixteenBySixteenChipletsCostABoundedNumberOfPlacements() {
    Scenario scenario = new RandomScenes(7).scenario(16);
    SearchResult result = search(scenario, Packages.mesh(16, 16), OPTIONS, 2);
    assertValid(result, "seed 7");
    long windows = 1 + 2 + 3 + 4 + 5;
    assertThat(result.coverage().evaluated()).isLessThan(windows * 16 * 16 * 3 * 16 * 2);
  }

  @Test
  void moreModelsThanChipletsTakeMoreWindows() {
    Scenario scenario = new RandomScenes(3).scenario(7);
    SearchResult result = search(scenario, Packages.line(3), OPTIONS, 2);
    assertValid(result, "seed 3");
    assertThat(result.best().plan().windows().size()).isGreaterThanOrEqualTo(3);
    assertThat(search(scenario, Packages.line(1), OPTIONS, 2).best().plan().windows()).hasSize(7);
  }

  @Test
  void latencyBoundsAreMet() {
    for (long seed = 0; seed < Sampled.costly(10); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(13);
      Scenario scenario = scenes.scenario(2);
      SearchResult free = search(scenario, chipletPackage, OPTIONS, 2);
      long bound = free.best().latencyPs();
      SearchOptions bounded = OPTIONS.latencyBoundsPs(Map.of(0, bound, 1, bound));
      SearchResult result = search(scenario, chipletPackage, bounded, 2);
      assertThat(result.best().latencyPs()).as("seed %d", seed).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void baselinesAreNotSearchedByEvolution() {
    assertThat(SearchOptions.Method.AUTO.on(9, SearchOptions.Strategy.SCAR))
        .isEqualTo(SearchOptions.Method.EXHAUSTIVE);
    assertThat(SearchOptions.Method.AUTO.on(13, SearchOptions.Strategy.SCAR))
        .isEqualTo(SearchOptions.Method.EVOLUTIONARY);
    assertThat(SearchOptions.Method.AUTO.on(13, SearchOptions.Strategy.STANDALONE))
        .isEqualTo(SearchOptions.Method.BEAM);
    Scenario scenario = new RandomScenes(1).scenario(3);
    SearchOptions standalone = OPTIONS.paper(p -> p.strategy(SearchOptions.Strategy.STANDALONE));
    assertThat(
            search(scenario, Packages.line(6), standalone, 1)
                .best()
                .plan()
                .schedule()
                .windows()
                .get(0)
                .segments()
                .stream()
                .map(Segment::model))
        .containsExactly(0, 1, 2);
  }
}
