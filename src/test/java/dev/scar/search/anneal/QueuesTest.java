package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
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

  /**
   * On chiplets 0 and 1, in a window each, three samples that take 210 to load, 1000 to compute and
   * 205 to store: load 2 ends at 1625, and all at 3415. With the last window the weights of its
   * stages, 640 000 bytes in 10 200, come from 1625 to 11 825, two stores of 205 after them to 12
   * 235; then 210, 500 and 205 to 13 150. Without it both chiplets are to be looked at again,
   * though chiplet 0 does nothing in the second window.
   */
  @Test
  void whatLoadedWeightsForAWindowThatIsGoneEndsSooner() {
    Scenario scenario =
        Scenes.scenario(
            Scenes.model("m", 3, Scenes.layer("a", 1_000_000, 0, 320, 640)),
            Scenes.model("n", 3, Scenes.layer("b", 1_000_000, 0, 320, 640)),
            Scenes.model("o", 1, Scenes.layer("c", 500_000, 640_000, 320, 640)),
            Scenes.model("p", 1, Scenes.layer("d", 500_000, 640_000, 320, 640)));
    ChipletPackage chips =
        Packages.lineOfDrams(2, Packages.type("t", 10 << 20, 1_000_000_000_000L, 1e-12));
    ExecutionPolicy policy =
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of()).withExecution(Execution.OVERLAPPED);
    Map<String, Integer> ones = Map.of("m", 1, "n", 1, "o", 1, "p", 1);
    Ground ground = Small.ground(scenario, chips, Scenes.MACS_ARE_PICOSECONDS, policy, false);
    Row[] rows =
        new Lowering(ground)
            .rows(
                new Schedule(
                    scenario,
                    chips,
                    policy,
                    List.of(
                        new Window(List.of(new Segment(0, 0, 1, 0)), ones),
                        new Window(List.of(new Segment(1, 0, 1, 1)), ones),
                        new Window(
                            List.of(new Segment(2, 0, 1, 0), new Segment(3, 0, 1, 1)), ones))));
    Queues queues = new Queues(ground);
    Proposal proposal = new Proposal();
    assertThat(queues.latencyPs(rows, 3, proposal, late -> false)).isEqualTo(13_150_000);
    queues.accept();
    proposal.replace(2, 1);
    assertThat(queues.latencyPs(rows, 3, proposal, late -> false)).isEqualTo(3_415_000);
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
          new ExecutionPolicy(WeightPolicy.values()[(int) (seed / 2 % 3)], Map.of())
              .withExecution(execution);
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
