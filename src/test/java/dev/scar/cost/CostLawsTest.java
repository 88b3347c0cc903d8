package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws that hold for any layer under any dataflow. */
class CostLawsTest {
  private static final int LAYERS = 1500;
  private static final ActivityEnergy ENERGY = new ActivityEnergy(0.23e-12, 1.68, 6);

  private final Dataflows dataflows = Dataflows.shipped();

  private static ChipletType type(String dataflow, long noc) {
    return new ChipletType(dataflow, dataflow, 4096, 10 << 20, 500_000_000, noc, 1, 128, ENERGY);
  }

  private static Layer layer(LayerShape shape) {
    return new Layer("l", shape, 1, shape.weightElements(), shape.outputElements(), 1, List.of());
  }

  private static LayerShape convolution(long k, long c, long filter, long map) {
    return new LayerShape(
        LayerKind.CONV, k, c, filter, filter, map, map, 1, 1, filter / 2, filter / 2, 1, 1);
  }

  private static CostHardware withNoc(CostHardware hardware, long noc) {
    return new CostHardware(
        hardware.pes(), noc, hardware.nocHopLatencyCycles(), hardware.offChipElementsPerCycle());
  }

  @Test
  void moreBandwidthIsNeverSlowerAndChangesNoActivity() {
    for (long seed = 0; seed < LAYERS; seed++) {
      RandomLayers random = new RandomLayers(seed);
      MaestroLayer layer = random.convolution();
      CostHardware hardware = random.hardware();
      Dataflow dataflow = dataflows.get(random.pick(dataflows.names()));
      Set<Correction> mode = random.pick(List.of(Correction.NONE, Correction.ALL));
      long noc = random.between(1, 300);
      LayerAnalysis less = MaestroEvaluator.evaluate(dataflow, layer, withNoc(hardware, noc), mode);
      LayerAnalysis more =
          MaestroEvaluator.evaluate(
              dataflow, layer, withNoc(hardware, noc + random.between(1, 300)), mode);
      String as = "seed " + seed + ", " + dataflow.name() + ", " + layer + ", " + hardware;
      assertThat(more.cycles()).as(as).isLessThanOrEqualTo(less.cycles());
      assertThat(more.energyMacUnits(ENERGY)).as(as).isEqualTo(less.energyMacUnits(ENERGY));
      long floor = random.between(1, 500);
      CostHardware floored =
          new CostHardware(hardware.pes(), noc, hardware.nocHopLatencyCycles(), floor);
      CostHardware lower =
          new CostHardware(
              hardware.pes(), noc, hardware.nocHopLatencyCycles(), floor + random.between(1, 500));
      assertThat(MaestroEvaluator.evaluate(dataflow, layer, lower, mode).cycles())
          .as(as)
          .isLessThanOrEqualTo(MaestroEvaluator.evaluate(dataflow, layer, floored, mode).cycles());
    }
  }

  /** A type that lists several dataflows takes the fastest one for every layer. */
  @Test
  void theBestOfSeveralDataflowsIsNeverWorseThanEach() {
    MaestroCostModel costs = new MaestroCostModel(dataflows);
    List<String> listed = List.of("kcp_ws", "yxp_os_capped", "koy_os");
    for (long seed = 0; seed < 300; seed++) {
      RandomLayers random = new RandomLayers(seed);
      long filter = random.between(1, 5);
      Layer layer =
          layer(
              convolution(
                  random.between(1, 300),
                  random.between(1, 300),
                  filter,
                  filter + random.between(0, 60)));
      long noc = random.between(1, 300);
      ChipletType several =
          new ChipletType(
              "t", listed, 4096, 10 << 20, 500_000_000, noc, 1, ChipletType.NO_FLOOR, ENERGY, 0);
      LayerCost best = costs.cost(layer, several);
      LayerCost chosen =
          costs.cost(
              layer,
              new ChipletType(
                  "t",
                  costs.dataflow(layer, several),
                  4096,
                  10 << 20,
                  500_000_000,
                  noc,
                  1,
                  ChipletType.NO_FLOOR,
                  ENERGY));
      assertThat(best).as("seed %d", seed).isEqualTo(chosen);
      for (String dataflow : listed) {
        ChipletType one =
            new ChipletType(
                "t", dataflow, 4096, 10 << 20, 500_000_000, noc, 1, ChipletType.NO_FLOOR, ENERGY);
        assertThat(best.cycles())
            .as("seed %d, %s", seed, dataflow)
            .isLessThanOrEqualTo(costs.cost(layer, one).cycles());
      }
    }
  }

  @Test
  void withoutStrideAndWithWholeFoldsTheOriginalNeedsTheTimeOfItsMacs() {
    int checked = 0;
    for (long seed = 0; seed < LAYERS; seed++) {
      RandomLayers random = new RandomLayers(seed);
      MaestroLayer layer = random.convolution();
      CostHardware hardware = random.hardware();
      String name = random.pick(List.of("kcp_ws", "kcp_ws_c16", "yxp_os_capped"));
      CostComparison comparison = CostComparison.of("l", layer, dataflows.get(name), hardware);
      if (!comparison.causes().isEmpty()) {
        continue;
      }
      checked++;
      LayerAnalysis analysis = comparison.maestro();
      String as = "seed " + seed + ", " + name + ", " + layer + ", " + hardware;
      assertThat(analysis.macs()).as(as).isEqualTo(layer.trueMacs());
      assertThat(analysis.cycles() * hardware.pes())
          .as(as)
          .isGreaterThanOrEqualTo(layer.trueMacs());
    }
    System.out.println("layers that no correction touches: " + checked);
    assertThat(checked).isGreaterThan(50);
  }

  @Test
  void aRepeatedProductCostsSoManyTimesOne() {
    MaestroCostModel model = MaestroCostModel.shipped();
    for (String dataflow : List.of("kcp_ws", "yxp_os_capped")) {
      LayerCost one =
          model.cost(
              layer(LayerShape.product(LayerKind.MATMUL, 128, 128, 64, 1)), type(dataflow, 256));
      LayerCost sixteen =
          model.cost(
              layer(LayerShape.product(LayerKind.MATMUL, 128, 128, 64, 16)), type(dataflow, 256));
      assertThat(sixteen.cycles()).isEqualTo(16 * one.cycles());
      assertThat(sixteen.macs()).isEqualTo(16 * one.macs());
      assertThat(sixteen.energyMacUnits()).isEqualTo(16 * one.energyMacUnits());
      assertThat(sixteen.utilization()).isEqualTo(one.utilization());
      LayerCost gemm =
          model.cost(
              layer(LayerShape.product(LayerKind.GEMM, 128, 128, 64, 1)), type(dataflow, 256));
      assertThat(gemm).isEqualTo(one);
    }
  }

  @Test
  void tinyLayersCostAtLeastACycle() {
    MaestroCostModel model = MaestroCostModel.shipped();
    for (String dataflow : dataflows.names()) {
      LayerCost cost = model.cost(layer(convolution(1, 1, 1, 1)), type(dataflow, 256));
      assertThat(cost.cycles()).as(dataflow).isPositive();
      assertThat(cost.macs()).as(dataflow).isEqualTo(1);
    }
  }

  @Test
  void hugeLayersAreExactOrRefused() {
    MaestroCostModel model = MaestroCostModel.shipped();
    ChipletType nvd = type("kcp_ws", 256);
    long k = 1 << 20;
    LayerShape large = LayerShape.product(LayerKind.GEMM, 1 << 12, k, k, 1);
    LayerCost cost = model.cost(layer(large), nvd);
    assertThat(cost.macs()).isEqualTo(1L << 52);
    assertThat(cost.cycles()).isGreaterThan(1L << 40);
    LayerShape larger = LayerShape.product(LayerKind.GEMM, 1 << 29, k, 1 << 14, 1);
    assertThatThrownBy(() -> model.cost(layer(larger), nvd))
        .isInstanceOf(CostException.class)
        .hasMessage(
            "layer l on chiplet type kcp_ws: dataflow kcp_ws: a count of this layer passes 2^63");
    LayerShape repeated = LayerShape.product(LayerKind.MATMUL, 1 << 12, k, k, 1 << 11);
    assertThatThrownBy(() -> model.cost(layer(repeated), nvd))
        .isInstanceOf(CostException.class)
        .hasMessage("layer l on chiplet type kcp_ws: its cost passes 2^63");
  }

  @Test
  void extremeLayersNeverFailOtherThanWithAReason() {
    int refused = 0;
    for (long seed = 0; seed < LAYERS; seed++) {
      RandomLayers random = new RandomLayers(seed);
      MaestroLayer layer = random.extreme();
      Dataflow dataflow = dataflows.get(random.pick(dataflows.names()));
      Set<Correction> mode = random.pick(List.of(Correction.NONE, Correction.ALL));
      try {
        LayerAnalysis analysis =
            MaestroEvaluator.evaluate(dataflow, layer, random.hardware(), mode);
        assertThat(analysis.cycles()).as("seed " + seed).isNotNegative();
        if (mode.equals(Correction.ALL)) {
          assertThat(analysis.macs()).as("seed " + seed + layer).isEqualTo(layer.trueMacs());
        }
      } catch (CostException e) {
        refused++;
        assertThat(e).as("seed " + seed).hasMessageContaining("passes 2^63");
      }
    }
    System.out.println("extreme layers: " + LAYERS + ", refused as too large: " + refused);
    assertThat(refused).isBetween(1, LAYERS - 1);
  }

  @Test
  void zeroCyclesAreRefusedUnlessCorrected() {
    Layer narrow = layer(new LayerShape(LayerKind.CONV, 8, 8, 3, 3, 8, 8, 1, 1, 0, 0, 1, 1));
    ChipletType shi = type("yxp_os", 256);
    MaestroCostModel model = new MaestroCostModel(dataflows, Correction.NONE);
    assertThatThrownBy(() -> model.cost(narrow, shi))
        .isInstanceOf(CostException.class)
        .hasMessage(
            "layer l on chiplet type yxp_os: dataflow yxp_os yields 0 cycles; "
                + "a tile does not fit this shape");
    assertThat(MaestroCostModel.shipped().cost(narrow, shi).cycles()).isPositive();
    assertThatThrownBy(() -> model.cost(narrow, type("mine", 256)))
        .isInstanceOf(CostException.class)
        .hasMessageStartingWith("layer l on chiplet type mine: (mine) is not a dataflow");
  }

  @Test
  void severalThreadsSeeTheSameCosts() {
    MaestroCostModel model = MaestroCostModel.shipped();
    AtomicInteger different = new AtomicInteger();
    LayerCost expected =
        MaestroCostModel.shipped().cost(layer(convolution(64, 64, 3, 56)), type("kcp_ws", 256));
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              LayerCost cost = model.cost(layer(convolution(64, 64, 3, 56)), type("kcp_ws", 256));
              different.addAndGet(cost.equals(expected) ? 0 : 1);
            });
    assertThat(different).hasValue(0);
  }
}
