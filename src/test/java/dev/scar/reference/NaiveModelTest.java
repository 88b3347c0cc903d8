package dev.scar.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Stage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lowering and prediction against {@link NaiveModel} on random schedules. */
class NaiveModelTest {
  private static final int CASES = Sampled.of(500);

  private int streamed;
  private int overflowing;
  private int ragged;
  private int severalWindows;
  private int overlapped;
  private int keeping;
  private int handing;
  private int prefetching;
  private int branching;
  private int crossing;

  @Test
  void plansAndPredictionsAreThoseOfTheNaiveReference() {
    compare(Execution.SEQUENTIAL);
    assertThat(overlapped).as("stages that overlap").isZero();
  }

  @Test
  void overlappedPlansAndPredictionsAreThoseOfTheNaiveReference() {
    compare(Execution.OVERLAPPED);
    assertThat(overlapped).as("stages that overlap").isGreaterThan(Sampled.of(500));
  }

  /** Several segments of a chiplet in a window, one after another. */
  @Test
  void plansWithOrderAreThoseOfTheNaiveReference() {
    for (Execution execution : Execution.values()) {
      for (long seed = 100_000; seed < 100_000 + CASES; seed++) {
        RandomScenes scenes = new RandomScenes(seed);
        int nodes = 1 + new Random(seed).nextInt(4);
        ChipletPackage chips = scenes.tightPackage(nodes);
        Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
        ExecutionPolicy policy = scenes.policy(scenario).withExecution(execution);
        List<Window> windows = scenes.orderedWindows(scenario, nodes);
        compare(
            seed,
            scenario,
            chips,
            policy,
            seed % 3 == 0 ? scenes.withMiniBatches(windows, scenario) : windows);
      }
    }
    assertThat(keeping).as("stages beside tensors that stay").isGreaterThan(Sampled.of(300));
    assertThat(handing).as("stages that store for their own chiplet").isGreaterThan(Sampled.of(30));
    assertThat(overlapped).as("stages that overlap").isGreaterThan(Sampled.of(300));
    assertThat(prefetching).as("stages that prefetch").isGreaterThan(Sampled.of(10));
  }

  /** Every third schedule takes chiplets in turn. */
  @Test
  void plansWithMulticastAreThoseOfTheNaiveReference() {
    for (long seed = 200_000; seed < 200_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed).multicasting();
      int nodes = 3 + new Random(seed).nextInt(6);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 2));
      ExecutionPolicy policy =
          scenes.policy(scenario).withExecution(Execution.values()[(int) (seed / 3 % 2)]);
      compare(
          seed,
          scenario,
          chips,
          policy,
          seed % 3 == 0 ? scenes.orderedWindows(scenario, nodes) : scenes.windows(scenario, nodes));
    }
    assertThat(branching).as("sends along with others").isGreaterThan(Sampled.of(100));
    assertThat(overlapped).as("stages that overlap").isGreaterThan(Sampled.of(100));
  }

  private void compare(Execution execution) {
    for (long seed = 0; seed < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      int nodes = 1 + new Random(seed).nextInt(8);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      ExecutionPolicy policy = scenes.policy(scenario).withExecution(execution);
      List<Window> windows = scenes.windows(scenario, nodes);
      if (seed % 3 == 0) {
        windows = scenes.withMiniBatches(windows, scenario);
      }
      compare(seed, scenario, chips, policy, windows);
    }
    assertThat(streamed).as("stages that stream weights").isGreaterThan(Sampled.of(100));
    assertThat(overflowing).as("stages whose activations pass L2").isGreaterThan(Sampled.of(50));
    assertThat(ragged).as("stages with a smaller last mini-batch").isGreaterThan(Sampled.of(50));
    assertThat(severalWindows).as("schedules of several windows").isGreaterThan(Sampled.of(100));
    boolean overlaps = execution == Execution.OVERLAPPED;
    assertThat(crossing)
        .as("stages that prefetch for a later window")
        .isGreaterThan(overlaps ? Sampled.of(25) : -1);
  }

  private void compare(
      long seed,
      Scenario scenario,
      ChipletPackage chips,
      ExecutionPolicy policy,
      List<Window> windows) {
    Plan plan =
        new PlanBuilder(Scenes.BY_TYPE).build(new Schedule(scenario, chips, policy, windows));
    severalWindows += windows.size() > 1 ? 1 : 0;
    for (boolean barrier : new boolean[] {true, false}) {
      NaiveModel naive = new NaiveModel(scenario, chips, policy, windows, Scenes.BY_TYPE, barrier);
      compare(seed, naive, Predictor.predict(barrier ? plan : plan.withoutBarrier()));
    }
  }

  private void compare(long seed, NaiveModel naive, Prediction prediction) {
    for (WindowPrediction window : prediction.windows()) {
      List<NaiveModel.Stage> expected = naive.stages(window.plan().index());
      assertThat(window.plan().stages()).as("seed %d", seed).hasSameSizeAs(expected);
      for (Stage stage : window.plan().stages()) {
        String where = "seed %d, %s of window %d".formatted(seed, stage, window.plan().index());
        lowered(where, window, stage, expected.get(stage.ordinal()));
        timed(where, naive, window, stage, expected.get(stage.ordinal()));
      }
      assertThat(prediction.windowEnergy().get(window.plan().index()).totalJ())
          .as("seed %d", seed)
          .isCloseTo(naive.energyJ(window.plan().index()), withinPercentage(1e-9));
    }
    assertThat(prediction.latencyPs()).as("seed %d", seed).isEqualTo(naive.latencyPs());
    assertThat(prediction.energy().totalJ())
        .as("seed %d", seed)
        .isCloseTo(naive.energyJ(), withinPercentage(1e-9));
  }

  private void lowered(
      String where, WindowPrediction window, Stage stage, NaiveModel.Stage expected) {
    streamed += stage.weightsResident() ? 0 : 1;
    overflowing += stage.overflowBytes() > 0 ? 1 : 0;
    ragged += stage.batch() % stage.miniBatch() > 0 ? 1 : 0;
    overlapped += stage.isOverlapped() ? 1 : 0;
    keeping += stage.kept().bytes() > 0 ? 1 : 0;
    prefetching += expected.prefetchBytes > 0 ? 1 : 0;
    List<Flow> early = stage.flows(Flow.Kind.PREFETCH);
    crossing += early.stream().anyMatch(flow -> flow.windowsLater() > 0) ? 1 : 0;
    assertThat(early.stream().mapToLong(Flow::weightBytes).sum())
        .as(where)
        .isEqualTo(expected.prefetchBytes);
    handing += stores(window, stage) ? 1 : 0;
    assertThat(stage.kept().bytes()).as(where).isEqualTo(expected.heldBytes);
    assertThat(stage.isOverlapped()).as(where).isEqualTo(expected.overlapped);
    assertThat(stage.segment()).as(where).isEqualTo(expected.segment);
    assertThat(stage.miniBatch()).as(where).isEqualTo(expected.miniBatch);
    assertThat(stage.weightsResident()).as(where).isEqualTo(expected.resident);
    assertThat(stage.weightBytes()).as(where).isEqualTo(expected.weightBytes);
    assertThat(stage.activationBytes()).as(where).isEqualTo(expected.peakBytes);
    assertThat(stage.load().map(Flow::bytesPerSample).orElse(0L))
        .as(where)
        .isEqualTo(expected.loadBytesPerSample);
    assertThat(stage.store().map(Flow::bytesPerSample).orElse(0L))
        .as(where)
        .isEqualTo(expected.storeBytesPerSample);
    assertThat(stage.sends()).as(where).hasSameSizeAs(expected.sends);
    for (int e = 0; e < expected.sends.size(); e++) {
      Flow send = stage.sends().get(e);
      NaiveModel.Send other = expected.sends.get(e);
      assertThat(send.layer()).as(where).isEqualTo(other.producer());
      assertThat(window.plan().stages().get(send.consumerStage()).segment())
          .as(where)
          .isEqualTo(other.to().segment);
      assertThat(send.bytesPerSample()).as(where).isEqualTo(other.bytesPerSample());
      assertThat(send.isBranch()).as(where).isEqualTo(expected.trees.get(e) < e);
      branching += send.isBranch() ? 1 : 0;
    }
  }

  /** Whether it stores for a later segment of its chiplet and window. */
  private static boolean stores(WindowPrediction window, Stage stage) {
    return stage.store().isPresent()
        && window.plan().stages().stream()
            .anyMatch(
                later ->
                    later.model() == stage.model()
                        && later.chiplet() == stage.chiplet()
                        && later.segment().order() > stage.segment().order()
                        && later.load().isPresent());
  }

  private static void timed(
      String where,
      NaiveModel naive,
      WindowPrediction window,
      Stage stage,
      NaiveModel.Stage expected) {
    long begin = naive.beginPs(expected.window);
    assertThat(stage.miniBatches()).as(where).isEqualTo(naive.miniBatches(expected));
    for (int i = 0; i < stage.miniBatches(); i++) {
      assertThat(begin + window.stageStartPs(stage, i))
          .as(where)
          .isEqualTo(naive.startPs(expected, i));
      assertThat(begin + window.stageFinishPs(stage, i))
          .as(where)
          .isEqualTo(naive.finishPs(expected, i));
      if (expected.overlapped && stage.load().isPresent()) {
        assertThat(begin + window.arrivalPs(stage.load().orElseThrow(), i))
            .as(where)
            .isEqualTo(naive.loadedPs(expected, i));
      }
      for (int e = 0; e < expected.sends.size(); e++) {
        assertThat(begin + window.arrivalPs(stage.sends().get(e), i))
            .as(where)
            .isEqualTo(naive.sentPs(expected, e, i));
      }
    }
  }
}
