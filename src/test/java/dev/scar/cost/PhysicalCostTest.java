package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerCosts;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user's own layers cost is physical, whatever their shape and spelling. */
class PhysicalCostTest {
  private static final ActivityEnergy TOOL = new ActivityEnergy(0.23e-12, 1.68, 18.61);
  private static final int ALL = 10_000;

  private final MaestroCostModel costs = MaestroCostModel.shipped();

  private static ChipletType type(String dataflow, int pes) {
    return new ChipletType(
        dataflow, dataflow, pes, 1 << 20, 500_000_000, 32, 1, 1_000_000_000, TOOL);
  }

  private static Layer layer(LayerShape shape) {
    return new Layer(
        "l", shape, shape.macs(), shape.weightElements(), shape.outputElements(), 1, List.of());
  }

  private static Layer original(LayerShape shape) {
    return new Model("m", "m", List.of(layer(shape))).with(LayerCosts.ORIGINAL).layer(0);
  }

  private static LayerShape shape(
      LayerKind kind, long k, long c, long kernel, long map, long stride, long pad, long groups) {
    return new LayerShape(
        kind, k, c, kernel, kernel, map, map, stride, stride, pad, pad, groups, 1);
  }

  private LayerCost cost(String dataflow, LayerShape shape) {
    return costs.cost(layer(shape), type(dataflow, 64));
  }

  /**
   * By hand: 64 processing elements are one cluster, so the two groups and their two outputs come
   * one after the other, each of 2 MACs on two elements. Inside, one cycle of data and one of work;
   * outside one more cycle before the first: 3 + 3 · 2 cycles. L2 reads 4 inputs, 8 weights, 4
   * outputs, and writes as many; L1 writes 4 + 8 + 8 and reads 3 · 8.
   */
  @Test
  void aGroupedConvolutionReadsAndSumsTheChannelsOfItsGroup() {
    LayerShape grouped = shape(LayerKind.GROUPED, 4, 4, 1, 1, 1, 0, 2);
    LayerCost cost = cost("kcp_ws", grouped);
    assertThat(cost.macs()).isEqualTo(8);
    assertThat(cost.cycles()).isEqualTo(9);
    assertThat(cost.energyMacUnits()).isCloseTo(18.61 * 32 + 1.68 * 44 + 8, within(1e-9));
    LayerAnalysis analysis = costs.analysis(layer(grouped), type("kcp_ws", 64));
    assertThat(analysis.output().l2Write()).isEqualTo(4);
    assertThat(analysis.input().l2Read()).isEqualTo(4);
    LayerAnalysis slip = costs.analysis(original(grouped), type("kcp_ws", 64));
    assertThat(slip.output().l2Write()).as("every channel has outputs of its own").isEqualTo(8);
  }

  /** By hand: every channel on an element of its own, a cycle of data, then a cycle of work. */
  @Test
  void aChannelForItselfIsDepthwiseHoweverItIsSpelt() {
    LayerCost depthwise = cost("kcp_ws", shape(LayerKind.DEPTHWISE, 4, 4, 1, 1, 1, 0, 4));
    assertThat(depthwise.cycles()).isEqualTo(2);
    assertThat(depthwise.macs()).isEqualTo(4);
    LayerShape grouped = shape(LayerKind.GROUPED, 4, 4, 1, 1, 1, 0, 4);
    assertThat(cost("kcp_ws", grouped)).isEqualTo(depthwise);
    assertThat(costs.cost(original(grouped), type("kcp_ws", 64)).cycles()).isEqualTo(9);
  }

  /** By hand: one input, four places of the kernel one after the other: 3 + 3 · 2 cycles. */
  @Test
  void anUpConvolutionMultipliesNoInsertedZero() {
    LayerShape up = shape(LayerKind.TRANSPOSED, 1, 1, 2, 1, 2, 0, 1);
    LayerCost cost = cost("kcp_ws", up);
    assertThat(cost.macs()).isEqualTo(4);
    assertThat(cost.cycles()).isEqualTo(9);
    assertThat(costs.cost(original(up), type("kcp_ws", 64)).macs()).isEqualTo(16);
    LayerShape same = shape(LayerKind.TRANSPOSED, 8, 4, 3, 9, 1, 1, 1);
    for (String dataflow : Dataflows.SHIPPED) {
      assertThat(costs.cost(layer(same), type(dataflow, 4096)))
          .as(dataflow)
          .isEqualTo(
              costs.cost(layer(shape(LayerKind.CONV, 8, 4, 3, 9, 1, 1, 1)), type(dataflow, 4096)));
    }
  }

  @Test
  void someShapesCountEveryMacOnce() {
    sample(1000);
  }

  @Test
  @Tag("slow")
  void allShapesCountEveryMacOnce() {
    sample(ALL);
  }

  private void sample(int shapes) {
    for (long seed = 0; seed < shapes; seed++) {
      RandomLayers random = new RandomLayers(seed);
      LayerShape shape = random.shape();
      Layer layer = layer(shape);
      ChipletType type =
          type(
              random.pick(Dataflows.SHIPPED),
              (int) (long) random.pick(List.of(256L, 1024L, 4096L)));
      LayerCost cost = costs.cost(layer, type);
      String as = "seed " + seed + ", " + type.dataflows() + ", " + shape;
      assertThat(cost.macs()).as(as).isEqualTo(shape.macs());
      assertThat(cost.cycles() * type.pes()).as(as).isGreaterThanOrEqualTo(shape.macs());
      assertThat(cost.energyMacUnits()).as(as).isGreaterThanOrEqualTo(shape.macs());
      LayerAnalysis analysis = costs.analysis(layer, type);
      long moved = analysis.input().l2() + analysis.weight().l2() + analysis.output().l2();
      assertThat(moved).as(as).isPositive();
      for (LayerShape spelling : spellings(shape)) {
        assertThat(costs.cost(layer(spelling), type)).as(as + " as " + spelling).isEqualTo(cost);
      }
      ofOriginal(shape, type, as);
    }
  }

  /** The original's slips make some layers impossible; these are refused, none is free. */
  private void ofOriginal(LayerShape shape, ChipletType type, String as) {
    try {
      LayerCost cost = costs.cost(original(shape), type);
      assertThat(cost.cycles()).as(as).isPositive();
      assertThat(cost.macs()).as(as).isPositive();
      assertThat(cost.energyMacUnits()).as(as).isPositive();
    } catch (CostException e) {
      assertThat(e)
          .as(as)
          .hasMessageStartingWith("model m, layer l on chiplet type " + type.name())
          .hasMessageEndingWith("a tile does not fit this shape");
    }
  }

  private static List<LayerShape> spellings(LayerShape s) {
    return switch (s.kind()) {
      case DEPTHWISE -> List.of(with(LayerKind.GROUPED, s, s.c()));
      case GROUPED ->
          s.groups() == s.c() && s.k() == s.c()
              ? List.of(with(LayerKind.DEPTHWISE, s, s.c()))
              : List.of();
      case CONV -> List.of(with(LayerKind.GROUPED, s, 1));
      case GEMM -> List.of(with(LayerKind.CONV, s, 1), with(LayerKind.MATMUL, s, 1));
      case RECURRENT -> s.y() == 1 ? List.of(with(LayerKind.GEMM, s, 1)) : List.of();
      case ADD -> List.of(with(LayerKind.DEPTHWISE, s, s.c()));
      case MATMUL, TRANSPOSED -> List.of();
    };
  }

  private static LayerShape with(LayerKind kind, LayerShape s, long groups) {
    return new LayerShape(
        kind,
        s.k(),
        s.c(),
        s.r(),
        s.s(),
        s.y(),
        s.x(),
        s.strideY(),
        s.strideX(),
        s.rows().before(),
        s.columns().before(),
        groups,
        s.repeat());
  }

  @Test
  void impossibleCostsOfTheOriginalAreRefusedByName() {
    LayerShape negative = new LayerShape(LayerKind.GROUPED, 224, 32, 7, 1, 8, 8, 5, 5, 0, 0, 32, 1);
    assertThatThrownBy(() -> costs.cost(original(negative), type("yxp_os_capped", 4096)))
        .isInstanceOf(CostException.class)
        .hasMessageStartingWith("model m, layer l on chiplet type yxp_os_capped: dataflow")
        .hasMessageContaining("-31360 MACs");
    LayerCost cost = costs.cost(layer(negative), type("yxp_os_capped", 4096));
    assertThat(cost.macs()).isEqualTo(3136);
    LayerShape none = new LayerShape(LayerKind.CONV, 256, 96, 3, 1, 4, 14, 3, 3, 0, 0, 1, 1);
    assertThat(costs.cost(layer(none), type("yxp_os_capped", 4096)).macs())
        .isEqualTo(256L * 96 * 3 * 1 * 5);
  }
}
