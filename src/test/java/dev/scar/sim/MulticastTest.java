package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.PackageTerms;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One tensor for several chiplets on a tree ({@code replay-rules.md#rule-24}): timelines worked out
 * by hand, and laws on random packages.
 */
class MulticastTest {
  private static final PackageTerms TERMS = new PackageTerms(2.04e-12, 14.8e-12).withMulticast();

  /** a runs on chiplet 0 and sends 10 000 bytes to b and c, which store 64 bytes each. */
  private static final Scenario TWO_READERS =
      scenario(
          model(
              "m",
              1,
              layer("a", 1_000_000, 0, 10_000, 0),
              layer("b", 500_000, 0, 64, 0, 0),
              layer("c", 500_000, 0, 64, 0, 0)));

  private static void check(Plan plan, String... expected) {
    assertThat(Timeline.predicted(plan)).as("predicted").containsExactly(expected);
    assertThat(Timeline.simulated(plan)).as("simulated").containsExactly(expected);
  }

  private static Packages line(int nodes) {
    Packages packages = Packages.nodes(nodes);
    for (int n = 1; n < nodes; n++) {
      packages.link(n - 1, n, 100).link(n, n - 1, 100);
    }
    return packages.dram(0, 64).terms(TERMS);
  }

  private static ReplayResult replay(Plan plan, long packetBytes) {
    ReplayOptions options = new ReplayOptions(packetBytes, LogDetail.OFF, (w, t) -> {}).withWaits();
    return new LoopEngine().replay(plan, options, entry -> {});
  }

  /** The port takes 100 ns once; one hop is 35, two are 70. The sender goes on at 1170. */
  @Test
  void aTensorGoesToBothChipletsAtOnce() {
    Plan plan = Scenes.plan(line(3).build(), TWO_READERS, Scenes.oneLayerEach(0, 0, 1, 2));
    check(
        plan,
        "C 0-1000",
        "X 1000-1135",
        "X 1000-1170",
        "C 1135-1635",
        "S 1635-1871",
        "C 1170-1670",
        "S 1670-1941");
    ReplayResult result = replay(plan, 4096);
    assertThat(bytes(result, "inject 0")).isEqualTo(10_000);
    assertThat(bytes(result, "link 0>1")).isEqualTo(10_000);
    assertThat(bytes(result, "link 1>2")).isEqualTo(10_000);
    // Two links carry the tensor; the stores of 64 bytes pass one and two.
    assertThat(Predictor.predict(plan).dynamicEnergy().nopJ())
        .isCloseTo(8 * (2 * 10_000 + 3 * 64) * 2.04e-12, within(1e-18));
  }

  private static long bytes(ReplayResult result, String resource) {
    return result.resources().stream()
        .filter(use -> use.resource().name().equals(resource))
        .mapToLong(ResourceUse::bytes)
        .sum();
  }

  /** The slower branch takes 200 + 70; it holds up the sender, not the other branch. */
  @Test
  void aSlowBranchHoldsUpOnlyTheSender() {
    ChipletPackage fork =
        Packages.nodes(4)
            .link(0, 1, 100)
            .link(1, 2, 100)
            .link(1, 3, 50)
            .link(3, 0, 100)
            .link(2, 0, 100)
            .link(1, 0, 100)
            .dram(0, 64)
            .terms(TERMS)
            .build();
    Scenario twice =
        scenario(
            model(
                "m",
                2,
                layer("a", 1_000_000, 0, 10_000, 0),
                layer("b", 500_000, 0, 64, 0, 0),
                layer("c", 500_000, 0, 64, 0, 0)));
    Plan plan =
        Scenes.plan(
            fork,
            twice,
            new ExecutionPolicy(ExecutionPolicy.DEFAULT.weights(), Map.of("m", 1)),
            List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 2, 3)))));
    check(
        plan,
        "C 0-1000 1270-2270",
        "X 1000-1170 2270-2440",
        "X 1000-1270 2270-2540",
        "C 1170-1670 2440-2940",
        "S 1670-1906 2940-3176",
        "C 1270-1770 2540-3040",
        "S 1770-2006 3040-3276");
  }

  /** Overlapped, the next sample is computed meanwhile, and its outputs begin after both. */
  @Test
  void overlappedOutputsWaitForAllOfTheTree() {
    Scenario twice =
        scenario(
            model(
                "m",
                2,
                layer("a", 100_000, 0, 10_000, 0),
                layer("b", 500_000, 0, 64, 0, 0),
                layer("c", 500_000, 0, 64, 0, 0)));
    ExecutionPolicy policy =
        new ExecutionPolicy(ExecutionPolicy.DEFAULT.weights(), Map.of("m", 1))
            .withExecution(Execution.OVERLAPPED);
    Plan plan =
        Scenes.plan(
            line(3).build(),
            twice,
            policy,
            List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 1, 2)))));
    check(
        plan,
        "C 0-100 100-200",
        "X 100-235 270-405",
        "X 100-270 270-440",
        "C 235-735 735-1235",
        "S 735-971 1235-1471",
        "C 270-770 770-1270",
        "S 770-1041 1270-1541");
  }

  /**
   * Another transfer has link 0&gt;1 until 110 960; both branches lose 15 960 behind it, though the
   * packet waits once.
   */
  @Test
  void aWaitBeforeTheForkDelaysEveryBranch() {
    ChipletPackage chips =
        Packages.nodes(5)
            .link(4, 0, 100)
            .link(0, 1, 100)
            .link(1, 2, 100)
            .link(1, 3, 100)
            .link(2, 4, 100)
            .link(3, 4, 100)
            .link(1, 4, 100)
            .dram(4, 64)
            .terms(TERMS)
            .build();
    Scenario both =
        scenario(
            model(
                "m",
                1,
                layer("a", 60_000, 0, 4096, 0),
                layer("b", 0, 0, 64, 0, 0),
                layer("c", 0, 0, 64, 0, 0)),
            model("n", 1, layer("x", 0, 0, 4096, 0), layer("y", 0, 0, 64, 0, 0)));
    Plan plan =
        Scenes.plan(
            chips,
            both,
            new Segment(0, 0, 1, 0),
            new Segment(0, 1, 2, 2),
            new Segment(0, 2, 3, 3),
            new Segment(1, 0, 1, 4),
            new Segment(1, 1, 2, 1));
    List<Transfer> tree = replay(plan, 4096).windows().get(0).stages().get(0).transfers();
    assertThat(tree).hasSize(2);
    for (Transfer branch : tree) {
      assertThat(branch.releasePs()).isEqualTo(60_000);
      assertThat(branch.arrivalPs()).isEqualTo(60_000 + 40_960 + 70_000 + 15_960);
      assertThat(branch.firstStartPs(1)).isEqualTo(110_960);
      assertThat(branch.waits()).hasSize(1);
      assertThat(branch.waits().get(0).position()).isEqualTo(1);
      assertThat(branch.waits().get(0).other().orElseThrow().flow().stage()).isEqualTo(3);
      assertThat(branch.waitPs(1)).isEqualTo(15_960);
    }
  }

  /** b and d share chiplet 1: a tree ends there once, and d gets the tensor after it. */
  @Test
  void aTreeEndsAtAChipletOnce() {
    Scenario three =
        scenario(
            model(
                "m",
                1,
                layer("a", 1_000_000, 0, 10_000, 0),
                layer("b", 500_000, 0, 64, 0, 0),
                layer("c", 500_000, 0, 64, 0, 0),
                layer("d", 500_000, 0, 64, 0, 0)));
    Plan plan =
        Scenes.plan(
            line(3).build(),
            three,
            new Segment(0, 0, 1, 0, 0),
            new Segment(0, 1, 2, 1, 0),
            new Segment(0, 2, 3, 2, 0),
            new Segment(0, 3, 4, 1, 1));
    check(
        plan,
        "C 0-1000",
        "X 1000-1135",
        "X 1000-1170",
        "X 1170-1305",
        "C 1135-1635",
        "S 1635-1871",
        "C 1170-1670",
        "S 1670-1941",
        "C 1871-2371",
        "S 2371-2607");
  }

  /** A lone tensor for many chiplets arrives everywhere when its own route alone says. */
  @Test
  void aloneEveryBranchArrivesAsPredicted() {
    int branches = 0;
    for (long seed = 0; seed < Sampled.of(400); seed++) {
      RandomScenes scenes = new RandomScenes(seed).multicasting();
      int nodes = 3 + (int) (seed % 6);
      Layer[] layers = new Layer[nodes];
      layers[0] = layer("a", 1000, 0, 1 + seed * 977 % 40_000, 0);
      for (int l = 1; l < nodes; l++) {
        layers[l] = layer("r" + l, 100_000_000, 0, 1, 0, 0);
      }
      Plan plan =
          Scenes.plan(
              scenes.chipletPackage(nodes),
              scenario(model("m", 1, layers)),
              Scenes.oneLayerEach(0, IntStream.range(0, nodes).toArray()));
      for (Transfer transfer :
          replay(plan, scenes.packetBytes()).windows().get(0).stages().get(0).transfers()) {
        assertThat(transfer.releasePs()).as("seed %d", seed).isEqualTo(1000);
        assertThat(transfer.delayPs()).as("seed %d", seed).isZero();
        branches += transfer.program().flow().isBranch() ? 1 : 0;
      }
    }
    assertThat(branches).isGreaterThan(Sampled.of(400));
  }

  @Test
  void creditsRefuseIt() {
    Plan plan = Scenes.plan(line(3).build(), TWO_READERS, Scenes.oneLayerEach(0, 0, 1, 2));
    ReplayOptions options =
        new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}, new CreditBuffers(4, 0));
    assertThatThrownBy(() -> new LoopEngine().replay(plan, options, entry -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multicast");
  }
}
