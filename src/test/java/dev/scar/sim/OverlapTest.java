package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Arrivals;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Timelines of overlapped execution worked out by hand ({@code replay-rules.md#rule-22});
 * prediction and replay both have to give them. Numbers are ns: L is when each mini-batch is
 * loaded, C when it is computed, X when it is sent, S when it is stored.
 *
 * <p>Every chiplet has a DRAM of 64 GB/s beside it, so that a load or store takes 1 ns per 64 bytes
 * and 200; a send takes 1 ns per 100 bytes and 35 per hop. A mini-batch is a sample unless said
 * otherwise.
 */
class OverlapTest {
  private static ChipletPackage line(int nodes) {
    return Packages.lineOfDrams(nodes, Packages.TYPE);
  }

  private static Plan plan(
      ChipletPackage chips, Scenario scenario, WeightPolicy weights, int miniBatch, Window... all) {
    Map<String, Integer> samples = miniBatch == 0 ? Map.of() : Map.of("m", miniBatch);
    return Scenes.plan(
        chips,
        scenario,
        new ExecutionPolicy(weights, samples, Execution.OVERLAPPED, L2Overflow.REPORTED),
        List.of(all));
  }

  /** A model on chiplet 0 alone. */
  private static Plan alone(ScenarioModel model, WeightPolicy weights, int miniBatch) {
    return plan(
        line(1), scenario(model), weights, miniBatch, new Window(List.of(new Segment(0, 0, 1, 0))));
  }

  /** Layer i of a model on chiplet i. */
  private static Plan pipeline(ScenarioModel model) {
    int layers = model.model().layers().size();
    Segment[] segments = new Segment[layers];
    for (int l = 0; l < layers; l++) {
      segments[l] = new Segment(0, l, l + 1, l);
    }
    return plan(line(layers), scenario(model), WeightPolicy.AUTO, 1, new Window(List.of(segments)));
  }

  private static void check(Plan plan, String... expected) {
    assertThat(plan.windows()).allMatch(w -> w.stages().stream().allMatch(Stage::isOverlapped));
    assertThat(Timeline.predicted(plan)).as("predicted").containsExactly(expected);
    assertThat(Timeline.simulated(plan)).as("simulated").containsExactly(expected);
  }

  /** In order 3 · (210 + 1000 + 205) = 4245. Load 2 waits for the store of sample 0. */
  @Test
  void computeHidesLoadsAndStores() {
    check(
        alone(model("m", 3, layer("a", 1_000_000, 0, 320, 640)), WeightPolicy.AUTO, 1),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "S 1210-1415 2210-2415 3210-3415");
  }

  /** Memory never rests: load 0, load 1, store 0, load 2, store 1, store 2. */
  @Test
  void memoryIsOneQueue() {
    check(
        alone(model("m", 3, layer("a", 100_000, 0, 320, 640)), WeightPolicy.AUTO, 1),
        "C 210-310 420-520 835-935",
        "L 0-210 210-420 625-835",
        "S 420-625 835-1040 1040-1245");
  }

  /** The first load brings 64 000 bytes of weights: 1010 + 200. */
  @Test
  void residentWeightsComeOnce() {
    check(
        alone(model("m", 3, layer("a", 1_000_000, 64_000, 320, 640)), WeightPolicy.RESIDENT, 1),
        "C 1210-2210 2210-3210 3210-4210",
        "L 0-1210 1210-1420 2415-2625",
        "S 2210-2415 3210-3415 4210-4415");
  }

  /** Each load takes 1210: the chiplet waits for memory; in order 3 · 2415 = 7245. */
  @Test
  void streamedWeightsComeWhileTheSampleBeforeIsComputed() {
    check(
        alone(model("m", 3, layer("a", 1_000_000, 64_000, 320, 640)), WeightPolicy.STREAMED, 1),
        "C 1210-2210 2420-3420 3835-4835",
        "L 0-1210 1210-2420 2625-3835",
        "S 2420-2625 3835-4040 4835-5040");
  }

  /** The consumer's weights, 1000 + 200, are there before its input; in order it ends at 3255. */
  @Test
  void aLoadDoesNotWaitForInputs() {
    check(
        pipeline(
            model(
                "m",
                1,
                layer("a", 1_000_000, 0, 10_000, 640),
                layer("b", 500_000, 64_000, 640, 0, 0))),
        "C 210-1210",
        "L 0-210",
        "X 1210-1345",
        "C 1345-1845",
        "L 0-1200",
        "S 1845-2055");
  }

  /** Load 2 waits for the first computation alone, since nothing is stored. */
  @Test
  void aPipelineSendsWhileItComputes() {
    check(
        pipeline(
            model(
                "m", 3, layer("a", 1_000_000, 0, 10_000, 640), layer("b", 500_000, 0, 640, 0, 0))),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1210-1420",
        "X 1210-1345 2210-2345 3210-3345",
        "C 1345-1845 2345-2845 3345-3845",
        "S 1845-2055 2845-3055 3845-4055");
  }

  /** Sends of 1035 follow each other; computation 2 waits until the first one has left L2. */
  @Test
  void outputsAreOneQueueOfTwoBuffers() {
    check(
        pipeline(
            model("m", 3, layer("a", 100_000, 0, 100_000, 640), layer("b", 100_000, 0, 640, 0, 0))),
        "C 210-310 420-520 1345-1445",
        "L 0-210 210-420 420-630",
        "X 310-1345 1345-2380 2380-3415",
        "C 1345-1445 2380-2480 3415-3515",
        "S 1445-1655 2480-2690 3515-3725");
  }

  /**
   * Two consumers and, for the second window, a store of 200 + 200: outputs follow each other. The
   * second window starts afresh.
   */
  @Test
  void aStoreFollowsTheSends() {
    Plan plan =
        plan(
            line(3),
            scenario(
                model(
                    "m",
                    2,
                    layer("a", 1_000_000, 0, 12_800, 640),
                    layer("b", 100_000, 0, 640, 0, 0),
                    layer("c", 100_000, 0, 640, 0, 0),
                    layer("d", 1_000_000, 0, 640, 0, 0))),
            WeightPolicy.AUTO,
            1,
            new Window(
                List.of(new Segment(0, 0, 1, 1), new Segment(0, 1, 2, 0), new Segment(0, 2, 3, 2))),
            new Window(List.of(new Segment(0, 3, 4, 1))));
    check(
        plan,
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "X 1210-1373 2210-2373",
        "X 1373-1536 2373-2536",
        "S 1536-1936 2536-2936",
        "C 1373-1473 2373-2473",
        "S 1473-1683 2473-2683",
        "C 1536-1636 2536-2636",
        "S 1636-1846 2636-2846",
        "C 400-1400 1400-2400",
        "L 0-400 400-800",
        "S 1400-1610 2400-2610");
  }

  /** Five samples in mini-batches of two. */
  @Test
  void theLastMiniBatchMayBeSmaller() {
    check(
        alone(model("m", 5, layer("a", 1_000_000, 0, 320, 640)), WeightPolicy.AUTO, 2),
        "C 220-2220 2220-4220 4220-5220",
        "L 0-220 220-440 2430-2640",
        "S 2220-2430 4220-4430 5220-5425");
  }

  /** A single sample has nothing to overlap with. */
  @Test
  void ofEqualFormsTheSequentialOneIsTaken() {
    Plan plan = alone(model("m", 1, layer("a", 1_000_000, 0, 320, 640)), WeightPolicy.AUTO, 1);
    assertThat(plan.windows().get(0).stages().get(0).isOverlapped()).isFalse();
    assertThat(Timeline.predicted(plan)).containsExactly("C 210-1210", "L 0-210", "S 1210-1415");
    assertThat(Timeline.simulated(plan)).isEqualTo(Timeline.predicted(plan));
  }

  /**
   * 2000 bytes of L2 hold two samples of 960, or one where two mini-batches are held; weights of
   * 100 µs then come twice. In order it takes 120 430, overlapped it would take 210 625.
   */
  @Test
  void theFormThatNeedsLessTimeIsTaken() {
    ChipletPackage small =
        Packages.nodes(1)
            .type(Packages.type("small", 2000, 1_000_000_000_000L, 1e-12))
            .dram(0, 64)
            .build();
    Plan plan =
        plan(
            small,
            scenario(model("m", 2, layer("a", 10_000_000, 6_400_000, 320, 640))),
            WeightPolicy.AUTO,
            0,
            new Window(List.of(new Segment(0, 0, 1, 0))));
    assertThat(plan.windows().get(0).stages().get(0).isOverlapped()).isFalse();
    assertThat(Timeline.predicted(plan))
        .containsExactly("C 100220-120220", "L 0-100220", "S 120220-120430");
    assertThat(Timeline.simulated(plan)).isEqualTo(Timeline.predicted(plan));
  }

  /** Samples come at 500, 2500 and 4500: a load waits for its sample, and the store before it. */
  @Test
  void loadsWaitForSamplesToArrive() {
    ScenarioModel late =
        new ScenarioModel(
            "m",
            model("m", 3, layer("a", 1_000_000, 0, 320, 640)).model(),
            3,
            8,
            new Arrivals.Listed(List.of(500_000L, 2_500_000L, 4_500_000L)));
    check(
        alone(late, WeightPolicy.AUTO, 1),
        "C 710-1710 2710-3710 4710-5710",
        "L 500-710 2500-2710 4500-4710",
        "S 2710-2915 4710-4915 5710-5915");
  }

  /** The second window's loads wait for what the first one stores, sample by sample. */
  @Test
  void withoutBarrierLoadsWaitForStores() {
    Plan plan =
        plan(
                line(2),
                scenario(
                    model(
                        "m",
                        3,
                        layer("a", 1_000_000, 0, 640, 640),
                        layer("b", 1_000_000, 0, 320, 0, 0))),
                WeightPolicy.AUTO,
                1,
                new Window(List.of(new Segment(0, 0, 1, 0))),
                new Window(List.of(new Segment(0, 1, 2, 1))))
            .withoutBarrier();
    check(
        plan,
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1420-1630",
        "S 1210-1420 2210-2420 3210-3420",
        "C 1630-2630 2630-3630 3630-4630",
        "L 1420-1630 2420-2630 3420-3630",
        "S 2630-2835 3630-3835 4630-4835");
  }
}
