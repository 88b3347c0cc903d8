package dev.scar.report;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Plan;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.sim.LoopEngine;
import dev.scar.workload.Arrivals;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a run is late ({@code replay-rules.md#makespan}). */
class LatenessTest {
  private static final int CASES = Sampled.costly(300);

  /**
   * Two loads of two packets at a DRAM of 64 GB/s: a's packets at 200 000 and 328 000, b's at 264
   * 000 and 392 000. Alone each would arrive at 328 000; b, the later one, at 456 000, behind both
   * packets of a. Chiplet 1 computes 1 000 000 and stores a byte in 16 + 200 000; a's byte from
   * chiplet 0 has left the DRAM by then. In all 1 656 016.
   */
  @Test
  void namesTheResourceAndTheOther() {
    Plan plan =
        plan(
            Packages.nodes(2).link(0, 1, 100).link(1, 0, 100).dram(0, 64).sharedDram(1).build(),
            scenario(
                model("a", 1, layer("a0", 1000, 0, 1, 8192)),
                model("b", 1, layer("b0", 1_000_000, 0, 1, 8192))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    RunReport run = Runs.traced(plan, 4096, new LoopEngine());
    Lateness late = run.lateness();
    assertThat(late.deltaPs()).isEqualTo(128_000);
    assertThat(late.slackPs()).isZero();
    assertThat(late.parts())
        .containsExactly(new Lateness.Part(0, "b", "dram 0", "W0 load a → 0", 1, 128_000));
    assertThat(late.kinds().keySet()).containsExactly("compute", "load", "store");
    assertThat(late.sentence())
        .isEqualTo(
            "late by 128 ns, 7.73 % of the makespan; then bound by compute (60.39 %),"
                + " load (19.81 %), store (12.08 %)");
  }

  /** 20 ns and 15 ns at one place, 5 ns at another; then 40 ns, all at one. */
  @Test
  void theSentenceNamesWhereMostOfItWas() {
    Lateness.Part first = new Lateness.Part(0, "a", "dram 0", "W0 load b → 1", 2, 20_000);
    Lateness.Part second = new Lateness.Part(1, "a", "dram 0", "W1 load c → 1", 1, 15_000);
    Lateness.Part other = new Lateness.Part(1, "a", "link 0>1", "W1 send b 0 → 1", 1, 5_000);
    assertThat(late(List.of(first, second, other)))
        .isEqualTo(
            "late by 40 ns, 10.00 % of the makespan, 35 ns of it at dram 0; then bound by compute (90.00 %)");
    assertThat(late(List.of(first, first)))
        .isEqualTo(
            "late by 40 ns, 10.00 % of the makespan, all at dram 0; then bound by compute (90.00 %)");
  }

  private static String late(List<Lateness.Part> parts) {
    Map<String, Long> kinds = Map.of("compute", 360_000L);
    return new Lateness(true, 40_000, 0, parts, kinds, 400_000, Optional.empty()).sentence();
  }

  /**
   * Three frames, the last at 4.5 µs: then 640 B are loaded in 210 ns, computed on for 1 µs, and
   * 320 B stored in 205 ns. What was before does not matter.
   */
  @Test
  void aSampleThatWasWaitedForIsAnArrival() {
    Arrivals frames = new Arrivals.Periodic(500_000, 2_000_000);
    Model model = new Model("m", "m", List.of(layer("a", 1_000_000, 0, 320, 640)));
    Plan plan =
        plan(
            Packages.line(1),
            scenario(new ScenarioModel("m", model, 3, 8, frames)),
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)),
            List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
    assertThat(Runs.traced(plan, 4096, new LoopEngine()).lateness().kinds())
        .isEqualTo(
            Map.of(
                "arrival", 4_500_000L, "load", 210_000L, "compute", 1_000_000L, "store", 205_000L));
  }

  /** The parts add up to δ and the slack, which is never negative. */
  @Test
  void partsAddUp() {
    int late = 0;
    int slack = 0;
    for (long seed = 3000; seed < 3000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan barred = scenes.plan(seed % 2 == 0 ? Execution.OVERLAPPED : Execution.SEQUENTIAL);
      Plan plan = seed % 3 == 0 ? barred.withoutBarrier() : barred;
      long packet = scenes.packetBytes();
      RunReport run = Runs.traced(plan, packet, new LoopEngine());
      assertThat(run.physics().holds()).as("seed %d: %s", seed, run.physics()).isTrue();
      Lateness found = run.lateness();
      long sum = found.parts().stream().mapToLong(Lateness.Part::waitPs).sum();
      assertThat(found.slackPs()).as("seed %d", seed).isNotNegative();
      assertThat(sum).as("seed %d", seed).isEqualTo(found.deltaPs() + found.slackPs());
      long rest = found.kinds().values().stream().mapToLong(Long::longValue).sum();
      assertThat(sum + rest).as("seed %d", seed).isEqualTo(found.totalPs());
      late += found.deltaPs() > 0 ? 1 : 0;
      slack += found.slackPs() > 0 ? 1 : 0;
      if (seed % 10 == 0) {
        assertThat(Runs.traced(plan, packet, new ActorEngine(2)).lateness().view())
            .as("seed %d", seed)
            .isEqualTo(found.view());
      }
    }
    assertThat(late).isGreaterThan(CASES / 4);
    assertThat(slack).isPositive();
  }
}
