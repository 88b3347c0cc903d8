package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.replay.ActorEngine;
import dev.scar.report.RunReport;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Activations beyond L2 that go to DRAM and come back ({@code model.md#l2-overflow}). */
class SpillTest {
  private static final double DRAM_JOULE_PER_BYTE = 8 * 14.8e-12;

  /**
   * Three samples in mini-batches of 2 and 1, asked for; a sample reads and makes 6000 B, so that
   * 12 000 B are live, in an L2 of 10 000 B.
   */
  private static Plan plan(L2Overflow overflow) {
    return Scenes.plan(
        Packages.nodes(1)
            .type(Packages.type("small", 10_000, 1_000_000_000_000L, 1e-12))
            .dram(0, 64)
            .build(),
        scenario(model("m", 3, layer("l", 1000, 0, 6000, 6000))),
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 2), Execution.SEQUENTIAL, overflow),
        List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
  }

  /**
   * First 24 000 B, 14 000 too many: load 387 500 (12 000 B at 64 GB/s, 200 ns), spill 418 750,
   * refill 418 750, compute 2000, store 387 500: 1 614 500. Then 12 000 B, 2000 too many: load 293
   * 750, spill and refill 231 250 each, compute 1000, store 293 750.
   */
  @Test
  void whatDoesNotFitGoesAndComesBack() {
    Plan plan = plan(L2Overflow.SPILLED);
    RunReport run = Runs.of(plan, 4096);
    assertThat(run.predictedPs()).isEqualTo(2_665_500);
    assertThat(run.simulatedPs()).isEqualTo(2_665_500);
    assertThat(run.physics().laws()).allMatch(law -> law.broken() == 0);
    List<Transfer> moved = run.replay().windows().get(0).stages().get(0).transfers();
    assertThat(moved)
        .extracting(t -> t.program().flow().kind() + " " + t.sizeBytes() + " " + t.arrivalPs())
        .containsExactly(
            "LOAD 12000 387500",
            "SPILL 14000 806250",
            "REFILL 14000 1225000",
            "STORE 12000 1614500",
            "LOAD 6000 1908250",
            "SPILL 2000 2139500",
            "REFILL 2000 2370750",
            "STORE 6000 2665500");
    assertThat(run.prediction().energy().dramJ())
        .isCloseTo(68_000 * DRAM_JOULE_PER_BYTE, within(1e-18));
    assertThat(run.l2().get(0).peakBytes()).isEqualTo(10_000);
    assertThat(run.windows().get(0).models().get(0).l2Spilled()).isTrue();
  }

  /** The same only told of: 2 · (200 000 + …) less. */
  @Test
  void reportedItCostsNothing() {
    RunReport run = Runs.of(plan(L2Overflow.REPORTED), 4096);
    assertThat(run.predictedPs()).isEqualTo(387_500 + 2000 + 387_500 + 2 * 293_750 + 1000);
    assertThat(run.simulatedPs()).isEqualTo(run.predictedPs());
    assertThat(run.prediction().energy().dramJ())
        .isCloseTo(36_000 * DRAM_JOULE_PER_BYTE, within(1e-18));
    assertThat(run.l2().get(0).peakBytes()).isEqualTo(24_000);
    assertThat(run.windows().get(0).models().get(0).l2OverflowBytes()).isEqualTo(14_000);
    assertThat(run.windows().get(0).models().get(0).l2Spilled()).isFalse();
  }

  /**
   * Spilling is never predicted to be faster and never takes less energy; nothing that fits is
   * spilled, no chiplet holds more than its L2 for its own mini-batch; all laws hold, and both
   * engines agree.
   */
  @Test
  void lawsOfSpills() {
    int spills = 0;
    for (long seed = 91_000; seed < 91_000 + Sampled.costly(400); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(4);
      Scenario scenario = scenes.scenario(2);
      ExecutionPolicy reported = scenes.policy(scenario);
      List<Window> windows = scenes.withMiniBatches(scenes.windows(scenario, 4), scenario);
      Plan plan =
          Scenes.plan(
              chips,
              scenario,
              new ExecutionPolicy(
                  reported.weights(),
                  reported.miniBatch(),
                  reported.execution(),
                  L2Overflow.SPILLED),
              windows);
      Prediction free = Predictor.predict(Scenes.plan(chips, scenario, reported, windows));
      Prediction spilled = Predictor.predict(plan);
      assertThat(spilled.latencyPs()).as("seed %d", seed).isGreaterThanOrEqualTo(free.latencyPs());
      assertThat(spilled.energy().totalJ())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(free.energy().totalJ());
      for (Stage stage : plan.windows().stream().flatMap(w -> w.stages().stream()).toList()) {
        assertThat(stage.spill().isPresent())
            .as("seed %d", seed)
            .isEqualTo(stage.overflowBytes() > 0);
        spills += stage.spill().isPresent() ? 1 : 0;
      }
      assertThat(Runs.of(plan, scenes.packetBytes()).physics().laws())
          .as("seed %d", seed)
          .allMatch(law -> law.broken() == 0);
      if (seed % 10 == 0) {
        ReplayOptions options =
            new ReplayOptions(scenes.packetBytes(), LogDetail.PACKETS, (w, t) -> {});
        List<LogRecord> loop = new ArrayList<>();
        List<LogRecord> actors = new ArrayList<>();
        new LoopEngine().replay(plan, options, loop::add);
        new ActorEngine(2).replay(plan, options, actors::add);
        assertThat(actors).as("seed %d", seed).isEqualTo(loop);
      }
    }
    assertThat(spills).as("stages that spill").isGreaterThan(Sampled.costly(120));
  }
}
