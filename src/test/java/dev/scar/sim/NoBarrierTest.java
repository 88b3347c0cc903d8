package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replays without the barrier between windows. */
class NoBarrierTest {
  private static final int CASES = Sampled.of(300);

  private static ReplayResult replay(Plan plan, long packetBytes) {
    ReplayOptions options = new ReplayOptions(packetBytes, LogDetail.OFF, (w, t) -> {});
    return new LoopEngine().replay(plan, options, entry -> {});
  }

  /**
   * Model a runs on chiplet 0 in both windows, model b holds chiplet 1 for 5 µs in the first: with
   * the barrier a waits for b. Without it a's second stage begins when its first one has stored: 1
   * µs + (T(6400 at 64 GB/s) = 100 ns) + 200 ns = 1.3 µs; it then loads for 300 ns and computes 2
   * µs, and stores one byte (1 byte at 64 GB/s: 16 ps, and 200 ns).
   */
  @Test
  void aModelDoesNotWaitForAnother() {
    Plan plan = twoModels(1, 1);
    assertThat(Predictor.predict(plan).latencyPs()).isGreaterThan(7_000_000);
    Plan free = plan.withoutBarrier();
    Prediction prediction = Predictor.predict(free);
    WindowPrediction second = prediction.windows().get(1);
    Stage stage = free.windows().get(1).stages().get(0);
    assertThat(second.stageStartPs(stage, 0)).isEqualTo(1_300_000);
    assertThat(second.stageFinishPs(stage, 0)).isEqualTo(1_300_000 + 300_000 + 2_000_000 + 200_016);
    ReplayResult result = replay(free, 4096);
    StageRun run = result.windows().get(1).stages().get(0);
    assertThat(run.startPs(0)).isEqualTo(1_300_000);
    assertThat(run.finishPs(0)).isEqualTo(3_800_016);
    assertThat(result.latencyPs()).isEqualTo(prediction.latencyPs());
  }

  /**
   * Batch 4 in mini-batches of one, on two chiplets: the second window's stage takes each sample as
   * soon as it is stored, not when the first window is over.
   */
  @Test
  void aMiniBatchFollowsItsStore() {
    Plan free = twoModels(4, 0).withoutBarrier();
    WindowPrediction second = Predictor.predict(free).windows().get(1);
    Stage first = free.windows().get(0).stages().get(0);
    Stage stage = free.windows().get(1).stages().get(0);
    assertThat(first.miniBatches()).isEqualTo(4);
    assertThat(second.stageStartPs(stage, 0)).isEqualTo(1_300_000);
    assertThat(second.stageStartPs(stage, 1)).isEqualTo(3_800_016);
    ReplayResult result = replay(free, 4096);
    StageRun run = result.windows().get(1).stages().get(0);
    assertThat(run.startPs(0)).isEqualTo(1_300_000);
    assertThat(run.startPs(1)).isGreaterThanOrEqualTo(3_800_016);
  }

  /**
   * The producer works on two samples at a time (L2 of 6400 bytes, 3200 a sample), the consumer on
   * three (1920 a sample), of four. The producer stores at 2.5 µs and 5 µs: 90 + 200 ns of load, 2
   * µs, 10 + 200 ns of store each. The consumer's first three samples are there at 5 µs, not at
   * 2.5; it then takes 15 + 200, 300 and 75 + 200 ns, and 5 + 200, 100 and 25 + 200 ns for the last
   * sample.
   */
  @Test
  void allSamplesOfAMiniBatchAreStoredBeforeItStarts() {
    Plan plan =
        Scenes.plan(
            Packages.nodes(2)
                .type(Packages.type("small", 6400, 1_000_000_000_000L, 1e-12))
                .link(0, 1, 100)
                .link(1, 0, 100)
                .dram(0, 64)
                .dram(1, 64)
                .build(),
            scenario(
                model(
                    "m",
                    4,
                    layer("a", 1_000_000, 0, 320, 2880),
                    layer("b", 100_000, 0, 1600, 0, 0))),
            ExecutionPolicy.DEFAULT,
            List.of(
                new Window(List.of(new Segment(0, 0, 1, 0))),
                new Window(List.of(new Segment(0, 1, 2, 1)))));
    Plan free = plan.withoutBarrier();
    Stage consumer = free.windows().get(1).stages().get(0);
    assertThat(consumer.miniBatch()).isEqualTo(3);
    WindowPrediction second = Predictor.predict(free).windows().get(1);
    assertThat(second.stageStartPs(consumer, 0)).isEqualTo(5_000_000);
    assertThat(second.stageStartPs(consumer, 1)).isEqualTo(5_790_000);
    assertThat(second.stageFinishPs(consumer, 1)).isEqualTo(6_320_000);
    StageRun run = replay(free, 4096).windows().get(1).stages().get(0);
    assertThat(run.startPs(0)).isEqualTo(5_000_000);
    assertThat(run.startPs(1)).isEqualTo(5_790_000);
    assertThat(run.finishPs(1)).isEqualTo(6_320_000);
  }

  /** Model a: two layers, one per window; in the second window on chiplet 0, or on chiplet 2. */
  private static Plan twoModels(int batch, int same) {
    int second = same == 1 ? 0 : 2;
    return Scenes.plan(
        Packages.nodes(3)
            .link(0, 1, 100)
            .link(1, 0, 100)
            .link(1, 2, 100)
            .link(2, 1, 100)
            .dram(0, 64)
            .dram(2, 64)
            .build(),
        scenario(
            model(
                "a", batch, layer("a0", 1_000_000, 0, 6400, 0), layer("a1", 2_000_000, 0, 1, 0, 0)),
            model("b", 1, layer("b0", 5_000_000, 0, 1, 0))),
        new ExecutionPolicy(ExecutionPolicy.DEFAULT.weights(), Map.of("a", 1)),
        List.of(
            new Window(List.of(new Segment(0, 0, 1, 0), new Segment(1, 0, 1, 1))),
            new Window(List.of(new Segment(0, 1, 2, second)))));
  }

  /**
   * With the barrier: a 1 µs and a store of 300 ns; b 5 µs and a store of one byte (16 ps) over one
   * link (35 ns); then a alone, 2 500 016 ps from the beginning of its window.
   */
  @Test
  void aWindowCountsFromItsBeginning() {
    List<WindowReplay> windows = replay(twoModels(1, 1), 4096).windows();
    assertThat(windows.get(0).modelLatencyPs(0)).isEqualTo(1_300_000);
    assertThat(windows.get(0).modelLatencyPs(1)).isEqualTo(5_235_016);
    assertThat(windows.get(0).latencyPs()).isEqualTo(5_235_016);
    assertThat(windows.get(1).startPs()).isEqualTo(5_235_016);
    assertThat(windows.get(1).modelLatencyPs(0)).isEqualTo(2_500_016);
    assertThat(windows.get(1).modelLatencyPs(1)).isZero();
    assertThat(windows.get(1).latencyPs()).isEqualTo(2_500_016);
  }

  /** Nothing is lowered again where no weights come early. */
  @Test
  void windowsInWhichNothingOverlapsStayAsTheyAre() {
    Plan plan = twoModels(4, 0);
    List<WindowPlan> windows = plan.withoutBarrier().windows();
    assertThat(windows).hasSize(2);
    for (int w = 0; w < 2; w++) {
      assertThat(windows.get(w)).isSameAs(plan.windows().get(w));
    }
  }

  @Test
  void lawsHoldOnRandomPlans() {
    int earlier = 0;
    for (long seed = 7000; seed < 7000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      Plan free = plan.withoutBarrier();
      Prediction prediction = Predictor.predict(free);
      assertThat(prediction.latencyPs())
          .as("seed %d: going on earlier is predicted never to end later", seed)
          .isLessThanOrEqualTo(Predictor.predict(plan).latencyPs());
      earlier += prediction.latencyPs() < Predictor.predict(plan).latencyPs() ? 1 : 0;
      ReplayResult result = replay(free, scenes.packetBytes());
      assertThat(result.latencyPs())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(prediction.latencyPs());
      Map<Integer, Long> chipletFree = new TreeMap<>();
      long delta = 0;
      for (WindowReplay window : result.windows()) {
        WindowPrediction predicted = prediction.windows().get(window.index());
        for (StageRun run : window.stages()) {
          Stage stage = run.program().stage();
          for (int i = 0; i < stage.miniBatches(); i++) {
            assertThat(run.startPs(i))
                .as("seed %d window %d stage %d", seed, window.index(), stage.ordinal())
                .isGreaterThanOrEqualTo(predicted.stageStartPs(stage, i))
                .isGreaterThanOrEqualTo(chipletFree.getOrDefault(stage.chiplet(), 0L));
          }
          chipletFree.put(stage.chiplet(), run.finishPs(stage.miniBatches() - 1));
          delta += run.transfers().stream().mapToLong(Transfer::delayPs).sum();
        }
      }
      if (delta == 0) {
        assertThat(result.latencyPs()).as("seed %d", seed).isEqualTo(prediction.latencyPs());
      }
    }
    assertThat(earlier).as("cases in which the barrier costs time").isGreaterThan(Sampled.of(20));
  }
}
