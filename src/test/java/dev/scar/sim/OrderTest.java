package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Timelines of chiplets with several segments in a window, worked out by hand ({@code
 * replay-rules.md#rule-23}); prediction and replay both have to give them ({@link Timeline}).
 *
 * <p>Every chiplet has a DRAM of 64 GB/s beside it, so that a load or store takes 1 ns per 64 bytes
 * and 200; a send takes 1 ns per 100 bytes and 35. A mini-batch is a sample.
 */
class OrderTest {
  private static final long L2 = 10 << 20;

  private static ChipletPackage line(int nodes, long l2Bytes) {
    return Packages.lineOfDrams(nodes, Packages.type("t", l2Bytes, 1_000_000_000_000L, 1e-12));
  }

  private static Plan plan(ChipletPackage chips, Scenario scenario, Window... windows) {
    Map<String, Integer> samples = Map.of(scenario.models().get(0).id(), 1);
    return Scenes.plan(
        chips, scenario, new ExecutionPolicy(WeightPolicy.AUTO, samples), List.of(windows));
  }

  private static Window window(Segment... segments) {
    return new Window(List.of(segments));
  }

  private static void check(Plan plan, String... expected) {
    assertThat(Timeline.predicted(plan)).as("predicted").containsExactly(expected);
    assertThat(Timeline.simulated(plan)).as("simulated").containsExactly(expected);
  }

  private static final Scenario TWO =
      scenario(
          model("m", 2, layer("a", 1_000_000, 0, 320, 640)),
          model("n", 1, layer("b", 500_000, 0, 320, 640)));

  /** The first model's whole batch, then the second model. */
  @Test
  void aSegmentDoesItsWholeBatchThenTheNextOne() {
    check(
        plan(line(1, L2), TWO, window(new Segment(0, 0, 1, 0, 0), new Segment(1, 0, 1, 0, 1))),
        "C 210-1210 1625-2625",
        "L 0-210 1415-1625",
        "S 1210-1415 2625-2830",
        "C 3040-3540",
        "L 2830-3040",
        "S 3540-3745");
  }

  /** The same the other way round; only which comes first matters, not the numbers. */
  @Test
  void theLowerOrderComesFirst() {
    check(
        plan(line(1, L2), TWO, window(new Segment(0, 0, 1, 0, 7), new Segment(1, 0, 1, 0, 3))),
        "C 1125-2125 2540-3540",
        "L 915-1125 2330-2540",
        "S 2125-2330 3540-3745",
        "C 210-710",
        "L 0-210",
        "S 710-915");
  }

  private static ScenarioModel chain() {
    return model("m", 2, layer("a", 1_000_000, 0, 320, 640), layer("b", 500_000, 0, 640, 0, 0));
  }

  /** Both samples of a, 640 bytes, stay in L2: nothing is stored nor loaded between. */
  @Test
  void aTensorStaysForALaterSegmentOfItsChiplet() {
    Plan plan =
        plan(
            line(1, L2),
            scenario(chain()),
            window(new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 0, 1)));
    check(
        plan,
        "C 210-1210 1420-2420",
        "L 0-210 1210-1420",
        "C 2420-2920 3130-3630",
        "S 2920-3130 3630-3840");
    assertThat(plan.windows().get(0).stages().get(0).kept().bytes()).isEqualTo(640);
  }

  /** A sample takes 960 bytes, with 640 that stay 1600: an L2 of 1500 has no room for them. */
  @Test
  void whereItDoesNotFitItIsStoredAndLoaded() {
    Plan plan =
        plan(
            line(1, 1500),
            scenario(chain()),
            window(new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 0, 1)));
    check(
        plan,
        "C 210-1210 1625-2625",
        "L 0-210 1415-1625",
        "S 1210-1415 2625-2830",
        "C 3035-3535 3950-4450",
        "L 2830-3035 3745-3950",
        "S 3535-3745 4450-4660");
    Plan roomy =
        plan(
            line(1, 1600),
            scenario(chain()),
            window(new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 0, 1)));
    assertThat(roomy.windows().get(0).stages().get(0).store()).isEmpty();
  }

  /** c comes back to the chiplet of a, which is free at 2690; its second input is there at 3325. */
  @Test
  void aModelMayReturnToAChiplet() {
    check(
        plan(
            line(2, L2),
            scenario(
                model(
                    "m",
                    2,
                    layer("a", 1_000_000, 0, 10_000, 640),
                    layer("b", 500_000, 0, 10_000, 0, 0),
                    layer("c", 300_000, 0, 640, 0, 1))),
            window(
                new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 1), new Segment(0, 2, 3, 0, 1))),
        "C 210-1210 1555-2555",
        "L 0-210 1345-1555",
        "X 1210-1345 2555-2690",
        "C 1345-1845 2690-3190",
        "X 1845-1980 3190-3325",
        "C 2690-2990 3325-3625",
        "S 2990-3200 3625-3835");
  }

  private static Plan overlapped(long l2Bytes) {
    Map<String, Integer> samples = Map.of("m", 1);
    return Scenes.plan(
        line(1, l2Bytes),
        scenario(
            model("m", 3, layer("a", 1_000_000, 0, 320, 640)),
            model("n", 1, layer("b", 500_000, 64_000, 320, 640))),
        new ExecutionPolicy(WeightPolicy.AUTO, samples).withExecution(Execution.OVERLAPPED),
        List.of(window(new Segment(0, 0, 1, 0, 0), new Segment(1, 0, 1, 0, 1))));
  }

  /**
   * The weights of n, 1000 + 200, come right after the last load of m; the second store of m waits
   * for them, since memory does one thing at a time.
   */
  @Test
  void weightsOfTheNextSegmentComeWhileTheOneBeforeOverlaps() {
    check(
        overlapped(L2),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "P 1625-2825",
        "S 1210-1415 2825-3030 3210-3415",
        "C 3625-4125",
        "L 3415-3625",
        "S 4125-4330");
  }

  /**
   * The same without barrier over the end of a window, or of two, if chiplet 1 alone works in the
   * one between; with barrier they come with n's first load, which takes 1210.
   */
  @Test
  void weightsOfALaterWindowComeSoWithoutBarrier() {
    Scenario scenario =
        scenario(
            model("m", 3, layer("a", 1_000_000, 0, 320, 640)),
            model("n", 1, layer("b", 500_000, 64_000, 320, 640)),
            model("o", 1, layer("c", 300_000, 0, 320, 640)));
    ExecutionPolicy overlapped =
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)).withExecution(Execution.OVERLAPPED);
    Window a = window(new Segment(0, 0, 1, 0));
    Window b = window(new Segment(1, 0, 1, 0));
    Window c = window(new Segment(2, 0, 1, 1));
    Plan next = Scenes.plan(line(2, L2), scenario, overlapped, List.of(a, b, c));
    check(
        next.withoutBarrier(),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "P 1625-2825",
        "S 1210-1415 2825-3030 3210-3415",
        "C 3625-4125",
        "L 3415-3625",
        "S 4125-4330",
        "C 210-510",
        "L 0-210",
        "S 510-715");
    check(
        Scenes.plan(line(2, L2), scenario, overlapped, List.of(a, c, b)).withoutBarrier(),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "P 1625-2825",
        "S 1210-1415 2825-3030 3210-3415",
        "C 210-510",
        "L 0-210",
        "S 510-715",
        "C 3625-4125",
        "L 3415-3625",
        "S 4125-4330");
    assertThat(Timeline.simulated(next)).contains("C 1210-1710", "L 0-1210", "S 1710-1915");
  }

  /** Two samples of m are 1920 bytes: beside them an L2 of 65 919 has no room for the weights. */
  @Test
  void weightsComeInTimeWhereL2HasNoRoomForThemEarlier() {
    check(
        overlapped(65_919),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "S 1210-1415 2210-2415 3210-3415",
        "C 4625-5125",
        "L 3415-4625",
        "S 5125-5330");
    assertThat(overlapped(65_920).windows().get(0).flows()).hasSize(5);
  }

  /** d on chiplet 1 sends to e on chiplet 0, which loads nothing; n comes there after it. */
  private static Plan withoutLoads(int samples, long firstPs) {
    return Scenes.plan(
        line(2, L2),
        scenario(
            model(
                "m",
                samples,
                layer("d", firstPs, 0, 10_000, 640),
                layer("e", 700_000, 0, 320, 0, 0)),
            model("n", 1, layer("b", 500_000, 64_000, 320, 640))),
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)).withExecution(Execution.OVERLAPPED),
        List.of(
            window(
                new Segment(0, 0, 1, 1, 0),
                new Segment(0, 1, 2, 0, 0),
                new Segment(1, 0, 1, 0, 1))));
  }

  /**
   * e loads nothing, so the weights of the next segment come when its last sample is begun, at
   * 1645, when the one before is computed; its stores come after them.
   */
  @Test
  void whatLoadsNothingPrefetchesWhenItsLastSampleBegins() {
    check(
        withoutLoads(2, 600_000),
        "C 210-810 810-1410",
        "L 0-210 210-420",
        "X 810-945 1410-1545",
        "C 945-1645 1645-2345",
        "P 1645-2845",
        "S 2845-3050 3050-3255",
        "C 3465-3965",
        "L 3255-3465",
        "S 3965-4170");
  }

  /**
   * The same with three samples, and e waits for each: its first store does not wait for the second
   * sample, which comes at 2345; only the last two come after the weights.
   */
  @Test
  void whatLoadsNothingStoresAllButTheLastTwoBeforeItPrefetches() {
    check(
        withoutLoads(3, 1_000_000),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1210-1420",
        "X 1210-1345 2210-2345 3210-3345",
        "C 1345-2045 2345-3045 3345-4045",
        "P 3345-4545",
        "S 2045-2250 4545-4750 4750-4955",
        "C 5165-5665",
        "L 4955-5165",
        "S 5665-5870");
  }

  /** The window after goes on at 3745, when the last segment in order has ended, not at 2830. */
  @Test
  void withoutBarrierTheNextWindowFollowsTheLastOfAChiplet() {
    Plan plan =
        plan(
                line(1, L2),
                scenario(
                    model(
                        "m",
                        2,
                        layer("a", 1_000_000, 0, 320, 640),
                        layer("c", 100_000, 0, 640, 0, 0)),
                    model("n", 1, layer("b", 500_000, 0, 320, 640))),
                window(new Segment(0, 0, 1, 0, 0), new Segment(1, 0, 1, 0, 1)),
                window(new Segment(0, 1, 2, 0)))
            .withoutBarrier();
    check(
        plan,
        "C 210-1210 1625-2625",
        "L 0-210 1415-1625",
        "S 1210-1415 2625-2830",
        "C 3040-3540",
        "L 2830-3040",
        "S 3540-3745",
        "C 3950-4050 4465-4565",
        "L 3745-3950 4260-4465",
        "S 4050-4260 4565-4775");
  }
}
