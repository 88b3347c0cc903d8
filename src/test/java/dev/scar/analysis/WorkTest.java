package dev.scar.analysis;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What work a plan holds and how long its resources need for it, worked out by hand. */
class WorkTest {
  /** Layer a: 6400 bytes of weights, 640 in, 10 000 out; layer b: 640 bytes out. */
  private static Scenario chain(int batch) {
    return scenario(
        model(
            "m",
            batch,
            layer("a", 1_000_000, 6400, 10_000, 640),
            layer("b", 2_000_000, 0, 640, 0, 0)));
  }

  private static Plan twoChiplets() {
    return Scenes.plan(
        Packages.line(2),
        chain(3),
        new ExecutionPolicy(WeightPolicy.RESIDENT, Map.of("m", 1)),
        List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 1)))));
  }

  /**
   * Stage 0 loads 7040 bytes, then 640 twice, 200 ns each time: 110 + 10 + 10 + 600 ns; it sends
   * for 3 × (100 + 35) ns. Stage 1 stores for 3 × (10 + 35 + 200) ns.
   */
  @Test
  void theWorkOfAStageIsThatOfAllItsMiniBatches() {
    WindowPlan window = twoChiplets().windows().get(0);
    StageWork first = StageWork.of(window.stages().get(0));
    assertThat(first).isEqualTo(new StageWork(3_000_000, 730_000, 405_000));
    assertThat(first.totalPs()).isEqualTo(4_135_000);
    assertThat(StageWork.of(window.stages().get(1)))
        .isEqualTo(new StageWork(6_000_000, 735_000, 0));
  }

  /** The first mini-batch is loaded in 310 ns and computed in 1 µs; the second follows the send. */
  @Test
  void aTransferIsReleasedWhenTheStepBeforeItEnds() {
    Plan plan = twoChiplets();
    WindowPrediction window = Predictor.predict(plan).windows().get(0);
    Flow send = plan.windows().get(0).stages().get(0).sends().get(0);
    assertThat(window.releasePs(send, 0)).isEqualTo(1_310_000);
    assertThat(window.arrivalPs(send, 0)).isEqualTo(1_445_000);
    assertThat(window.releasePs(send, 1)).isEqualTo(1_445_000 + 1_210_000);
  }

  @Test
  void whatBindsIsTheLargestPart() {
    assertThat(new StageWork(2, 1, 1).bound()).isEqualTo(StageWork.Bound.COMPUTE);
    assertThat(new StageWork(2, 2, 2).bound()).isEqualTo(StageWork.Bound.COMPUTE);
    assertThat(new StageWork(1, 2, 2).bound()).isEqualTo(StageWork.Bound.DRAM);
    assertThat(new StageWork(1, 2, 1).bound()).isEqualTo(StageWork.Bound.DRAM);
    assertThat(new StageWork(3, 2, 4).bound()).isEqualTo(StageWork.Bound.NOP);
    assertThat(new StageWork(3, 4, 4).bound()).isEqualTo(StageWork.Bound.DRAM);
    assertThat(new StageWork(2, 3, 1).bound()).isEqualTo(StageWork.Bound.DRAM);
    assertThat(new StageWork(3, 2, 3).bound()).isEqualTo(StageWork.Bound.COMPUTE);
  }

  /** 8320 bytes are loaded, 3 × 10 000 sent from 0 to 1, 3 × 640 stored from 1. */
  @Test
  void resourcesCarryWhatPassesThem() {
    Plan plan = twoChiplets();
    long[] bytes = ContentionBound.bytes(plan.resources(), plan.windows().get(0));
    long[] busy = ContentionBound.busyPs(plan, plan.windows().get(0));
    Map<String, List<Long>> used = new TreeMap<>();
    for (Resource resource : plan.resources().all()) {
      used.put(resource.name(), List.of(bytes[resource.ordinal()], busy[resource.ordinal()]));
    }
    assertThat(used.values())
        .containsExactlyInAnyOrder(
            List.of(10_240L, 160_000L),
            List.of(8_320L, 83_200L),
            List.of(30_000L, 300_000L),
            List.of(30_000L, 300_000L),
            List.of(30_000L, 300_000L),
            List.of(1_920L, 19_200L),
            List.of(1_920L, 19_200L));
    Prediction prediction = Predictor.predict(plan);
    ContentionBound bound = ContentionBound.of(plan, prediction.windows().get(0));
    assertThat(bound.latencyPs()).isEqualTo(prediction.latencyPs());
    assertThat(bound.addedPs()).isZero();
    assertThat(bound.busyPs()).isEqualTo(300_000);
    assertThat(busy[bound.busiest().ordinal()]).isEqualTo(300_000);
  }

  /**
   * Two chiplets load 640 000 bytes each from one DRAM and store a byte each. Alone, the far one
   * takes 10 µs + 235 ns, and 16 ps + 235 ns; the DRAM is busy with 1 280 002 bytes for 20 000
   * 031.25 ps.
   */
  @Test
  void aSharedDramIsTheBound() {
    Scenario two =
        scenario(
            model("a", 1, layer("x", 0, 0, 1, 640_000)),
            model("b", 1, layer("y", 0, 0, 1, 640_000)));
    Plan plan =
        Scenes.plan(Packages.line(2), two, new Segment(0, 0, 1, 0), new Segment(1, 0, 1, 1));
    Prediction prediction = Predictor.predict(plan);
    assertThat(prediction.latencyPs()).isEqualTo(10_470_016);
    ContentionBound bound = ContentionBound.of(plan, prediction.windows().get(0));
    assertThat(bound.latencyPs()).isEqualTo(20_000_032);
    assertThat(bound.addedPs()).isEqualTo(20_000_032 - 10_470_016);
    assertThat(bound.busiest().kind()).isEqualTo(Resource.Kind.DRAM);
    assertThat(bound.busyPs()).isEqualTo(20_000_032);
    assertThat(ContentionBound.latencyPs(prediction)).isEqualTo(20_000_032);
    Plan free = plan.withoutBarrier();
    assertThat(ContentionBound.of(free, Predictor.predict(free).windows().get(0)).latencyPs())
        .isEqualTo(10_470_016);
  }

  @Test
  void energyAndItsProductWithLatency() {
    Energy sum = new Energy(1, 2, 3, 4).plus(new Energy(10, 20, 30, 40));
    assertThat(sum).isEqualTo(new Energy(11, 22, 33, 44));
    assertThat(sum.totalJ()).isEqualTo(110);
    Prediction prediction = Predictor.predict(twoChiplets());
    assertThat(prediction.edpJouleSeconds())
        .isEqualTo(prediction.energy().totalJ() * prediction.latencyPs() * 1e-12);
    assertThat(prediction.windows().get(0).modelLatencyPs(0)).isEqualTo(prediction.latencyPs());
    assertThat(prediction.windows().get(0).modelLatencyPs(7)).isZero();
  }
}
