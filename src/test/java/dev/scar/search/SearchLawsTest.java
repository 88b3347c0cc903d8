package dev.scar.search;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What must hold between searches. */
class SearchLawsTest {
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

  private static List<List<Window>> schedules(SearchResult result) {
    return result.ranked().stream().map(p -> p.plan().schedule().windows()).toList();
  }

  @Test
  void threadsDoNotMatter() {
    for (long seed = 0; seed < 20; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(3 + (int) (seed % 14));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 4));
      SearchOptions options =
          SearchOptions.PAPER
              .paper(p -> p.windows(new ScarSearch.Windows(4, 3, SearchOptions.Packing.GREEDY)))
              .seed(seed);
      SearchResult one = search(scenario, chipletPackage, options, 1);
      SearchResult eight = search(scenario, chipletPackage, options, 8);
      assertThat(schedules(eight)).as("seed %d", seed).isEqualTo(schedules(one));
      assertThat(eight.coverage()).as("seed %d", seed).isEqualTo(one.coverage());
      assertThat(eight.pareto()).as("seed %d", seed).isEqualTo(one.pareto());
    }
  }

  @Test
  void theExactCombinationIsNeverWorseThanTheGreedyOne() {
    for (long seed = 0; seed < 60; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(2 + (int) (seed % 5));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 3));
      SearchResult exact = search(scenario, chipletPackage, SearchOptions.PAPER, 1);
      SearchOptions greedy =
          SearchOptions.PAPER.paper(p -> p.combine(SearchOptions.Combine.GREEDY));
      SearchResult each = search(scenario, chipletPackage, greedy, 1);
      assertThat(exact.score()).as("seed %d", seed).isLessThanOrEqualTo(each.score());
    }
  }

  @Test
  void edpIsNotSeparable() {
    WindowSchedules first =
        window(
            new Choice<>(1, 10, Choice.NO_BOUNDS, null, null),
            new Choice<>(2, 4, Choice.NO_BOUNDS, null, null));
    WindowSchedules second = window(new Choice<>(1, 100, Choice.NO_BOUNDS, null, null));
    assertThat(edp(SearchOptions.Combine.EXACT, first, second)).isEqualTo(220);
    assertThat(edp(SearchOptions.Combine.GREEDY, first, second)).isEqualTo(312);
  }

  private static WindowSchedules window(Choice<Placement>... front) {
    return new WindowSchedules(
        List.of(), new double[0], new int[0], List.of(), List.of(front), 1, 0, 0, true, false);
  }

  private static double edp(SearchOptions.Combine combine, WindowSchedules... windows) {
    return new Combination(combine, SearchOptions.PAPER, List.of())
        .of(List.of(windows)).stream()
            .mapToDouble(p -> p.latencyPs() * p.energyJ())
            .min()
            .orElse(0);
  }

  @Test
  void moreChipletsAreNeverWorseWithExhaustiveProvisioning() {
    for (long seed = 0; seed < 60; seed++) {
      Scenario scenario = new RandomScenes(seed).scenario(1 + (int) (seed % 3));
      SearchOptions options =
          SearchOptions.PAPER.paper(
              p ->
                  p.provisioning(SearchOptions.Provisioning.EXHAUSTIVE)
                      .splits(0)
                      .segmentation(new ScarSearch.Segmentation(100_000, 100_000, 4096)));
      double before = Double.MAX_VALUE;
      for (int chiplets = 3; chiplets <= 6; chiplets++) {
        ChipletPackage line = Packages.line(chiplets);
        double score = search(scenario, line, options, 1).score();
        assertThat(score)
            .as("seed %d, %d chiplets", seed, chiplets)
            .isLessThanOrEqualTo(before * (1 + 1e-12));
        before = score;
      }
    }
  }

  @Test
  void rankedSchedulesAreDistinctAndInOrderAndTheFrontHasNoCoveredPoint() {
    RandomScenes scenes = new RandomScenes(5);
    SearchResult result =
        search(scenes.scenario(3), scenes.chipletPackage(6), SearchOptions.PAPER, 1);
    assertThat(schedules(result)).doesNotHaveDuplicates();
    assertThat(result.scores()).isSorted();
    assertThat(result.score()).isEqualTo(result.scores().get(0));
    List<SearchResult.Tradeoff> pareto = result.pareto();
    for (int i = 1; i < pareto.size(); i++) {
      assertThat(pareto.get(i).latencyPs()).isGreaterThan(pareto.get(i - 1).latencyPs());
      assertThat(pareto.get(i).energyJ()).isLessThan(pareto.get(i - 1).energyJ());
    }
  }

  @Test
  void latencyBoundsAreMetOrRefused() {
    Scenario scenario =
        scenario(
            model("a", 4, layer("x", 1000, 0, 8, 8), layer("y", 1000, 0, 8, 0, 0)),
            model("b", 4, layer("x", 900, 0, 8, 8), layer("y", 100, 0, 8, 0, 0)));
    ChipletPackage line = Packages.line(2);
    SearchResult free = search(scenario, line, SearchOptions.PAPER, 1);
    long whole = free.best().latencyPs();
    SearchOptions bounded =
        SearchOptions.PAPER.objective(Objectives.ENERGY).latencyBoundsPs(Map.of(1, whole));
    SearchResult result = search(scenario, line, bounded, 1);
    long before = 0;
    long finish = 0;
    for (var window : result.best().windows()) {
      if (window.modelLatencyPs(1) > 0) {
        finish = before + window.modelLatencyPs(1);
      }
      before += window.latencyPs();
    }
    assertThat(finish).isPositive().isLessThanOrEqualTo(whole);
    SearchOptions impossible = bounded.latencyBoundsPs(Map.of(1, 10L));
    assertThatThrownBy(() -> search(scenario, line, impossible, 1))
        .isInstanceOf(NoScheduleException.class);
  }

  @Test
  void baselinesAreWhatTheirNamesSay() {
    RandomScenes scenes = new RandomScenes(3);
    ChipletPackage chipletPackage = scenes.chipletPackage(5);
    Scenario scenario = scenes.scenario(3);
    SearchOptions options = SearchOptions.PAPER;
    List<Window> standalone =
        schedules(
                search(
                    scenario,
                    chipletPackage,
                    options.paper(p -> p.strategy(SearchOptions.Strategy.STANDALONE)),
                    1))
            .get(0);
    assertThat(standalone).hasSize(1);
    assertThat(standalone.get(0).segments()).hasSize(3);
    List<Window> oneByOne =
        schedules(
                search(
                    scenario,
                    chipletPackage,
                    options.paper(p -> p.strategy(SearchOptions.Strategy.NN_BATON)),
                    1))
            .get(0);
    assertThat(oneByOne).hasSize(3).allMatch(window -> window.segments().size() == 1);
    assertThat(oneByOne.stream().map(w -> w.segments().get(0)).map(Segment::chiplet).distinct())
        .containsExactly(chipletPackage.chiplets().get(0).node());
  }

  @Test
  void aStoppedSearchStillHasASchedule() {
    RandomScenes scenes = new RandomScenes(11);
    ChipletPackage chipletPackage = scenes.chipletPackage(4);
    Scenario scenario = scenes.scenario(3);
    SearchResult all = search(scenario, chipletPackage, SearchOptions.PAPER, 1);
    assertThat(all.coverage().stopped()).isFalse();
    AtomicInteger asked = new AtomicInteger();
    SearchResult cut =
        search(scenario, chipletPackage, SearchOptions.PAPER, 1, () -> asked.incrementAndGet() > 2);
    assertThat(cut.coverage().stopped()).isTrue();
    assertThat(cut.score()).isGreaterThanOrEqualTo(all.score());
    assertThat(cut.best().plan().schedule().windows()).isNotEmpty();
  }

  @Test
  void expressionsPointAtTheCharacter() {
    ExpressionObjective squared = ExpressionObjective.parse("latency^2 * energy");
    assertThat(squared.score(3, 2)).isEqualTo(18);
    assertThat(ExpressionObjective.parse("max(latency, 2*energy) + edp").score(3, 2)).isEqualTo(10);
    assertThatThrownBy(() -> ExpressionObjective.parse("latency * (energy"))
        .hasMessageContaining("at character");
    assertThatThrownBy(() -> ExpressionObjective.parse("latency * enrgy"))
        .hasMessageContaining("enrgy at character 11");
    assertThatThrownBy(() -> ExpressionObjective.parse("energy - latency"))
        .hasMessageContaining("does not grow");
  }
}
