package dev.scar.search;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Equation 1, PROV and latency bounds with numbers worked out by hand. */
class EnginesTest {
  /**
   * 4000 cycles take 4 µs at 1 GHz and 2 µs at 2 GHz: 3 µs in the mean and 9 µs for three samples.
   * 4000 MACs at 1 pJ and at 3 pJ: 8 nJ in the mean, 24 nJ for three samples.
   */
  @Test
  void expectedCostsAreMeansForTheWholeBatch() {
    ChipletPackage two =
        Packages.nodes(2)
            .type(0, Packages.type("one", 1 << 20, 1_000_000_000L, 1e-12))
            .type(1, Packages.type("two", 1 << 20, 2_000_000_000L, 3e-12))
            .link(0, 1, 100)
            .link(1, 0, 100)
            .dram(0, 64)
            .build();
    Scenario three = scenario(model("m", 3, layer("a", 4000, 0, 1, 1)));
    ExpectedCosts costs = new ExpectedCosts(three, two, Scenes.MACS_ARE_PICOSECONDS);
    assertThat(costs.seconds(0, 0)).isCloseTo(9e-6, withinPercentage(1e-9));
    assertThat(costs.joules(0, 0, 1)).isCloseTo(24e-9, withinPercentage(1e-9));
  }

  private static Layer[] layers(int count, long ps) {
    return IntStream.range(0, count)
        .mapToObj(l -> layer("l" + l, ps, 0, 1, 1))
        .toArray(Layer[]::new);
  }

  /** Needs of 8 × 300 and 8 × 100: six and two of eight chiplets; batches count too. */
  @Test
  void modelsGetChipletsByNeed() {
    List<LayerRange> window = List.of(new LayerRange(0, 0, 8), new LayerRange(1, 0, 8));
    SearchOptions latency = SearchOptions.PAPER.objective(Objectives.LATENCY);
    Scenario needs = scenario(model("big", 1, layers(8, 300)), model("small", 1, layers(8, 100)));
    ExpectedCosts costs = new ExpectedCosts(needs, Packages.line(8), Scenes.MACS_ARE_PICOSECONDS);
    assertThat(Prov.nodes(window, costs, latency, 8)).containsExactly(6, 2);
    Scenario batches = scenario(model("big", 1, layers(8, 300)), model("small", 9, layers(8, 100)));
    ExpectedCosts batched =
        new ExpectedCosts(batches, Packages.line(8), Scenes.MACS_ARE_PICOSECONDS);
    assertThat(Prov.nodes(window, batched, latency, 8)).containsExactly(2, 6);
  }

  private static WindowSchedules window(List<LayerRange> ranges, Choice<Placement>... front) {
    return new WindowSchedules(
        ranges, new double[0], new int[0], List.of(), List.of(front), 1, 0, 0, true, false);
  }

  private static int inTime(long boundPs, WindowSchedules... windows) {
    SearchOptions options = SearchOptions.PAPER.latencyBoundsPs(Map.of(0, boundPs));
    return new Combination(SearchOptions.Combine.EXACT, options, List.of(0))
        .of(List.of(windows))
        .size();
  }

  /**
   * The first window lasts 20; in the second model 0 is through after 10, the window after 12. So
   * model 0 is finished at 30.
   */
  @Test
  void aLatencyBoundCountsTheWindowsBeforeAndMayBeMetExactly() {
    List<LayerRange> both = List.of(new LayerRange(0, 0, 1), new LayerRange(1, 0, 1));
    WindowSchedules first = window(both, new Choice<>(20, 1, new long[] {5}, null, null));
    WindowSchedules second = window(both, new Choice<>(12, 1, new long[] {10}, null, null));
    assertThat(inTime(30, first, second)).isEqualTo(1);
    assertThat(inTime(29, first, second)).isZero();
    List<LayerRange> other = List.of(new LayerRange(1, 1, 2));
    WindowSchedules without = window(other, new Choice<>(12, 1, new long[] {0}, null, null));
    assertThat(inTime(5, first, without)).as("it was through in the first window").isEqualTo(1);
    assertThat(inTime(4, first, without)).isZero();
  }
}
