package dev.scar.refine;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.NoScheduleException;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The last phase of a search, which scores by replay. */
class SimulatedSearchTest {
  private static final int CASES = Sampled.costly(60);
  private static final long PACKET = 4096;

  private static long simulatedPs(Plan plan) {
    ReplayOptions how = new ReplayOptions(PACKET, LogDetail.OFF, (window, ps) -> {});
    return LoopEngine.packetByPacket().replay(plan, how, entry -> {}).latencyPs();
  }

  /** Changed schedules are valid, and their score is that of a replay of all of it. */
  @Test
  void scoresAreThoseOfWholeReplays() {
    int judged = 0;
    for (long seed = 0; seed < CASES; seed++) {
      Plan plan = new RandomScenes(seed).plan();
      boolean barrier = seed % 3 > 0;
      Schedule like = plan.schedule();
      Judge judge =
          new Judge(like, barrier, plan.costs(), Objectives.LATENCY, Map.of(), PACKET, false);
      Changes changes = new Changes(like, true, new SplittableRandom(seed));
      Candidate candidate = Candidate.of(like);
      for (int change = 0; change < 10; change++) {
        Plan whole = new PlanBuilder(plan.costs()).build(candidate.like(like));
        long simulated = simulatedPs(barrier ? whole : whole.withoutBarrier());
        assertThat(judge.score(candidate, Double.POSITIVE_INFINITY))
            .as("seed %d, change %d", seed, change)
            .isEqualTo(Objectives.LATENCY.scorePs(simulated, 1));
        candidate = changes.of(candidate);
        judged++;
      }
      assertThat(judge.replays()).as("seed %d", seed).isPositive();
    }
    assertThat(judged).isEqualTo(10 * CASES);
  }

  /** Scored by the estimate, a schedule takes what its windows' bytes say. */
  @Test
  void estimatesAreThoseOfWholeSchedules() {
    int contended = 0;
    for (long seed = 0; seed < 400; seed++) {
      Plan plan = new RandomScenes(seed).plan();
      Schedule like = plan.schedule();
      Judge judge = new Judge(like, true, plan.costs(), Objectives.LATENCY, Map.of(), PACKET, true);
      Plan whole = new PlanBuilder(plan.costs()).build(Candidate.of(like).like(like));
      Prediction predicted = Predictor.predict(whole);
      long estimated = ContentionBound.latencyPs(predicted);
      assertThat(judge.score(Candidate.of(like), Double.POSITIVE_INFINITY))
          .as("seed %d", seed)
          .isEqualTo(Objectives.LATENCY.scorePs(estimated, 1));
      assertThat(judge.replays()).isZero();
      contended += estimated > predicted.latencyPs() ? 1 : 0;
    }
    assertThat(contended).isPositive();
  }

  private static final AnnealingSearch ANNEALING = AnnealingSearch.of(new Effort("300", 300));

  private static SimulatedSearch after(ScheduleSearch first, long proposals) {
    return new SimulatedSearch(
        first, List.of(new Segment(0, 0, 1, 1)), true, proposals, PACKET, false);
  }

  private static SearchResult search(
      Scenario scenario,
      ChipletPackage on,
      SimulatedSearch search,
      SearchOptions options,
      int threads) {
    return new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, threads, () -> false, (d, a) -> {})
        .schedule(scenario, on, options.search(search));
  }

  private static SearchResult search(
      Scenario scenario, ChipletPackage on, long proposals, SearchOptions options) {
    return search(scenario, on, after(ANNEALING, proposals), options, 1);
  }

  /** Searches as annealing does, notes where, and finds nothing on slower packages if told so. */
  private record Noting(List<ChipletPackage> asked, boolean fails) implements ScheduleSearch {
    @Override
    public String label() {
      return "noting";
    }

    @Override
    public Optional<String> refusal(Scenario of, ChipletPackage on, SearchOptions options) {
      return Optional.empty();
    }

    @Override
    public SearchResult search(Task task) {
      asked.add(task.chipletPackage());
      if (fails && asked.size() > 1) {
        throw new NoScheduleException("too late");
      }
      return ANNEALING.search(task);
    }
  }

  /**
   * Two models load a million bytes each and compute next to nothing. The DRAM has 64 GB/s, so that
   * each takes about 16 us by prediction, and both take 32 us at one DRAM. Searched again is where
   * all has 5/9 of the bandwidth, which a third model that computes for seconds makes needless.
   */
  @Test
  void whereTransfersWaitSlowerOnesAreSearchedToo() {
    ScenarioModel a = model("a", 1, layer("x", 1, 1_000_000, 1, 1));
    ScenarioModel b = model("b", 1, layer("x", 1, 1_000_000, 1, 1));
    ScenarioModel slow = model("c", 1, layer("x", 5_000_000_000_000L, 0, 1, 1));
    ChipletPackage line = Packages.line(3);
    SearchOptions options = SearchOptions.DEFAULT.objective(Objectives.LATENCY);
    for (boolean fails : new boolean[] {false, true}) {
      Noting contended = new Noting(new ArrayList<>(), fails);
      SearchResult result = search(scenario(a, b), line, after(contended, 800), options, 1);
      assertThat(contended.asked()).hasSize(2);
      assertThat(result.coverage().simulated()).isBetween(150L, 2L * 64 + 800);
      assertThat(result.coverage().exact()).isFalse();
      assertThat(contended.asked().get(0)).isSameAs(line);
      ChipletPackage other = contended.asked().get(1);
      assertThat(other.drams().get(0).peak().bytesPerSecond())
          .isEqualTo(line.drams().get(0).peak().bytesPerSecond() / 9 * 5);
      assertThat(other.nop().links().get(0).bandwidth().bytesPerSecond())
          .isEqualTo(line.nop().links().get(0).bandwidth().bytesPerSecond() / 9 * 5);
    }
    Noting calm = new Noting(new ArrayList<>(), false);
    SearchResult result = search(scenario(a, b, slow), line, after(calm, 800), options, 1);
    assertThat(calm.asked()).containsExactly(line);
    assertThat(result.coverage().simulated()).as("those that were ranked").isBetween(1L, 64L);

    // 2,000,000 bytes take 31.25 us; with hops and the DRAM's latency, 0.1 to 1 % longer than this:
    ScenarioModel long31 = model("c", 1, layer("x", 31_300_000, 0, 1, 1));
    Noting between = new Noting(new ArrayList<>(), false);
    result = search(scenario(a, b, long31), line, after(between, 80_000), options, 1);
    assertThat(between.asked()).containsExactly(line);
    assertThat(result.coverage().simulated()).as("an eighth of 80,000").isBetween(1_000L, 10_064L);
  }

  /** Both models load from the one DRAM, so that changes are tried. */
  @Test
  void miniBatchesFitL2() {
    Scenario scenario =
        scenario(Scenes.streaming("a", 20, 1_000), Scenes.streaming("b", 20, 1_000));
    ChipletPackage on = Packages.line(3, Packages.forFiveSamples("t"));
    SearchOptions options = SearchOptions.DEFAULT.objective(Objectives.LATENCY);
    SearchResult found = search(scenario, on, 8_000, options);
    assertThat(found.coverage().simulated()).isGreaterThan(1_000);
    assertThat(found.best().plan().windows())
        .flatExtracting(WindowPlan::stages)
        .extracting(Stage::miniBatch)
        .containsOnly(5);
  }

  @Test
  void anyNumberOfThreadsFindsTheSame() {
    for (long seed = 200; seed < 200 + CASES / 10; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Scenario scenario = scenes.scenario(3);
      ChipletPackage on = scenes.chipletPackage(5);
      SearchOptions options =
          SearchOptions.DEFAULT.objective(Objectives.LATENCY).seed(seed).ranked(3);
      List<List<Window>> found =
          IntStream.of(1, 2, 4)
              .mapToObj(threads -> search(scenario, on, after(ANNEALING, 200), options, threads))
              .map(result -> result.best().plan().schedule().windows())
              .distinct()
              .toList();
      assertThat(found).as("seed %d", seed).hasSize(1);
    }
  }

  /** It is never worse than the best it began with, and better where something can be better. */
  @Test
  void moreChangesAreNeverWorse() {
    int better = 0;
    for (long seed = 100; seed < 100 + CASES / 5; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Scenario scenario = scenes.scenario(3);
      ChipletPackage on = scenes.chipletPackage(5);
      SearchOptions options = SearchOptions.DEFAULT.objective(Objectives.LATENCY).seed(seed);
      long before = simulatedPs(search(scenario, on, 0, options).best().plan());
      SearchResult found = search(scenario, on, 200, options);
      long after = simulatedPs(found.best().plan());
      assertThat(after).as("seed %d", seed).isLessThanOrEqualTo(before);
      better += after < before ? 1 : 0;
      assertThat(search(scenario, on, 200, options).best().plan().schedule().windows())
          .as("seed %d", seed)
          .isEqualTo(found.best().plan().schedule().windows());
    }
    assertThat(better).isPositive();
  }

  /** A schedule whose first model must be finished after a picosecond. */
  @Test
  void whatIsTooLateIsNoResult() {
    Plan plan = new RandomScenes(7).plan();
    Judge judge =
        new Judge(
            plan.schedule(), true, plan.costs(), Objectives.LATENCY, Map.of(0, 1L), PACKET, false);
    assertThat(judge.score(Candidate.of(plan.schedule()), Double.POSITIVE_INFINITY)).isInfinite();
  }
}
