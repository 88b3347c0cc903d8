package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.trace.LogDetail;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Laws of the replay on random plans. */
class LawsTest {
  private static final int CASES = Sampled.of(400);

  @Test
  void simulatedIsNeverBeforePredicted() {
    int withoutContention = 0;
    for (long seed = 0; seed < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      ReplayOptions options = new ReplayOptions(scenes.packetBytes(), LogDetail.OFF, (w, t) -> {});
      ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
      Prediction prediction = Predictor.predict(plan);
      boolean waited = false;
      for (WindowReplay window : result.windows()) {
        WindowPrediction predicted = prediction.windows().get(window.index());
        for (StageRun run : window.stages()) {
          waited |= compare(seed, window, run, predicted);
        }
        assertThat(window.latencyPs())
            .as("seed %d: no resource carries its bytes faster than it can", seed)
            .isGreaterThanOrEqualTo(ContentionBound.of(plan, predicted).latencyPs());
      }
      if (!waited) {
        withoutContention++;
        assertThat(result.latencyPs())
            .as("seed %d: nothing waited", seed)
            .isEqualTo(prediction.latencyPs());
      }
      for (ResourceUse use : result.resources()) {
        assertThat(use.overlaps()).as("seed %d %s", seed, use.resource()).isZero();
        assertThat(use.idleWhileWaiting()).as("seed %d %s", seed, use.resource()).isZero();
        assertThat(use.busyPs())
            .as("seed %d %s", seed, use.resource())
            .isLessThanOrEqualTo(result.latencyPs());
      }
    }
    assertThat(withoutContention)
        .as("some cases are free of contention")
        .isBetween(Sampled.of(20), CASES - Sampled.of(20));
  }

  /**
   * No resource is used by two flows of a window: nothing can wait, so the replay is the
   * prediction.
   */
  @Test
  void withoutSharedResourcesTheReplayIsThePrediction() {
    int cases = 0;
    for (long seed = 50_000; seed < 50_000 + Sampled.of(3000); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      if (!sharesNothing(plan)) {
        continue;
      }
      cases++;
      ReplayOptions options = new ReplayOptions(scenes.packetBytes(), LogDetail.OFF, (w, t) -> {});
      ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
      Prediction prediction = Predictor.predict(plan);
      for (WindowReplay window : result.windows()) {
        WindowPrediction predicted = prediction.windows().get(window.index());
        for (StageRun run : window.stages()) {
          Stage stage = run.program().stage();
          for (int i = 0; i < stage.miniBatches(); i++) {
            assertThat(run.startPs(i) - window.startPs())
                .as("seed %d", seed)
                .isEqualTo(predicted.stageStartPs(stage, i));
            assertThat(run.finishPs(i) - window.startPs())
                .as("seed %d", seed)
                .isEqualTo(predicted.stageFinishPs(stage, i));
          }
          for (Transfer transfer : run.transfers()) {
            assertThat(transfer.delayPs()).as("seed %d", seed).isZero();
          }
        }
      }
      assertThat(result.latencyPs()).as("seed %d", seed).isEqualTo(prediction.latencyPs());
    }
    assertThat(cases).as("generated plans that share no resource").isGreaterThan(Sampled.of(100));
  }

  /** Flows of one stage follow each other and may share; flows of two stages may not. */
  private static boolean sharesNothing(Plan plan) {
    for (WindowPlan window : plan.windows()) {
      int[] user = new int[plan.resources().size()];
      Arrays.fill(user, -1);
      for (Flow flow : window.flows()) {
        for (Resource resource : flow.path().resources()) {
          int known = user[resource.ordinal()];
          if (known >= 0 && known != flow.stage()) {
            return false;
          }
          user[resource.ordinal()] = flow.stage();
        }
      }
    }
    return true;
  }

  private static boolean compare(
      long seed, WindowReplay window, StageRun run, WindowPrediction predicted) {
    Stage stage = run.program().stage();
    for (int i = 0; i < stage.miniBatches(); i++) {
      assertThat(run.startPs(i) - window.startPs())
          .as("seed %d stage %d mini-batch %d", seed, stage.ordinal(), i)
          .isGreaterThanOrEqualTo(predicted.stageStartPs(stage, i));
      assertThat(run.finishPs(i) - window.startPs())
          .as("seed %d stage %d mini-batch %d", seed, stage.ordinal(), i)
          .isGreaterThanOrEqualTo(predicted.stageFinishPs(stage, i));
    }
    boolean waited = false;
    for (Transfer transfer : run.transfers()) {
      assertThat(transfer.arrivalPs() - window.startPs())
          .as("seed %d flow %s", seed, transfer.program().flow())
          .isGreaterThanOrEqualTo(
              predicted.arrivalPs(transfer.program().flow(), transfer.miniBatch()));
      long waits = 0;
      for (int p = 0; p <= transfer.program().path().last(); p++) {
        waits += transfer.waitPs(p);
      }
      assertThat(waits).as("seed %d: waits add up to δ", seed).isEqualTo(transfer.delayPs());
      assertThat(transfer.deliveredBytes()).as("seed %d", seed).isEqualTo(transfer.sizeBytes());
      waited |= transfer.delayPs() != 0;
    }
    return waited;
  }
}
