package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.analysis.Predictor;
import dev.scar.cost.MaestroCostModel;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.PlanBuilder;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.NoScheduleException;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What the optimiser promises, on problems that are too large to enumerate. */
class OptimiserTest {
  private static final long MOVES = Sampled.all() ? 60_000 : 20_000;

  private final RandomScenes scenes = new RandomScenes(11);
  private final ChipletPackage chips = scenes.chipletPackage(8);
  private final Scenario scenario =
      Scenes.scenario(chain("a", 14, 5), chain("b", 9, 3), chain("c", 11, 1));

  /** A chain of layers that differ. */
  private static ScenarioModel chain(String id, int layers, int batch) {
    List<Layer> made = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      long ps = 40_000L + 7_919L * ((l * 5 + id.charAt(0)) % 13);
      long weights = 9_000L * ((l * 3 + layers) % 7);
      Integer[] producers = l == 0 ? new Integer[0] : new Integer[] {l - 1};
      made.add(
          Scenes.layer(
              "l" + l, ps, weights, 5_000 + 1_000 * (l % 4), l == 0 ? 4_000 : 0, producers));
    }
    return Scenes.model(id, batch, made.toArray(Layer[]::new));
  }

  private SearchResult search(OptimiserOptions options, int threads, BooleanSupplier stop) {
    return new Optimiser(Scenes.MACS_ARE_PICOSECONDS, threads, stop, (m, n, b) -> {})
        .schedule(scenario, chips, options);
  }

  private SearchResult search(OptimiserOptions options) {
    return search(options, 1, () -> false);
  }

  private static OptimiserOptions with(
      Map<Integer, Long> bounds, List<Segment> fixed, List<Schedule> starts, long moves) {
    OptimiserOptions d = Small.options(Objectives.EDP, moves, 3);
    return new OptimiserOptions(
        d.objective(),
        d.effort(),
        d.ranked(),
        d.execution(),
        d.miniBatch(),
        bounds,
        fixed,
        starts,
        3,
        true,
        AnnealingSearch.ANY_WINDOWS);
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    OptimiserOptions options = Small.options(Objectives.EDP, 3 * MOVES, 5);
    SearchResult one = search(options);
    SearchResult three = search(options, 3, () -> false);
    assertThat(three.best().plan().schedule().windows())
        .isEqualTo(one.best().plan().schedule().windows());
    assertThat(three.scores()).isEqualTo(one.scores());
    assertThat(three.pareto()).isEqualTo(one.pareto());
    assertThat(search(Small.options(Objectives.EDP, 3 * MOVES, 6)).pareto())
        .as("another seed")
        .isNotEqualTo(one.pareto());
  }

  @Test
  void withoutBarriersItIsNoWorseThanASearchWithThem() {
    OptimiserOptions with = Small.options(Objectives.EDP, 5_000, 5);
    OptimiserOptions without =
        new OptimiserOptions(
            with.objective(),
            with.effort(),
            with.ranked(),
            with.execution(),
            with.miniBatch(),
            Map.of(),
            List.of(),
            List.of(),
            with.seed(),
            false,
            AnnealingSearch.ANY_WINDOWS);
    SearchResult found = search(without);
    assertThat(found.barrier()).isFalse();
    assertThat(found.score()).isLessThan(search(with).score());
    assertThat(found.score()).isCloseTo(found.best().edpJouleSeconds(), within(1e-12));
    assertThat(found.score()).isGreaterThanOrEqualTo(found.boundScore());
    SearchResult three = search(without, 3, () -> false);
    assertThat(three.pareto()).isEqualTo(found.pareto());
    assertThat(three.best().plan().schedule().windows())
        .isEqualTo(found.best().plan().schedule().windows());
  }

  /** Layers stay where they are fixed, and a start is not made worse, judged without barriers. */
  @Test
  void fixesAndStartsCountWithoutBarriersToo() {
    List<Segment> fixed = List.of(new Segment(0, 2, 6, 7), new Segment(1, 0, 9, 3));
    SearchResult found = search(withoutBarriers(fixed, List.of(), 5_000));
    Schedule start = found.best().plan().schedule();
    assertThat(found.barrier()).isFalse();
    assertThat(start.windows())
        .flatMap(Window::segments)
        .filteredOn(s -> s.model() == 0 && s.firstLayer() < 6 && s.endLayer() > 2)
        .isNotEmpty()
        .allMatch(s -> s.chiplet() == 7);
    assertThat(start.windows())
        .flatMap(Window::segments)
        .filteredOn(s -> s.model() == 1)
        .isNotEmpty()
        .allMatch(s -> s.chiplet() == 3);
    for (long seed = 0; seed < Sampled.costly(20); seed++) {
      List<Window> windows = new RandomScenes(seed).windows(scenario, 8);
      Schedule random = new Schedule(scenario, chips, ExecutionPolicy.DEFAULT, windows);
      double score =
          Predictor.predict(
                  new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(random).withoutBarrier())
              .edpJouleSeconds();
      assertThat(search(withoutBarriers(List.of(), List.of(random), 1)).score())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(score * (1 + 1e-9));
    }
    assertThat(search(withoutBarriers(fixed, List.of(start), 1)).score())
        .isLessThanOrEqualTo(found.score() * (1 + 1e-9));
  }

  private static OptimiserOptions withoutBarriers(
      List<Segment> fixed, List<Schedule> starts, long moves) {
    OptimiserOptions d = with(Map.of(), fixed, starts, moves);
    return new OptimiserOptions(
        d.objective(),
        d.effort(),
        d.ranked(),
        d.execution(),
        d.miniBatch(),
        d.latencyBoundsPs(),
        d.fixed(),
        d.starts(),
        d.seed(),
        false,
        d.mostWindows());
  }

  @Test
  void everyNamedObjectiveChoosesFromTheSameSchedules() {
    List<SearchResult> all =
        Objectives.ALL.stream().map(o -> search(Small.options(o, MOVES, 5))).toList();
    for (SearchResult result : all) {
      assertThat(result.pareto()).isEqualTo(all.get(0).pareto());
      for (SearchResult other : all) {
        double theirs =
            result.objective().scorePs(other.best().latencyPs(), other.best().energy().totalJ());
        assertThat(result.score()).isLessThanOrEqualTo(theirs * (1 + 1e-9));
      }
    }
    Objective expression = ExpressionObjective.parse("latency^2 * energy");
    SearchResult by = search(Small.options(expression, MOVES, 5));
    for (SearchResult other : all) {
      double theirs = expression.scorePs(other.best().latencyPs(), other.best().energy().totalJ());
      assertThat(by.score()).isLessThanOrEqualTo(theirs * 1.005);
    }
  }

  @Test
  void moreEffortIsNeverWorse() {
    double before = Double.POSITIVE_INFINITY;
    for (long moves : new long[] {1, 1_000, MOVES / 2, MOVES, 3 * MOVES}) {
      double now = search(Small.options(Objectives.EDP, moves, 5)).score();
      assertThat(now).as("%d moves", moves).isLessThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void theParetoFrontRisesInLatencyAndFallsInEnergy() {
    SearchResult result = search(Small.options(Objectives.EDP, 7 * MOVES, 5));
    List<SearchResult.Tradeoff> front = result.pareto();
    assertThat(front).hasSizeGreaterThan(1);
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).latencyPs()).isGreaterThan(front.get(i - 1).latencyPs());
      assertThat(front.get(i).energyJ()).isLessThan(front.get(i - 1).energyJ());
    }
    assertThat(result.scores()).isSorted();
    assertThat(front).anyMatch(p -> p.latencyPs() == result.best().latencyPs());
  }

  @Test
  void aStartIsNeverMadeWorse() {
    for (long seed = 0; seed < Sampled.costly(60); seed++) {
      List<Window> windows = new RandomScenes(seed).windows(scenario, 8);
      if (seed % 2 == 0) {
        windows = new RandomScenes(seed).withMiniBatches(windows, scenario);
      }
      Schedule start = new Schedule(scenario, chips, ExecutionPolicy.DEFAULT, windows);
      double score =
          Predictor.predict(new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(start))
              .edpJouleSeconds();
      SearchResult kept = search(with(Map.of(), List.of(), List.of(start), 1));
      assertThat(kept.score()).as("seed %d", seed).isLessThanOrEqualTo(score * (1 + 1e-9));
    }
  }

  @Test
  void aStartThatIsBetterThanTheRestIsKept() {
    Schedule best = search(Small.options(Objectives.EDP, 6 * MOVES, 5)).best().plan().schedule();
    double score =
        Predictor.predict(new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(best))
            .edpJouleSeconds();
    SearchResult kept = search(with(Map.of(), List.of(), List.of(best), 1));
    assertThat(kept.score()).isCloseTo(score, withinPercentage(1e-9));
  }

  @Test
  void aStartOfAnotherWeightPolicyIsRefused() {
    Schedule start =
        new Schedule(
            scenario,
            chips,
            new ExecutionPolicy(WeightPolicy.STREAMED, Map.of()),
            scenes.windows(scenario, 8));
    assertThatThrownBy(() -> search(with(Map.of(), List.of(), List.of(start), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("streamed");
  }

  @Test
  void fixedLayersRunWhereTheyMust() {
    List<Segment> fixed =
        List.of(new Segment(0, 2, 6, 7), new Segment(1, 0, 9, 3), new Segment(0, 9, 10, 1));
    SearchResult result = search(with(Map.of(), fixed, List.of(), MOVES));
    int[] seen = new int[fixed.size()];
    for (Window window : result.best().plan().schedule().windows()) {
      for (Segment segment : window.segments()) {
        for (Segment fix : fixed) {
          for (int layer = fix.firstLayer(); layer < fix.endLayer(); layer++) {
            if (segment.model() == fix.model() && segment.contains(layer)) {
              assertThat(segment.chiplet()).isEqualTo(fix.chiplet());
              seen[fixed.indexOf(fix)]++;
            }
          }
        }
      }
    }
    assertThat(seen).containsExactly(4, 9, 1);
    assertThat(result.score())
        .as("fewer schedules to choose from")
        .isGreaterThan(search(with(Map.of(), List.of(), List.of(), MOVES)).score());
  }

  @Test
  void boundedModelsAreFinishedInTime() {
    SearchResult free = search(with(Map.of(), List.of(), List.of(), MOVES));
    long bound = finishPs(free, 1) * 8 / 10;
    SearchResult result = search(with(Map.of(1, bound), List.of(), List.of(), MOVES));
    result.ranked().forEach(p -> assertThat(finishPs(p, 1)).isLessThanOrEqualTo(bound));
    assertThat(result.score()).isGreaterThan(free.score());
  }

  private static long finishPs(SearchResult result, int model) {
    return finishPs(result.best(), model);
  }

  /** When a model's last stage is through, counted from the start of the scenario. */
  private static long finishPs(dev.scar.analysis.Prediction prediction, int model) {
    long begun = 0;
    long finish = 0;
    for (var window : prediction.windows()) {
      for (var stage : window.plan().stages()) {
        if (stage.model() == model) {
          finish = Math.max(finish, begun + window.stageFinishPs(stage, stage.miniBatches() - 1));
        }
      }
      begun += window.latencyPs();
    }
    return finish;
  }

  @Test
  void aBoundThatNothingMeetsIsNoResult() {
    assertThatThrownBy(() -> search(with(Map.of(0, 1L), List.of(), List.of(), 5_000)))
        .isInstanceOf(NoScheduleException.class);
  }

  @Test
  void aChosenMiniBatchHoldsEverywhere() {
    OptimiserOptions d = Small.options(Objectives.EDP, MOVES, 5);
    OptimiserOptions two =
        new OptimiserOptions(
            d.objective(),
            d.effort(),
            1,
            d.execution(),
            2,
            Map.of(),
            List.of(),
            List.of(),
            5,
            true,
            AnnealingSearch.ANY_WINDOWS);
    search(two)
        .best()
        .plan()
        .windows()
        .forEach(
            w ->
                w.stages()
                    .forEach(s -> assertThat(s.miniBatch()).isEqualTo(Math.min(2, s.batch()))));
  }

  /** Scenario 1 likes many windows. */
  @Test
  void thereAreNoMoreWindowsThanAllowed() {
    AnnealingSearch free = AnnealingSearch.of(new Effort("40000", 40_000));
    SearchResult two = shipped(free.atMost(2));
    SearchResult any = shipped(free);
    assertThat(two.ranked())
        .allSatisfy(p -> assertThat(p.plan().schedule().windows()).hasSizeLessThanOrEqualTo(2));
    assertThat(any.best().plan().schedule().windows()).hasSizeGreaterThan(2);
    assertThat(any.score()).isLessThan(two.score());
  }

  private static SearchResult shipped(AnnealingSearch by) {
    Inputs inputs = new Inputs(Path.of(System.getProperty("scar.home", ".")));
    return by.search(
        new ScheduleSearch.Task(
            inputs.scenario("sc1"),
            inputs.topology("het-sides-3x3"),
            SearchOptions.DEFAULT,
            MaestroCostModel.shipped(),
            1,
            () -> false,
            (done, windows) -> {}));
  }

  @Test
  void aStopEndsTheSearchWithTheBestSoFar() {
    AtomicInteger asked = new AtomicInteger();
    OptimiserOptions options = Small.options(Objectives.EDP, 500_000_000, 5);
    SearchResult result = search(options, 1, () -> asked.incrementAndGet() > 20);
    assertThat(result.coverage().stopped()).isTrue();
    assertThat(result.coverage().combined()).as("moves made after the stop").isLessThan(25 * 1_024);
    assertThat(result.best().plan().schedule().windows()).isNotEmpty();
  }

  @Test
  void aStopBeforeTheFirstMoveStillGivesASchedule() {
    SearchResult result = search(Small.options(Objectives.EDP, 1_000_000, 5), 2, () -> true);
    assertThat(result.coverage().stopped()).isTrue();
    assertThat(result.best().latencyPs()).isPositive();
  }
}
