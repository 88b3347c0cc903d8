package dev.scar.report;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reports say of weights that come while the segment before theirs on the chiplet runs. */
class EarlyWeightsTest {
  private static final Scenario SCENARIO =
      scenario(
          model("m", 3, layer("a", 1_000_000, 0, 320, 640)),
          model("n", 1, layer("b", 500_000, 64_000, 320, 640)),
          model("o", 1, layer("c", 300_000, 0, 320, 640)));
  private static final Segment M = new Segment(0, 0, 1, 0);
  private static final Segment N = new Segment(1, 0, 1, 0);
  private static final Segment O = new Segment(2, 0, 1, 1);

  private static Plan plan(Window... windows) {
    return Scenes.plan(
        Packages.lineOfDrams(2, Packages.type("t", 10 << 20, 1_000_000_000_000L, 1e-12)),
        SCENARIO,
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)).withExecution(Execution.OVERLAPPED),
        List.of(windows));
  }

  private static String label(Plan plan) {
    Flow early =
        plan.windows().get(0).flows().stream()
            .filter(flow -> flow.kind() == Flow.Kind.PREFETCH)
            .findFirst()
            .orElseThrow();
    return new PlanLabels(plan, 4096).flow(0, early.ordinal()).name();
  }

  private static Window window(Segment... segments) {
    return new Window(List.of(segments));
  }

  /** m loads them; they are n's. */
  @Test
  void labelsSayWhoseTheyAreAndForWhichWindow() {
    assertThat(label(plan(window(M, new Segment(1, 0, 1, 0, 1)), window(O))))
        .isEqualTo("prefetch n → 0");
    assertThat(label(plan(window(M, O), window(N)).withoutBarrier()))
        .isEqualTo("prefetch n of W1 → 0");
    assertThat(label(plan(window(M), window(O), window(N)).withoutBarrier()))
        .isEqualTo("prefetch n of W2 → 0");
  }

  /**
   * The timeline is that of {@code OrderTest}: a sample is 960 bytes, from its load to its store;
   * the weights are there from 2825 on, and n begins at 3415, two windows later.
   */
  @Test
  void l2HoldsThemFromTheirArrivalOn() {
    Plan plan = plan(window(M), window(O), window(N)).withoutBarrier();
    L2Occupancy.Chiplet chiplet = Runs.of(plan, 4096).l2().get(0);
    assertThat(chiplet.steps())
        .containsExactly(
            new L2Occupancy.Step(0, 960),
            new L2Occupancy.Step(210_000, 1920),
            new L2Occupancy.Step(1_415_000, 1920),
            new L2Occupancy.Step(2_825_000, 65_920),
            new L2Occupancy.Step(3_030_000, 64_960),
            new L2Occupancy.Step(3_415_000, 64_960),
            new L2Occupancy.Step(4_330_000, 0));
    assertThat(chiplet.peakBytes()).isEqualTo(65_920);
  }

  /** They are n's load, neither m's nor o's: the law of what is loaded counts them so. */
  @Test
  void lawsCountThemForTheStageWhoseTheyAre() {
    Plan plan = plan(window(M), window(O), window(N)).withoutBarrier();
    assertThat(Runs.of(plan, 4096).physics().laws()).allMatch(law -> law.broken() == 0);
  }
}
