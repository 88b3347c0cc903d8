package dev.scar.schedule;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scar.fixtures.Packages;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A schedule checks itself and says everything that is wrong. */
class ScheduleTest {
  private static final Scenario TWO =
      scenario(
          model("m", 8, layer("a", 1, 0, 1, 1), layer("b", 1, 0, 1, 0, 0)),
          model("n", 2, layer("c", 1, 0, 1, 1)));
  private static final ChipletPackage LINE =
      Packages.nodes(3)
          .link(0, 1, 100)
          .link(1, 0, 100)
          .link(1, 2, 100)
          .link(2, 1, 100)
          .dram(0, 64)
          .disabled(2)
          .build();

  private static List<String> problems(ExecutionPolicy policy, Window... windows) {
    ScheduleException refused =
        catchThrowableOfType(
            ScheduleException.class, () -> new Schedule(TWO, LINE, policy, List.of(windows)));
    return refused == null
        ? List.of()
        : refused.problems().stream().map(p -> p.path() + ": " + p.message()).toList();
  }

  private static List<String> problems(Window... windows) {
    return problems(ExecutionPolicy.DEFAULT, windows);
  }

  private static Window window(Segment... segments) {
    return new Window(List.of(segments));
  }

  @Test
  void everyLayerIsComputedOnceAndInOrder() {
    Segment n = new Segment(1, 0, 1, 1);
    assertThat(problems(window(new Segment(0, 0, 2, 0), n))).isEmpty();
    assertThat(problems(window(new Segment(0, 0, 1, 0), n)))
        .containsExactly("windows: layer b (1) of m and all after it are in no segment");
    assertThat(problems(window(new Segment(0, 1, 2, 0), n)))
        .containsExactly(
            "windows[0].segments[0]: starts at layer b (1) of m, but a (0) of m has not been computed");
    assertThat(problems(window(new Segment(0, 0, 2, 0), n), window(new Segment(0, 1, 2, 0))))
        .containsExactly(
            "windows[1].segments[0]: starts at layer b (1) of m, which an earlier segment has computed");
    assertThat(problems(window(new Segment(0, 0, 5, 0), n)))
        .contains("windows[0].segments[0]: ends after the last layer of m");
    assertThat(problems(window(new Segment(0, 0, 2, 0), n, new Segment(7, 0, 1, 0))))
        .contains("windows[0].segments[2]: names model 7, which does not exist");
  }

  @Test
  void aChipletExistsIsEnabledAndHasOneSegmentAtATime() {
    assertThat(problems(window(new Segment(0, 0, 2, 0), new Segment(1, 0, 1, 0))))
        .containsExactly("windows[0].segments[1]: chiplet 0 already has segment 0 in this window");
    assertThat(problems(window(new Segment(0, 0, 2, 9), new Segment(1, 0, 1, 0))))
        .containsExactly("windows[0].segments[0]: chiplet 9 does not exist on test");
    assertThat(problems(window(new Segment(0, 0, 2, 2), new Segment(1, 0, 1, 0))))
        .containsExactly("windows[0].segments[0]: chiplet 2 is disabled");
    assertThat(problems(window(), window(new Segment(0, 0, 2, 0), new Segment(1, 0, 1, 1))))
        .containsExactly("windows[0]: has no segments");
  }

  @Test
  void segmentsOfAChipletHaveAnOrder() {
    assertThat(problems(window(new Segment(0, 0, 2, 0), new Segment(1, 0, 1, 0, 1)))).isEmpty();
    assertThat(problems(window(new Segment(0, 0, 2, 0, 4), new Segment(1, 0, 1, 0, 4))))
        .containsExactly("windows[0].segments[1]: chiplet 0 already has segment 0 of order 4");
  }

  /** b reads a, d reads c; chiplet 0 does b before c, chiplet 1 does d before a. */
  @Test
  void segmentsThatWaitForEachOtherAreRefused() {
    Scenario scenario =
        scenario(
            model("m", 1, layer("a", 1, 0, 1, 1), layer("b", 1, 0, 1, 0, 0)),
            model("n", 1, layer("c", 1, 0, 1, 1), layer("d", 1, 0, 1, 0, 0)));
    Window waiting =
        window(
            new Segment(0, 0, 1, 1, 1),
            new Segment(0, 1, 2, 0, 0),
            new Segment(1, 0, 1, 0, 1),
            new Segment(1, 1, 2, 1, 0));
    ScheduleException refused =
        catchThrowableOfType(
            ScheduleException.class,
            () -> new Schedule(scenario, LINE, ExecutionPolicy.DEFAULT, List.of(waiting)));
    assertThat(refused.problems())
        .containsExactly(
            new ScheduleException.Problem(
                "windows[0]",
                "has segments that wait for each other: m:a on 1 waits for n:d on 1 waits for n:c on"
                    + " 0 waits for m:b on 0 waits for m:a on 1",
                "Change an order, or give one of them another chiplet or window."));
    Window sound =
        window(
            new Segment(0, 0, 1, 1, 0),
            new Segment(0, 1, 2, 0, 0),
            new Segment(1, 0, 1, 0, 1),
            new Segment(1, 1, 2, 1, 1));
    assertThat(new Schedule(scenario, LINE, ExecutionPolicy.DEFAULT, List.of(sound)).windows())
        .hasSize(1);
  }

  /** It used to become the batch without a word. */
  @Test
  void aMiniBatchIsAtMostTheBatchOfAModelOfTheScenario() {
    Window all = window(new Segment(0, 0, 2, 0), new Segment(1, 0, 1, 1));
    Map<String, Integer> whole = Map.of("m", 8, "n", 2);
    assertThat(problems(new ExecutionPolicy(WeightPolicy.AUTO, whole), all)).isEmpty();
    assertThat(problems(new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 99, "n", 3)), all))
        .containsExactly(
            "miniBatch.m: (99) is more than the batch of 8",
            "miniBatch.n: (3) is more than the batch of 2");
    assertThat(problems(new ExecutionPolicy(WeightPolicy.AUTO, Map.of("x", 1)), all))
        .containsExactly("miniBatch: (x) is not a model of scenario test");
    assertThat(problems(new Window(all.segments(), Map.of("n", 3))))
        .containsExactly("windows[0].miniBatch.n: (3) is more than the batch of 2");
  }
}
