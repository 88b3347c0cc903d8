package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.WindowPlan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Arrivals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Steps in another order than the sequential program's: prediction and replay go by what each comes
 * after. Three samples, one at a time: 10 + 200 ns of load, 1 µs, 5 + 200 ns of store.
 */
class StepOrderTest {
  private static final int LOAD = 1;
  private static final int COMPUTE = 2;

  private static Plan plan(List<Step.After> loadsAfter) {
    Plan inOrder =
        Scenes.plan(
            Packages.line(1),
            scenario(model("m", 3, layer("a", 1_000_000, 0, 320, 640))),
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)),
            List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
    WindowPlan window = inOrder.windows().get(0);
    Stage stage = window.stages().get(0);
    Flow load = stage.load().orElseThrow();
    Flow store = stage.store().orElseThrow();
    List<Step> steps =
        List.of(
            new Step.Wait(List.of(), Arrivals.AT_ONCE),
            new Step.Move(loadsAfter, load),
            new Step.Compute(List.of(new Step.After(LOAD, 0)), stage.computePs()),
            new Step.Move(List.of(new Step.After(COMPUTE, 0)), store));
    Stage overlapped =
        new Stage(
            stage.ordinal(),
            stage.segment(),
            stage.batch(),
            stage.miniBatch(),
            stage.layerPs(),
            stage.computePs(),
            stage.computeEnergyJ(),
            stage.mappedPes(),
            stage.inputs(),
            steps,
            stage.weightBytes(),
            stage.activationBytes(),
            stage.enteringBytes(),
            stage.leavingBytes(),
            stage.weightsResident(),
            stage.overflowBytes(),
            stage.kept(),
            true,
            stage.l2Bytes());
    return new Plan(
        inOrder.schedule(),
        inOrder.costs(),
        inOrder.resources(),
        List.of(new WindowPlan(0, List.of(overlapped), window.flows())),
        true);
  }

  /** All loads one after another; the second and third hide behind the first sample's compute. */
  @Test
  void loadsRunAhead() {
    Plan plan = plan(List.of(new Step.After(0, 0)));
    Stage stage = plan.windows().get(0).stages().get(0);
    WindowPrediction window = Predictor.predict(plan).windows().get(0);
    assertThat(window.arrivalPs(stage.load().orElseThrow(), 2)).isEqualTo(630_000);
    assertThat(window.stageFinishPs(stage, 0)).isEqualTo(1_415_000);
    assertThat(window.stageFinishPs(stage, 1)).isEqualTo(2_415_000);
    assertThat(window.latencyPs()).isEqualTo(3_415_000);
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
    StageRun run = result.windows().get(0).stages().get(0);
    assertThat(run.finishPs(0)).isEqualTo(1_415_000);
    assertThat(run.finishPs(1)).isEqualTo(2_415_000);
    assertThat(result.latencyPs()).isEqualTo(3_415_000);
    assertThat(run.samplesComputed()).isEqualTo(3);
  }

  /** Two buffers: the third load begins when the first sample is computed, at 1.21 µs. */
  @Test
  void aStepMayComeAfterAnEarlierMiniBatch() {
    Plan plan = plan(List.of(new Step.After(0, 0), new Step.After(COMPUTE, 2)));
    Stage stage = plan.windows().get(0).stages().get(0);
    WindowPrediction window = Predictor.predict(plan).windows().get(0);
    assertThat(window.releasePs(stage.load().orElseThrow(), 1)).isEqualTo(210_000);
    assertThat(window.releasePs(stage.load().orElseThrow(), 2)).isEqualTo(1_210_000);
    assertThat(window.latencyPs()).isEqualTo(3_415_000);
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
    StageRun run = result.windows().get(0).stages().get(0);
    assertThat(run.transfers().stream().mapToLong(Transfer::releasePs))
        .as("loads and stores as they end")
        .contains(210_000L, 1_210_000L);
    assertThat(result.latencyPs()).isGreaterThanOrEqualTo(3_415_000);
  }

  @Test
  void aStepComesAfterStepsThatHaveBegunBefore() {
    assertThatThrownBy(() -> plan(List.of(new Step.After(COMPUTE, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step 1");
  }
}
