package dev.scar.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.cost.MaestroCostModel;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.PackageTerms;
import dev.scar.hardware.Preset;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.run.Inputs;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.WeightPolicy;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Lower bounds by hand, on the shipped scenarios, and below random schedules. */
class LowerBoundTest {
  private static final int SCHEDULES = 150;
  private static final Path HOME = Path.of(System.getProperty("scar.home", "."));

  private static LowerBound bound(Scenario scenario, ChipletPackage chips, boolean barrier) {
    return LowerBound.of(
        scenario,
        chips,
        Scenes.MACS_ARE_PICOSECONDS,
        new Scope(
            WeightPolicy.AUTO, Execution.SEQUENTIAL, barrier, chips.chiplets().size(), false));
  }

  /** Two layers of 10 µs, one after the other, each with so many bytes of weights. */
  private static Scenario twoLayers(int batch, long weights) {
    return Scenes.scenario(
        Scenes.model(
            "m",
            batch,
            Scenes.layer("a", 10_000_000, weights, 1, 0),
            Scenes.layer("b", 10_000_000, weights, 1, 0, 0)));
  }

  /** Two layers of 10 µs, four samples, two chiplets: 5 · 10 µs in a pipeline, 4 · 10 µs packed. */
  @Test
  void aPipelineFillsAndDrains() {
    Scenario scenario = twoLayers(4, 0);
    ChipletPackage chips = Packages.line(2);
    assertThat(bound(scenario, chips, true).latencySeconds()).isCloseTo(50e-6, within(0.1e-6));
    assertThat(bound(scenario, chips, false).latencySeconds()).isCloseTo(40e-6, within(0.1e-6));
  }

  /** Static power of 12 W for at least 50 µs: 600 µJ more; after 60 µs 720 µJ. */
  @Test
  void staticPowerIsDrawnForAsLongAsItTakes() {
    Scenario scenario = twoLayers(4, 0);
    LowerBound without = bound(scenario, Packages.line(2), true);
    LowerBound with = bound(scenario, drawing(12), true);
    double dynamicJ = without.energyJ();
    assertThat(with.latencySeconds()).isEqualTo(without.latencySeconds());
    assertThat(with.energyJ()).isCloseTo(dynamicJ + 600e-6, within(1e-8));
    assertThat(with.edpJouleSeconds()).isCloseTo(50e-6 * (dynamicJ + 600e-6), within(1e-11));
    assertThat(with.least((l, e) -> l * e)).isCloseTo(with.edpJouleSeconds(), within(1e-11));
    assertThat(with.allows(60e-6, dynamicJ + 720e-6)).isTrue();
    assertThat(with.allows(60e-6, dynamicJ + 719e-6)).isFalse();
    assertThat(without.contents()).doesNotContain("static power");
    assertThat(with.contents()).contains("static power");
  }

  private static ChipletPackage drawing(double dramW) {
    return Packages.nodes(2)
        .link(0, 1, 100)
        .link(1, 0, 100)
        .dram(0, 64)
        .terms(new PackageTerms(Preset.PAPER, 2.04e-12, 14.8e-12, 0, dramW))
        .build();
  }

  /**
   * One sample on many chiplets still walks its path, after all weights: 20 µs + 64 000 B at 64
   * GB/s.
   */
  @Test
  void aSampleWalksItsPathAndLoadsItsWeights() {
    Scenario scenario =
        Scenes.scenario(
            Scenes.model(
                "m",
                1,
                Scenes.layer("a", 10_000_000, 64_000, 1, 0),
                Scenes.layer("b", 10_000_000, 0, 1, 0, 0)));
    LowerBound bound = bound(scenario, Packages.line(4), true);
    assertThat(bound.latencySeconds()).isCloseTo(21e-6, within(0.01e-6));
    assertThat(bound.latencySeconds()).isLessThan(21.00002e-6);
  }

  /**
   * Weights of 12 MB beside an L2 of 10 MiB: 1 µs a sample and 187.5 µs a load. Four samples on one
   * chiplet take 4 + 187.5 µs with one mini-batch.
   */
  @Test
  void weightsBeyondL2AreLoadedForEveryMiniBatch() {
    Scenario scenario =
        Scenes.scenario(Scenes.model("m", 4, Scenes.layer("a", 1_000_000, 12_000_000, 1, 0)));
    LowerBound free = bound(scenario, Packages.line(1), true);
    assertThat(free.latencySeconds()).isCloseTo(191.5e-6, within(0.01e-6));
    Scenario small =
        Scenes.scenario(
            Scenes.model("m", 4, Scenes.layer("a", 1_000_000, 12_000_000, 6_000_000, 0)));
    assertThat(bound(small, Packages.line(1), true).latencySeconds())
        .isLessThanOrEqualTo(Math.ceil(4 + 187.5 + 4 * 93.75) * 1e-6);
  }

  /**
   * Two layers of 10 µs a sample with weights of 12 MB, 187.5 µs a load, on two chiplets. Twelve
   * samples in one mini-batch take 2 · (120 + 187.5) = 615 µs; in mini-batches of six 3 · (60 +
   * 187.5) = 742.5 µs. If sizes of 9 to 11 were not told apart, nine samples with one load each,
   * 555 µs, would be all that is sure.
   */
  @Test
  void miniBatchesAreToldApartWhereWeightsAreLoadedForEach() {
    Scenario scenario =
        Scenes.scenario(
            Scenes.model(
                "m",
                12,
                Scenes.layer("a", 10_000_000, 12_000_000, 1, 0),
                Scenes.layer("b", 10_000_000, 12_000_000, 1, 0, 0)));
    assertThat(bound(scenario, Packages.line(2), true).latencySeconds()).isBetween(595e-6, 615e-6);
  }

  @Test
  void largePackagesLeaveOutFillingAndDraining() {
    Scope scope = new Scope(WeightPolicy.AUTO, Execution.SEQUENTIAL, true, 37, false);
    assertThat(scope.fill()).isFalse();
    assertThat(scope.contents()).doesNotContain("fill and drain");
    assertThat(new Scope(WeightPolicy.AUTO, Execution.SEQUENTIAL, true, 36, false).contents())
        .contains("fill and drain");
    assertThat(new Scope(WeightPolicy.AUTO, Execution.SEQUENTIAL, false, 9, false).contents())
        .doesNotContain("fill and drain");
  }

  /** A DRAM of 1 GB/s that two chiplets share: 2 · 64 000 B take 128 µs in a replay. */
  @Test
  void replaysShareTheDram() {
    Scenario scenario =
        Scenes.scenario(
            Scenes.model("m", 1, Scenes.layer("a", 1_000, 64_000, 1, 0)),
            Scenes.model("n", 1, Scenes.layer("a", 1_000, 64_000, 1, 0)));
    ChipletPackage chips = Packages.nodes(2).link(0, 1, 100).link(1, 0, 100).dram(0, 1).build();
    Bounds bounds =
        new Bounds(scenario, chips, Scenes.MACS_ARE_PICOSECONDS, ExecutionPolicy.DEFAULT);
    assertThat(bounds.predicted().latencySeconds()).isCloseTo(64e-6, within(0.1e-6));
    assertThat(bounds.simulated().latencySeconds()).isCloseTo(128e-6, within(0.1e-6));
    assertThat(bounds.simulated().scope().contents()).contains("shared links and DRAMs");
  }

  /**
   * Two layers of 10 µs with weights of 8 µs on one chiplet: in order 36 µs; overlapped, weights
   * may come meanwhile, so that 28 µs are possible, and the processing elements need 20.
   */
  @Test
  void overlappedLoadsAndComputationsAreTwoThings() {
    Scenario scenario = twoLayers(1, 512_000);
    ChipletPackage chips = Packages.line(1);
    assertThat(bound(scenario, chips, true).latencySeconds()).isCloseTo(36e-6, within(0.1e-6));
    Scope overlapped = new Scope(WeightPolicy.AUTO, Execution.OVERLAPPED, true, 1, false);
    LowerBound bound = LowerBound.of(scenario, chips, Scenes.MACS_ARE_PICOSECONDS, overlapped);
    assertThat(bound.latencySeconds()).isCloseTo(20e-6, within(0.1e-6));
    assertThat(bound.scope().contents())
        .contains("memory and compute of chiplets", "path without loads")
        .doesNotContain("fill and drain");
  }

  @Test
  void noRandomScheduleLiesBelow() {
    assertThat(noneLiesBelow(Execution.SEQUENTIAL)).isBetween(1.0, 1.05);
  }

  @Test
  void noRandomOverlappedScheduleLiesBelow() {
    assertThat(noneLiesBelow(Execution.OVERLAPPED)).isBetween(1.0, 1.25);
  }

  private static double noneLiesBelow(Execution execution) {
    double closest = Double.MAX_VALUE;
    for (long seed = 0; seed < SCHEDULES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      int nodes = 1 + (int) (seed % 6);
      ChipletPackage chips = scenes.tightPackage(nodes);
      Scenario scenario = scenes.oddScenario(1 + (int) (seed % 3));
      ExecutionPolicy policy = scenes.policy(scenario).withExecution(execution);
      Schedule schedule =
          new Schedule(
              scenario,
              chips,
              policy,
              scenes.withMiniBatches(scenes.windows(scenario, nodes), scenario));
      Plan plan = new PlanBuilder(Scenes.BY_TYPE).build(schedule);
      Bounds bounds = new Bounds(scenario, chips, Scenes.BY_TYPE, policy);
      closest = Math.min(closest, check(plan, bounds.predicted(), bounds.simulated(), seed));
      check(plan.withoutBarrier(), bounds.withoutBarrier(), bounds.withoutBarrier(), seed);
    }
    return closest;
  }

  /** The prediction's EDP as a multiple of its bound. */
  private static double check(Plan plan, LowerBound predicted, LowerBound simulated, long seed) {
    Prediction prediction = Predictor.predict(plan);
    double energy = prediction.energy().totalJ();
    assertThat(predicted.allows(prediction.latencyPs() * 1e-12, energy))
        .as("seed %d: %s is below %s", seed, prediction.latencyPs(), predicted)
        .isTrue();
    ReplayResult replay =
        new LoopEngine()
            .replay(plan, new ReplayOptions(4096, LogDetail.OFF, (w, ps) -> {}), entry -> {});
    assertThat(simulated.allows(replay.latencyPs() * 1e-12, energy))
        .as("seed %d: %s is below %s", seed, replay.latencyPs(), simulated)
        .isTrue();
    assertThat(predicted.least((l, e) -> l * e))
        .as("seed %d", seed)
        .isBetween(0.98 * predicted.edpJouleSeconds(), 1.00001 * predicted.edpJouleSeconds());
    return prediction.edpJouleSeconds() / predicted.edpJouleSeconds();
  }

  @Test
  void shippedScenariosHaveTightBoundsThatAreTheSameEveryTime() {
    CostModel costs = MaestroCostModel.shipped();
    assertThat(edp("sc4", "het-sides-3x3", costs)).isGreaterThan(5.0).isLessThan(6.386);
    assertThat(edp("sc5", "het-sides-3x3", costs)).isGreaterThan(8.3).isLessThan(10.30);
    assertThat(edp("sc4", "het-cross-6x6", costs)).isGreaterThan(3.45).isLessThan(3.587);
    double sc8 = edp("sc8", "het-sides-3x3-arvr", costs);
    assertThat(sc8).isGreaterThan(0.93).isLessThan(1.114);
    assertThat(edp("sc8", "het-sides-3x3-arvr", costs)).isEqualTo(sc8);
  }

  private static double edp(String scenario, String topology, CostModel costs) {
    Inputs inputs = new Inputs(HOME);
    ChipletPackage chips = inputs.topology(topology);
    int chiplets = chips.chiplets().size();
    return LowerBound.of(
            inputs.scenario(scenario),
            chips,
            costs,
            new Scope(WeightPolicy.AUTO, Execution.SEQUENTIAL, true, chiplets, false))
        .edpJouleSeconds();
  }
}
