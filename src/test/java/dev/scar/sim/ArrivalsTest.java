package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.TooLongException;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Arrivals;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Samples that arrive over time ({@code replay-rules.md#rule-21}), worked out by hand. DRAM moves
 * 64 bytes in a nanosecond and takes 200 ns to answer.
 */
class ArrivalsTest {
  private static final int CASES = Sampled.of(150);

  private static ScenarioModel model(String id, int batch, Arrivals arrivals, Layer... layers) {
    return new ScenarioModel(id, new Model(id, id, List.of(layers)), batch, 8, arrivals);
  }

  /** A mini-batch of n samples takes 10n + 200 ns to load, n µs, and 5n + 200 ns to store. */
  private static Plan camera(int miniBatch, Arrivals arrivals) {
    return Scenes.plan(
        Packages.line(1),
        scenario(model("m", 3, arrivals, layer("a", 1_000_000, 0, 320, 640))),
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", miniBatch)),
        List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
  }

  private static ReplayResult replay(Engine engine, Plan plan, List<LogRecord> log) {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.PACKETS, (w, t) -> {});
    return engine.replay(plan, options, log::add);
  }

  /** What is predicted, and simulated by both engines. */
  private static void assertTimes(
      Plan plan, int window, int stageIndex, List<Long> starts, List<Long> finishes) {
    Prediction prediction = Predictor.predict(plan);
    Stage stage = plan.windows().get(window).stages().get(stageIndex);
    WindowPrediction predicted = prediction.windows().get(window);
    long from = prediction.startPs(window);
    List<Integer> all = IntStream.range(0, stage.miniBatches()).boxed().toList();
    assertThat(all.stream().map(i -> from + predicted.stageStartPs(stage, i)).toList())
        .isEqualTo(starts);
    assertThat(all.stream().map(i -> from + predicted.stageFinishPs(stage, i)).toList())
        .isEqualTo(finishes);
    for (Engine engine : List.of(new LoopEngine(), new ActorEngine(1))) {
      ReplayResult result = replay(engine, plan, new ArrayList<>());
      StageRun run = result.windows().get(window).stages().get(stageIndex);
      assertThat(all.stream().map(run::startPs).toList()).isEqualTo(starts);
      assertThat(all.stream().map(run::finishPs).toList()).isEqualTo(finishes);
      assertThat(result.latencyPs()).isEqualTo(prediction.latencyPs());
    }
  }

  @Test
  void slowFramesAreWaitedForAndFastOnesQueue() {
    assertTimes(
        camera(1, new Arrivals.Periodic(500_000, 2_000_000)),
        0,
        0,
        List.of(500_000L, 2_500_000L, 4_500_000L),
        List.of(1_915_000L, 3_915_000L, 5_915_000L));
    assertTimes(
        camera(1, new Arrivals.Periodic(500_000, 1_000_000)),
        0,
        0,
        List.of(500_000L, 1_915_000L, 3_330_000L),
        List.of(1_915_000L, 3_330_000L, 4_745_000L));
  }

  @Test
  void aMiniBatchBeginsWithItsLastSample() {
    assertTimes(
        camera(2, new Arrivals.Periodic(500_000, 2_000_000)),
        0,
        0,
        List.of(2_500_000L, 4_930_000L),
        List.of(4_930_000L, 6_345_000L));
    assertTimes(
        camera(2, new Arrivals.Listed(List.of(0L, 100_000L, 7_000_000L))),
        0,
        0,
        List.of(100_000L, 7_000_000L),
        List.of(2_530_000L, 8_415_000L));
  }

  /**
   * Model a computes 1.6 µs in window 0 and stores a byte (16 ps and 200 ns). b has the same
   * chiplet in window 1; its first sample arrives at 1 µs, before the window, its second one at 9
   * µs.
   */
  @Test
  void arrivalsCountFromTheStartOfTheRun() {
    Scenario two =
        scenario(
            model("a", 1, Arrivals.AT_ONCE, layer("a", 1_600_000, 0, 1, 0)),
            model(
                "b",
                2,
                new Arrivals.Periodic(1_000_000, 8_000_000),
                layer("b", 1_000_000, 0, 320, 640)));
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            two,
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("b", 1)),
            List.of(
                new Window(List.of(new Segment(0, 0, 1, 0))),
                new Window(List.of(new Segment(1, 0, 1, 0)))));
    assertTimes(
        plan, 1, 0, List.of(1_800_016L, 9_000_000L), List.of(1_800_016L + 1_415_000, 10_415_000L));
    assertThat(Predictor.predict(plan).windows().get(1).latencyPs())
        .isEqualTo(10_415_000 - 1_800_016);
    assertTimes(
        plan.withoutBarrier(),
        1,
        0,
        List.of(1_800_016L, 9_000_000L),
        List.of(3_215_016L, 10_415_000L));
  }

  /** Only the stage that reads the model's input waits for it; the next one for what it sends. */
  @Test
  void laterStagesWaitForTheFirst() {
    Scenario chain =
        scenario(
            model(
                "m",
                1,
                new Arrivals.Periodic(3_000_000, 0),
                layer("a", 1_000_000, 0, 1000, 640),
                layer("b", 500_000, 0, 320, 0, 0)));
    Plan plan = Scenes.plan(Packages.line(2), chain, Scenes.oneLayerEach(0, 0, 1));
    assertThat(plan.windows().get(0).stages()).extracting(s -> s.arrivalPs(0)).contains(0L);
    // 3 µs + 210 ns load + 1 µs; 1000 bytes take 10 ns at 100 GB/s and a hop of 35 ns.
    assertTimes(plan, 0, 0, List.of(3_000_000L), List.of(4_255_000L));
    // 500 ns, then 320 bytes: 5 ns, a hop, and 200 ns.
    assertTimes(plan, 0, 1, List.of(4_255_000L), List.of(4_995_000L));
  }

  @Test
  void arrivalsAtTheStartChangeNothing() {
    List<LogRecord> atOnce = new ArrayList<>();
    List<LogRecord> listed = new ArrayList<>();
    replay(new LoopEngine(), camera(1, Arrivals.AT_ONCE), atOnce);
    replay(new LoopEngine(), camera(1, new Arrivals.Listed(List.of(0L, 0L, 0L))), listed);
    assertThat(listed).isEqualTo(atOnce);
  }

  @Test
  void lawsHoldOnRandomPlans() {
    int later = 0;
    for (long seed = 90_000; seed < 90_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      int nodes = 2 + (int) (seed % 6);
      ChipletPackage chipletPackage = scenes.chipletPackage(nodes);
      Scenario atOnce = scenes.scenario(1 + (int) (seed % 3));
      List<Window> windows = scenes.windows(atOnce, nodes);
      Plan without = Scenes.plan(chipletPackage, atOnce, ExecutionPolicy.DEFAULT, windows);
      Plan with =
          Scenes.plan(chipletPackage, scenes.arriving(atOnce), ExecutionPolicy.DEFAULT, windows);
      Plan plan = seed % 2 == 0 ? with : with.withoutBarrier();
      Prediction prediction = Predictor.predict(plan);
      Prediction sooner = Predictor.predict(seed % 2 == 0 ? without : without.withoutBarrier());
      assertThat(prediction.latencyPs())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(sooner.latencyPs());
      later += prediction.latencyPs() > sooner.latencyPs() ? 1 : 0;
      ReplayResult result = replay(new LoopEngine(), plan, new ArrayList<>());
      assertThat(Runs.of(result).physics().holds()).as("seed %d", seed).isTrue();
      assertThat(result.latencyPs())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(prediction.latencyPs());
      for (WindowReplay window : result.windows()) {
        for (StageRun run : window.stages()) {
          for (int i = 0; i < run.program().stage().miniBatches(); i++) {
            assertThat(run.startPs(i))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(run.program().stage().arrivalPs(i));
          }
        }
      }
    }
    assertThat(later).as("cases in which arrivals cost time").isGreaterThan(CASES / 3);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Arrivals.Periodic(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Arrivals.Listed(List.of(2L, 1L)))
        .hasMessageContaining("arrives before the one in front of it");
    Arrivals two = new Arrivals.Listed(List.of(1L, 2L));
    assertThatThrownBy(() -> model("m", 3, two, layer("a", 1, 0, 1, 1)))
        .hasMessageContaining("2 arrivals for a batch of 3");
    Arrivals endless = new Arrivals.Periodic(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> model("m", 3, endless, layer("a", 1, 0, 1, 1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> camera(1, new Arrivals.Periodic(Long.MAX_VALUE - 1_000_000, 0)))
        .isInstanceOf(TooLongException.class);
  }
}
