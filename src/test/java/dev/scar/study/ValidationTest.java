package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.analysis.Prediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rank correlation and regret. */
class ValidationTest {
  @Test
  void kendallsTauIsThatOfSmallExamples() {
    assertThat(Validation.kendallTau(new double[] {1, 2, 3}, new double[] {4, 5, 6})).isEqualTo(1);
    assertThat(Validation.kendallTau(new double[] {1, 2, 3}, new double[] {6, 5, 4})).isEqualTo(-1);
    assertThat(Validation.kendallTau(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
        .isCloseTo(2.0 / 3, within(1e-12));
    assertThat(Validation.kendallTau(new double[] {1, 1, 2}, new double[] {1, 2, 3}))
        .isCloseTo(2 / Math.sqrt(6), within(1e-12));
    assertThat(Validation.kendallTau(new double[] {1, 1}, new double[] {1, 2})).isNaN();
  }

  @Test
  void replaysAreNeverFasterThanPredictionOrEstimate() {
    for (long seed = 0; seed < 20; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      List<Prediction> ranked =
          new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (d, n) -> {})
              .schedule(scenes.scenario(2), scenes.chipletPackage(4), SearchOptions.PAPER.ranked(5))
              .ranked();
      Validation validation =
          Validation.of(ranked, Objectives.EDP, new LoopEngine(), ReplayOptions.DEFAULT);
      assertThat(validation.entries()).hasSameSizeAs(ranked);
      assertThat(validation.regret()).as("seed %d", seed).isNotNegative();
      for (Validation.Entry entry : validation.entries()) {
        assertThat(entry.simulatedPs())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(entry.predictedPs())
            .isGreaterThanOrEqualTo(entry.estimatedPs());
      }
    }
  }

  @Test
  void noReplayBeginsAfterTheStop() {
    RandomScenes scenes = new RandomScenes(2);
    ValidationExperiment experiment =
        new ValidationExperiment(
            scenes.scenario(2), scenes.chipletPackage(4), SearchOptions.PAPER.ranked(5), 4096);
    AtomicInteger replays = new AtomicInteger();
    Engine counting =
        (world, log) -> {
          replays.incrementAndGet();
          return new LoopEngine().start(world, log);
        };
    Bench bench = new Bench(Scenes.MACS_ARE_PICOSECONDS, 1, counting, () -> replays.get() == 2);
    assertThatThrownBy(() -> experiment.run(bench)).isInstanceOf(CancellationException.class);
    assertThat(replays).hasValue(2);
  }
}
