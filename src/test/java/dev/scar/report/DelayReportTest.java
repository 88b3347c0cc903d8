package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.RandomScenes;
import dev.scar.plan.Plan;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.LogDetail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parts of transfers' time add up, and what chiplets hold goes back to nothing. */
class DelayReportTest {
  @Test
  void partsAddUpAndEveryWaitIsBehindSomething() {
    long pairs = 0;
    for (long seed = 0; seed < 60; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      ReplayOptions options = new ReplayOptions(scenes.packetBytes(), LogDetail.OFF, (w, t) -> {});
      ReplayComparison comparison =
          ReplayComparison.of(
              Predictor.predict(plan), new LoopEngine().replay(plan, options, entry -> {}));
      long whole = 0;
      long waited = 0;
      for (WindowReplay window : comparison.replay().windows()) {
        for (StageRun run : window.stages()) {
          for (Transfer transfer : run.transfers()) {
            whole += transfer.arrivalPs() - transfer.releasePs();
            for (int p = 0; p < transfer.program().flow().path().length(); p++) {
              waited += Math.max(0, transfer.waitPs(p));
            }
          }
        }
      }
      DelayReport delays = DelayReport.of(comparison);
      long parts =
          delays.models().stream()
              .mapToLong(m -> m.serialisationPs() + m.hopsPs() + m.dramPs() + m.waitPs())
              .sum();
      assertThat(parts).as("seed %d", seed).isEqualTo(whole);
      assertThat(delays.pairs().stream().mapToLong(DelayReport.Pair::waitPs).sum())
          .as("seed %d: all positive waits are behind some flow", seed)
          .isEqualTo(waited);
      pairs += delays.pairs().size();
      for (L2Occupancy.Chiplet chiplet : L2Occupancy.of(comparison)) {
        List<L2Occupancy.Step> steps = chiplet.steps();
        assertThat(steps.get(steps.size() - 1).bytes()).as("seed %d", seed).isZero();
        assertThat(steps).as("seed %d", seed).allMatch(step -> step.bytes() >= 0);
        assertThat(chiplet.peakBytes()).isNotNegative();
      }
    }
    assertThat(pairs).as("pairs of waiting flows in all cases").isGreaterThan(50);
  }
}
