package dev.scar.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.workload.Arrivals;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What overlap may cost and what not, on random pipelines. */
class OverlapLawTest {
  private static final int CASES = Sampled.of(400);

  private static Stage overlapped(Stage stage) {
    return new Stage(
        stage.ordinal(),
        stage.segment(),
        stage.batch(),
        stage.miniBatch(),
        stage.layerPs(),
        stage.computePs(),
        stage.computeEnergyJ(),
        stage.mappedPes(),
        stage.inputs(),
        Step.overlapped(
            Arrivals.AT_ONCE,
            stage.load(),
            stage.computePs(),
            stage.sends(),
            Optional.empty(),
            stage.store()),
        stage.weightBytes(),
        stage.activationBytes(),
        stage.enteringBytes(),
        stage.leavingBytes(),
        stage.weightsResident(),
        stage.overflowBytes(),
        stage.kept(),
        true,
        stage.l2Bytes());
  }

  private static long latencyPs(List<Stage> pipeline) {
    return Recurrence.of(pipeline)
        .latestPs(
            Recurrence.Durations.of(pipeline), Recurrence.Ready.AT_ONCE, Recurrence.Listener.NONE);
  }

  /** With equal mini-batches and the same weights in L2 no model of a window takes longer. */
  @Test
  void overlapNeverTakesLongerWithEqualMiniBatches() {
    int pipelines = 0;
    int faster = 0;
    for (long seed = 0; seed < CASES; seed++) {
      for (WindowPlan window : new RandomScenes(seed).plan().windows()) {
        for (List<Stage> pipeline : window.pipelines()) {
          long inOrder = latencyPs(pipeline);
          long overlapped = latencyPs(pipeline.stream().map(OverlapLawTest::overlapped).toList());
          assertThat(overlapped).as("seed %d", seed).isLessThanOrEqualTo(inOrder);
          pipelines++;
          faster += overlapped < inOrder ? 1 : 0;
        }
      }
    }
    assertThat(faster).as("faster of %d pipelines", pipelines).isGreaterThan(pipelines / 3);
  }
}
