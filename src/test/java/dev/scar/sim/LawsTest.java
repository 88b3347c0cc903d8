package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.Execution;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.util.EnumSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Laws of the replay on random plans. */
class LawsTest {
  private static final int CASES = Sampled.of(400);

  @Test
  void simulatedIsNeverBeforePredicted() {
    simulatedIsNeverBeforePredicted(Execution.SEQUENTIAL);
  }

  @Test
  void overlappedSimulatedIsNeverBeforePredicted() {
    simulatedIsNeverBeforePredicted(Execution.OVERLAPPED);
  }

  @Test
  void inOrderOnChipletsSimulatedIsNeverBeforePredicted() {
    for (Execution execution : Execution.values()) {
      simulatedIsNeverBeforePredicted(Sampled.costly(400), scenes -> scenes.orderedPlan(execution));
    }
  }

  @Test
  void multicastIsNeverBeforePredicted() {
    for (Execution execution : Execution.values()) {
      simulatedIsNeverBeforePredicted(
          Sampled.costly(400), scenes -> scenes.multicasting().plan(execution));
    }
  }

  private static void simulatedIsNeverBeforePredicted(Execution execution) {
    simulatedIsNeverBeforePredicted(CASES, scenes -> scenes.plan(execution));
  }

  private static void simulatedIsNeverBeforePredicted(
      int cases, Function<RandomScenes, Plan> made) {
    int withoutContention = 0;
    for (long seed = 0; seed < cases; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = made.apply(scenes);
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
        .isBetween(cases / 20, cases - cases / 20);
  }

  /** A chiplet's own load and store never meet at its DRAM, nor do its send and its store. */
  @Test
  void aModelAloneOnOneChipletIsNeverLate() {
    int overlapping = 0;
    for (long seed = 70_000; seed < 70_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Scenario scenario = scenes.scenario(1);
      Plan plan =
          Scenes.plan(
              scenes.chipletPackage(1),
              scenario,
              scenes.policy(scenario).withExecution(Execution.OVERLAPPED),
              scenes.windows(scenario, 1));
      overlapping += plan.windows().stream().anyMatch(LawsTest::overlaps) ? 1 : 0;
      ReplayOptions options = new ReplayOptions(scenes.packetBytes(), LogDetail.OFF, (w, t) -> {});
      ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
      assertThat(result.latencyPs())
          .as("seed %d", seed)
          .isEqualTo(Predictor.predict(plan).latencyPs());
    }
    assertThat(overlapping).as("plans that overlap").isGreaterThan(Sampled.of(100));
  }

  private static boolean overlaps(WindowPlan window) {
    return window.stages().stream().anyMatch(Stage::isOverlapped);
  }

  /**
   * No resource is used by two flows of a window: nothing can wait, so the replay is the
   * prediction.
   */
  @Test
  void withoutSharedResourcesTheReplayIsThePrediction() {
    withoutSharedResources(Execution.SEQUENTIAL);
  }

  /** Only plans of which some stage overlaps count. */
  @Test
  void overlappedWithoutSharedResourcesTheReplayIsThePrediction() {
    withoutSharedResources(Execution.OVERLAPPED);
  }

  private static void withoutSharedResources(Execution execution) {
    int cases = 0;
    for (long seed = 50_000; seed < 50_000 + Sampled.of(3000); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan(execution);
      boolean overlaps = plan.windows().stream().anyMatch(LawsTest::overlaps);
      if (!sharesNothing(plan) || overlaps != (execution == Execution.OVERLAPPED)) {
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

  private static boolean sharesNothing(Plan plan) {
    for (WindowPlan window : plan.windows()) {
      for (Flow flow : window.flows()) {
        for (Flow other : window.flows().subList(0, flow.ordinal())) {
          boolean shares =
              flow.path().resources().stream().anyMatch(other.path().resources()::contains);
          if (shares && mayMeet(window, flow, other)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Flows of one stage follow each other, but for loads and sends where it overlaps. */
  private static boolean mayMeet(WindowPlan window, Flow flow, Flow other) {
    return flow.stage() != other.stage()
        || (window.stages().get(flow.stage()).isOverlapped()
            && EnumSet.of(flow.kind(), other.kind())
                .equals(EnumSet.of(Flow.Kind.LOAD, Flow.Kind.SEND)));
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
