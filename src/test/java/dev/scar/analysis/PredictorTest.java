package dev.scar.analysis;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The pipeline recurrence, worked out by hand. DRAM moves 64 bytes in a nanosecond and takes 200 ns
 * to answer, a link 100 bytes and 35 ns.
 */
class PredictorTest {
  private static ExecutionPolicy miniBatch(WeightPolicy weights, int samples) {
    return new ExecutionPolicy(weights, Map.of("m", samples));
  }

  private static List<Long> finishes(WindowPrediction window, int stage) {
    Stage of = window.plan().stages().get(stage);
    List<Long> finishes = new ArrayList<>();
    for (int i = 0; i < of.miniBatches(); i++) {
      finishes.add(window.stageFinishPs(of, i));
    }
    return finishes;
  }

  /**
   * Five samples in mini-batches of 2, 2 and 1 on the chiplet at the DRAM. Weights take 1 µs, a
   * sample's input 10 ns, its compute 1 µs, its output 5 ns.
   *
   * <p>Mini-batch 0: 1 µs + 20 ns + 200 ns, 2 µs, 10 ns + 200 ns. Mini-batch 1: the same without
   * weights, if they stay. Mini-batch 2: 10 ns + 200 ns, 1 µs, 5 ns + 200 ns.
   */
  @Test
  void weightsComeOnceOrEveryTime() {
    Scenario one = scenario(model("m", 5, layer("a", 1_000_000, 64_000, 320, 640)));
    List<Window> windows = List.of(new Window(List.of(new Segment(0, 0, 1, 0))));
    Plan resident =
        Scenes.plan(Packages.line(1), one, miniBatch(WeightPolicy.RESIDENT, 2), windows);
    assertThat(finishes(Predictor.predict(resident).windows().get(0), 0))
        .containsExactly(3_430_000L, 5_860_000L, 7_275_000L);
    Plan streamed =
        Scenes.plan(Packages.line(1), one, miniBatch(WeightPolicy.STREAMED, 2), windows);
    assertThat(finishes(Predictor.predict(streamed).windows().get(0), 0))
        .containsExactly(3_430_000L, 6_860_000L, 9_275_000L);
  }

  /**
   * Three samples, one at a time. Chiplet 0: 210 ns of load, 1 µs, and 100 + 35 ns to send 10 000
   * bytes. Chiplet 1: 2 µs, and 10 + 35 + 200 ns to store 640 bytes. The second is the slower one:
   * 1.345 + 2.245 µs for the first sample, and 2.245 µs for each further one.
   */
  @Test
  void theSlowestStageSetsThePace() {
    Scenario two =
        scenario(
            model(
                "m",
                3,
                layer("a", 1_000_000, 0, 10_000, 640),
                layer("b", 2_000_000, 0, 640, 0, 0)));
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            two,
            miniBatch(WeightPolicy.AUTO, 1),
            List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 1)))));
    WindowPrediction window = Predictor.predict(plan).windows().get(0);
    assertThat(finishes(window, 0)).containsExactly(1_345_000L, 2_690_000L, 4_035_000L);
    assertThat(finishes(window, 1)).containsExactly(3_590_000L, 5_835_000L, 8_080_000L);
    assertThat(window.latencyPs()).isEqualTo(8_080_000);
  }

  /**
   * A million samples: 1.345 + 2.245 µs for the first one and 2.245 µs for each further one.
   * Without the times of single mini-batches, a hundred such predictions take no memory to speak
   * of; with them they took 5.6 GB.
   */
  @Test
  void aMillionMiniBatchesAreNotKept() {
    Scenario two =
        scenario(
            model(
                "m",
                1_000_000,
                layer("a", 1_000_000, 0, 10_000, 640),
                layer("b", 2_000_000, 0, 640, 0, 0)));
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            two,
            miniBatch(WeightPolicy.AUTO, 1),
            List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 1)))));
    List<Prediction> kept = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      kept.add(Predictor.predict(plan));
    }
    assertThat(kept)
        .extracting(Prediction::latencyPs)
        .containsOnly(1_345_000 + 1_000_000L * 2_245_000);
  }

  /**
   * The same in two windows: a stores for 156 250 + 200 000 ps a sample, b loads for 156 250 + 35
   * 000 + 200 000 ps. With the barrier b starts after all of a, without it after a's first sample.
   */
  @Test
  void windowsAddUpBehindABarrier() {
    Scenario two =
        scenario(
            model(
                "m",
                3,
                layer("a", 1_000_000, 0, 10_000, 640),
                layer("b", 2_000_000, 0, 640, 0, 0)));
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            two,
            miniBatch(WeightPolicy.AUTO, 1),
            List.of(
                new Window(List.of(new Segment(0, 0, 1, 0))),
                new Window(List.of(new Segment(0, 1, 2, 1)))));
    long a = 210_000 + 1_000_000 + 356_250;
    long b = 391_250 + 2_000_000 + 245_000;
    assertThat(Predictor.predict(plan).latencyPs()).isEqualTo(3 * a + 3 * b);
    assertThat(Predictor.predict(plan.withoutBarrier()).latencyPs()).isEqualTo(a + 3 * b);
  }

  /**
   * One sample of the two-stage pipeline: 3 000 000 MACs at 0.23 pJ; 640 bytes in at no hop, 10 000
   * bytes over one hop, 640 bytes out over one hop at 2.04 pJ/bit; 1280 bytes of DRAM at 14.8
   * pJ/bit.
   */
  @Test
  void energyIsComputeNopAndDram() {
    Scenario two =
        scenario(
            model(
                "m",
                1,
                layer("a", 1_000_000, 0, 10_000, 640),
                layer("b", 2_000_000, 0, 640, 0, 0)));
    Plan plan = Scenes.plan(Packages.line(2), two, Scenes.oneLayerEach(0, 0, 1));
    Energy energy = Predictor.predict(plan).energy();
    assertThat(energy.computeJ()).isCloseTo(0.69e-6, Offset.offset(1e-15));
    assertThat(energy.nopJ()).isCloseTo(8 * 10_640 * 2.04e-12, Offset.offset(1e-18));
    assertThat(energy.dramJ()).isCloseTo(8 * 1280 * 14.8e-12, Offset.offset(1e-18));
  }
}
