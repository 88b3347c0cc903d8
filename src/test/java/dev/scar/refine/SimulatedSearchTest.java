package dev.scar.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.LayerCost;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

  private static SearchResult search(
      Scenario scenario, ChipletPackage on, long proposals, SearchOptions options) {
    AnnealingSearch annealing = AnnealingSearch.of(new Effort("300", 300));
    SimulatedSearch search =
        new SimulatedSearch(
            annealing, List.of(new Segment(0, 0, 1, 1)), true, proposals, PACKET, false);
    return new ScarScheduler(
            (layer, type) -> new LayerCost(400, 400, 1, 1), 1, () -> false, (d, a) -> {})
        .schedule(scenario, on, options.search(search));
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
