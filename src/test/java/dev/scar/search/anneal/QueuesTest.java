package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times of schedules without barriers against the naive reference. */
class QueuesTest {
  private static final int CASES = 300;

  @Test
  void schedulesAndChangesTakeWhatTheNaiveReferenceSays() {
    check(Execution.SEQUENTIAL);
  }

  /** Some of them load weights for a later window. */
  @Test
  void soDoOverlappedOnes() {
    check(Execution.OVERLAPPED);
  }

  private static void check(Execution execution) {
    int accepted = 0;
    for (long seed = 0; seed < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      scenes = seed % 4 == 3 ? scenes.multicasting() : scenes;
      int nodes = 2 + (int) (seed % 7);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      ExecutionPolicy policy =
          new ExecutionPolicy(WeightPolicy.AUTO, Map.of()).withExecution(execution);
      List<Window> windows = scenes.windows(scenario, nodes);
      if (seed % 2 == 0) {
        windows = scenes.withMiniBatches(windows, scenario);
      }
      Ground ground = Small.ground(scenario, chips, Scenes.BY_TYPE, policy, false);
      Lowering lowering = new Lowering(ground);
      Row[] rows = lowering.rows(new Schedule(scenario, chips, policy, windows));
      Queues queues = new Queues(ground);
      Proposal all = new Proposal();
      assertThat(queues.latencyPs(rows, rows.length, all, late -> false))
          .as("seed %d", seed)
          .isEqualTo(naivePs(lowering, rows, scenario, chips));
      queues.accept();

      SplittableRandom random = new SplittableRandom(seed);
      Moves moves = new Moves(ground, new PartCost(ground), random);
      for (int i = 0; i < 10; i++) {
        if (moves.propose(rows, rows.length, random.nextInt(rows.length))) {
          Row[] changed = changed(rows, moves.proposal());
          assertThat(queues.latencyPs(rows, rows.length, moves.proposal(), late -> false))
              .as("seed %d, move %d", seed, i)
              .isEqualTo(naivePs(lowering, changed, scenario, chips));
          if (random.nextBoolean()) {
            queues.accept();
            rows = changed;
            accepted++;
          }
        }
      }
    }
    assertThat(accepted).isGreaterThan(CASES);
  }

  private static Row[] changed(Row[] rows, Proposal proposal) {
    List<Row> changed = new ArrayList<>(List.of(rows));
    changed.subList(proposal.at(), proposal.at() + proposal.removed()).clear();
    for (int a = 0; a < proposal.added(); a++) {
      changed.add(proposal.at() + a, proposal.row(a));
    }
    return changed.toArray(Row[]::new);
  }

  private static long naivePs(
      Lowering lowering, Row[] rows, Scenario scenario, ChipletPackage chips) {
    Schedule schedule = lowering.schedule(rows);
    return new NaiveModel(
            scenario, chips, schedule.policy(), schedule.windows(), Scenes.BY_TYPE, false)
        .latencyPs();
  }
}
