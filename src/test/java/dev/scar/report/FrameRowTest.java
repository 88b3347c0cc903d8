package dev.scar.report;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Scenes;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Arrivals;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Frames in time and late ones, by hand. A mini-batch of n samples takes 10n + 200 ns to load, n
 * us, and 5n + 200 ns to store: 1.415 us for one, 2.43 us for two.
 */
class FrameRowTest {
  private static List<FrameRow> frames(int miniBatch, Arrivals arrivals) {
    ScenarioModel model =
        new ScenarioModel(
            "m", new Model("m", "m", List.of(layer("a", 1_000_000, 0, 320, 640))), 3, 8, arrivals);
    return Runs.of(
            Scenes.plan(
                Packages.line(1),
                scenario(model),
                new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", miniBatch)),
                List.of(new Window(List.of(new Segment(0, 0, 1, 0))))),
            4096)
        .frames();
  }

  private static Arrivals every(long ps) {
    return new Arrivals.Periodic(0, ps);
  }

  @Test
  void whatIsReadyWhenTheNextOneArrivesIsInTime() {
    assertThat(frames(1, every(1_415_000)))
        .containsExactly(new FrameRow("m", 3, 1_415_000, 3, 1_415_000, 0));
  }

  /** Frame i is ready at 1.415 (i + 1) us and due at 1.414 (i + 1) us. */
  @Test
  void aRateThatIsNotMetIsMissedByMoreAndMore() {
    assertThat(frames(1, every(1_414_000)))
        .containsExactly(new FrameRow("m", 3, 1_414_000, 0, 1_417_000, 3_000));
  }

  /**
   * Frames 0 and 1 begin at 2 us, when the second is there, and are ready at 4.43 us, 2.43 us after
   * frame 0 was due and 430 ns after frame 1 was. Frame 2, of 4 us, waits for them: 5.845 us.
   */
  @Test
  void aMiniBatchIsReadyAsAWhole() {
    assertThat(frames(2, every(2_000_000)))
        .containsExactly(new FrameRow("m", 3, 2_000_000, 1, 4_430_000, 2_430_000));
  }

  @Test
  void samplesThatAreThereAtOnceAreNoFrames() {
    assertThat(frames(1, Arrivals.AT_ONCE)).isEmpty();
  }
}
