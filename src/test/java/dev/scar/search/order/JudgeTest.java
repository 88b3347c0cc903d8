package dev.scar.search.order;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the search with order thinks of schedules, worked out by hand. */
class JudgeTest {
  private static final ChipletPackage CHIPS =
      Packages.lineOfDrams(1, Packages.type("t", 10 << 20, 1_000_000_000_000L, 1e-12));
  private static final Scenario SCENARIO =
      scenario(
          model("m", 3, layer("a", 1_000_000, 0, 320, 640)),
          model("n", 1, layer("b", 500_000, 64_000, 320, 640)));

  private static Judge.Judged judged(boolean barrier) {
    ExecutionPolicy overlapped =
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of()).withExecution(Execution.OVERLAPPED);
    Judge judge =
        new Judge(
            new ScheduleSearch.Task(
                SCENARIO,
                CHIPS,
                SearchOptions.DEFAULT.execution(overlapped),
                Scenes.MACS_ARE_PICOSECONDS,
                1,
                () -> false,
                (done, windows) -> {}),
            List.of(),
            barrier);
    Window a = new Window(List.of(new Segment(0, 0, 1, 0)), Map.of("m", 1));
    Window b = new Window(List.of(new Segment(1, 0, 1, 0)));
    return judge.judge(List.of(a, b));
  }

  /**
   * With a barrier a's window takes 210 + 3 · 1000 + 205 ns, and b's 1210 to load, 500 and 205.
   * Without, b's weights come beside a, and b takes 210 instead of 1210 to load.
   */
  @Test
  void withoutBarrierWeightsComeEarlyForTheNextWindow() {
    assertThat(judged(true).latencyPs()).isEqualTo(3_415_000 + 1_915_000);
    assertThat(judged(false).latencyPs()).isEqualTo(3_415_000 + 915_000);
  }
}
