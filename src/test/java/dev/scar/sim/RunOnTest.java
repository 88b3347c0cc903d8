package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Timelines of chiplets whose queues run on from one segment to the next, worked out by hand
 * ({@code replay-rules.md#rule-25}); prediction and replay both have to give them ({@link
 * Timeline}).
 *
 * <p>Every chiplet has a DRAM of 64 GB/s beside it, so that a load or store takes 1 ns per 64 bytes
 * and 200; a send takes 1 ns per 100 bytes and 35 per hop. A mini-batch is a sample.
 */
class RunOnTest {
  private static final long L2 = 10 << 20;

  /** Loads take 210, computations 1000, sends 135; the other chiplet stores for 210. */
  private static final ScenarioModel SENDING =
      model("m", 2, layer("a", 1_000_000, 0, 10_000, 640), layer("b", 500_000, 0, 640, 0, 0));

  private static ChipletPackage line(int nodes, long l2Bytes) {
    return Packages.lineOfDrams(nodes, Packages.type("t", l2Bytes, 1_000_000_000_000L, 1e-12));
  }

  private static Plan plan(ChipletPackage chips, Scenario scenario, Window... windows) {
    Map<String, Integer> samples = new TreeMap<>();
    scenario.models().forEach(m -> samples.put(m.id(), 1));
    return Scenes.plan(
        chips,
        scenario,
        new ExecutionPolicy(WeightPolicy.AUTO, samples).withExecution(Execution.OVERLAPPED),
        List.of(windows));
  }

  private static Window window(Segment... segments) {
    return new Window(List.of(segments));
  }

  private static void check(Plan plan, String... expected) {
    assertThat(Timeline.predicted(plan)).as("predicted").containsExactly(expected);
    assertThat(Timeline.simulated(plan)).as("simulated").containsExactly(expected);
  }

  private static Scenario then(ScenarioModel first, long weights) {
    return scenario(first, model("n", 2, layer("c", 500_000, weights, 320, 640)));
  }

  private static final String[] ONE_WINDOW = {
    "C 210-1210 1210-2210",
    "L 0-210 210-420",
    "X 1210-1345 2210-2345",
    "C 1345-1845 2345-2845",
    "S 1845-2055 2845-3055",
    "C 2210-2710 2710-3210",
    "L 1210-1420 2210-2420",
    "S 2710-2915 3210-3415"
  };

  /**
   * a stores nothing. So c's first load waits for the computation of a's first sample only, its
   * second one for that of a's second sample; c computes while a's last output is on its way.
   */
  @Test
  void loadsOfTheNextSegmentBeginWhileTheLastSampleIsComputed() {
    check(
        plan(
            line(2, L2),
            then(SENDING, 0),
            window(
                new Segment(0, 0, 1, 0, 0),
                new Segment(0, 1, 2, 1, 0),
                new Segment(1, 0, 1, 0, 1))),
        ONE_WINDOW);
  }

  /** Without barrier the next window goes on just so. */
  @Test
  void soDoThoseOfTheNextWindowWithoutBarrier() {
    Plan plan =
        plan(
            line(2, L2),
            then(SENDING, 0),
            window(new Segment(0, 0, 1, 0), new Segment(0, 1, 2, 1)),
            window(new Segment(1, 0, 1, 0)));
    check(plan.withoutBarrier(), ONE_WINDOW);
    assertThat(Timeline.simulated(plan))
        .as("with the barrier window 1 begins afresh")
        .endsWith("C 210-710 710-1210", "L 0-210 210-420", "S 710-915 1210-1415");
  }

  /**
   * While a's last sample is computed, the 10 000 bytes that it sent before, its own 10 640, what c
   * loads, 320, and c's weights of 64 000 bytes take 84 960; two samples of a beside the weights,
   * which a prefetch needs, take 85 280.
   */
  @Test
  void theQueuesRunOnWhereL2HasRoomForBoth() {
    Window window =
        window(new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 1, 0), new Segment(1, 0, 1, 0, 1));
    Scenario scenario = scenario(SENDING, model("n", 2, layer("c", 500_000, 64_000, 640, 320)));
    check(
        plan(line(2, 84_960), scenario, window),
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "X 1210-1345 2210-2345",
        "C 1345-1845 2345-2845",
        "S 1845-2055 2845-3055",
        "C 2415-2915 2915-3415",
        "L 1210-2415 2415-2620",
        "S 2915-3125 3415-3625");
    check(
        plan(line(2, 84_959), scenario, window),
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "X 1210-1345 2210-2345",
        "C 1345-1845 2345-2845",
        "S 1845-2055 2845-3055",
        "C 3550-4050 4050-4550",
        "L 2345-3550 3550-3755",
        "S 4050-4260 4550-4760");
  }

  /**
   * From 1910 to 2745 both outputs of a are there, 200 000 bytes each, and both inputs of c, 64 000
   * each: 528 000 bytes, more than two samples of a and one of c, 465 920.
   */
  @Test
  void outputsThatAreStillSentTakeRoom() {
    Scenario scenario =
        scenario(
            model("m", 2, layer("a", 500_000, 0, 200_000, 640), layer("b", 500_000, 0, 640, 0, 0)),
            model("n", 2, layer("c", 500_000, 0, 640, 64_000)));
    Window window =
        window(new Segment(0, 0, 1, 0, 0), new Segment(0, 1, 2, 1, 0), new Segment(1, 0, 1, 0, 1));
    check(
        plan(line(2, 528_000), scenario, window),
        "C 210-710 710-1210",
        "L 0-210 210-420",
        "X 710-2745 2745-4780",
        "C 2745-3245 4780-5280",
        "S 3245-3455 5280-5490",
        "C 2745-3245 4780-5280",
        "L 710-1910 1910-3110",
        "S 4780-4990 5280-5490");
    check(
        plan(line(2, 527_999), scenario, window),
        "C 210-710 710-1210",
        "L 0-210 210-420",
        "X 710-2745 2745-4780",
        "C 2745-3245 4780-5280",
        "S 3245-3455 5280-5490",
        "C 5980-6480 7180-7680",
        "L 4780-5980 5980-7180",
        "S 7180-7390 7680-7890");
  }

  /** e reads nothing: it computes while a's last sample is stored, its second sample after that. */
  @Test
  void whatLoadsNothingComputesWhileTheSegmentBeforeStores() {
    check(
        plan(
            line(2, L2),
            scenario(
                model("m", 2, layer("a", 1_000_000, 0, 320, 640)),
                model(
                    "n",
                    2,
                    layer("d", 600_000, 0, 10_000, 640),
                    layer("e", 100_000, 0, 320, 0, 0))),
            window(
                new Segment(0, 0, 1, 0, 0),
                new Segment(1, 0, 1, 1, 0),
                new Segment(1, 1, 2, 0, 1))),
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "S 1210-1415 2210-2415",
        "C 210-810 810-1410",
        "L 0-210 210-420",
        "X 810-945 1410-1545",
        "C 2210-2310 2415-2515",
        "S 2415-2620 2620-2825");
  }

  /** Loads but those of weights come after the last store, at 3415. */
  @Test
  void loadsComeAfterTheLastStore() {
    check(
        plan(
            line(1, L2),
            then(model("m", 3, layer("a", 1_000_000, 0, 320, 640)), 64_000),
            window(new Segment(0, 0, 1, 0, 0), new Segment(1, 0, 1, 0, 1))),
        "C 210-1210 1210-2210 2210-3210",
        "L 0-210 210-420 1415-1625",
        "P 1625-2825",
        "S 1210-1415 2825-3030 3210-3415",
        "C 3625-4125 4125-4625",
        "L 3415-3625 3625-3835",
        "S 4125-4330 4625-4830");
  }

  /**
   * Segments of one sample whose tensors stay: the weights of c come after those of b, those of d
   * when c has begun, and each computes when its weights are there.
   */
  @Test
  void segmentsOfOneSampleFollowEachOther() {
    check(
        plan(
            line(2, L2),
            scenario(
                model(
                    "m",
                    1,
                    layer("a", 1_000_000, 0, 10_000, 640),
                    layer("b", 500_000, 64_000, 640, 0, 0),
                    layer("c", 500_000, 64_000, 640, 0, 1),
                    layer("d", 500_000, 64_000, 640, 0, 2))),
            window(
                new Segment(0, 0, 1, 1, 0),
                new Segment(0, 1, 2, 0, 0),
                new Segment(0, 2, 3, 0, 1),
                new Segment(0, 3, 4, 0, 2))),
        "C 210-1210",
        "L 0-210",
        "X 1210-1345",
        "C 1345-1845",
        "L 0-1200",
        "P 1200-2400",
        "C 2400-2900",
        "P 2400-3600",
        "C 3600-4100",
        "S 4100-4310");
  }

  /**
   * Outputs of 2035 are longer than computations: c's first sample is computed when a's first one
   * has left L2, the second one when a's second one has; c's outputs follow a's.
   */
  @Test
  void computationsWaitForTheOutputsOfTheSegmentBefore() {
    check(
        plan(
            line(2, L2),
            then(
                model(
                    "m",
                    2,
                    layer("a", 1_000_000, 0, 200_000, 640),
                    layer("b", 500_000, 0, 640, 0, 0)),
                0),
            window(
                new Segment(0, 0, 1, 0, 0),
                new Segment(0, 1, 2, 1, 0),
                new Segment(1, 0, 1, 0, 1))),
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "X 1210-3245 3245-5280",
        "C 3245-3745 5280-5780",
        "S 3745-3955 5780-5990",
        "C 3245-3745 5280-5780",
        "L 1210-1420 2210-2420",
        "S 5280-5485 5780-5985");
  }

  private static Scenario between(long weights) {
    return scenario(
        model("m", 2, layer("a", 1_000_000, weights, 320, 640)),
        model(
            "n",
            1,
            layer("d", 900_000, 0, 10_000, 640),
            layer("e", 100_000, 0, 320, 0, 0),
            layer("f", 100_000, 64_000, 320, 0, 0)),
        model("o", 1, layer("g", 500_000, 64_000, 320, 640)));
  }

  /** a, then e, which is one sample that loads nothing, then g with weights, on chiplet 0. */
  private static Plan oneSampleBetween(long l2Bytes, long weights) {
    return plan(
        line(3, l2Bytes),
        between(weights),
        window(
            new Segment(0, 0, 1, 0, 0),
            new Segment(1, 0, 1, 1, 0),
            new Segment(1, 1, 2, 0, 1),
            new Segment(1, 2, 3, 2, 0),
            new Segment(2, 0, 1, 0, 2)));
  }

  /** e begins at 2210, but a's last store keeps memory busy until 2415; then g's weights come. */
  @Test
  void weightsComeAfterTheStoresOfTheSegmentsBefore() {
    check(
        oneSampleBetween(L2, 0),
        "C 210-1210 1210-2210",
        "L 0-210 210-420",
        "S 1210-1415 2210-2415",
        "C 210-1110",
        "L 0-210",
        "X 1110-1245",
        "X 1245-1380",
        "C 2210-2310",
        "P 2415-3615",
        "S 3615-3820",
        "C 1380-1480",
        "L 0-1200",
        "S 1480-1685",
        "C 4030-4530",
        "L 3820-4030",
        "S 4530-4735");
  }

  /**
   * While a's last sample is computed, the 320 bytes that it stored before, its own 960, the 10 000
   * that e waits for, and the weights of a and g, 128 000, take 139 280.
   */
  @Test
  void weightsNeedRoomBesideTheTwoSegmentsThatMeet() {
    assertThat(prefetches(oneSampleBetween(139_280, 64_000), 0)).isEqualTo(1);
    assertThat(prefetches(oneSampleBetween(139_279, 64_000), 0)).isZero();
  }

  /** The same where a is in the window before: with barrier nothing of it is left in L2 then. */
  @Test
  void weightsNeedRoomBesideTheWindowBeforeOnlyWithoutBarrier() {
    for (int less = 0; less < 2; less++) {
      Plan plan =
          plan(
              line(3, 139_280 - less),
              between(64_000),
              window(new Segment(0, 0, 1, 0)),
              window(
                  new Segment(1, 0, 1, 1),
                  new Segment(1, 1, 2, 0, 0),
                  new Segment(1, 2, 3, 2),
                  new Segment(2, 0, 1, 0, 1)));
      assertThat(prefetches(plan, 1)).isEqualTo(1);
      assertThat(prefetches(plan.withoutBarrier(), 1)).isEqualTo(1 - less);
    }
  }

  private static long prefetches(Plan plan, int window) {
    return plan.windows().get(window).flows().stream()
        .filter(flow -> flow.kind() == Flow.Kind.PREFETCH)
        .count();
  }
}
