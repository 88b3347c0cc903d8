package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.cost.LayerAnalysis.Counts;
import dev.scar.cost.LayerAnalysis.Delay;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of the model's specification: 4096 units, bandwidth 32, latency 1. */
class WorkedExamplesTest {
  private static final ActivityEnergy TOOL = new ActivityEnergy(0.23e-12, 1.68, 18.61);
  private static final CostHardware HARDWARE = new CostHardware(4096, 32, 1, 1_000_000_000);

  private static LayerAnalysis evaluate(
      String dataflow, long k, long c, long filter, long y, long x, long stride) {
    return MaestroEvaluator.evaluate(
        Dataflows.shipped().get(dataflow),
        MaestroLayer.convolution(LayerType.CONV, 1, 1, k, c, filter, filter, y, x, stride, stride),
        HARDWARE);
  }

  private static void assertEnergy(LayerAnalysis analysis, double expected) {
    assertThat(analysis.energyMacUnits(TOOL)).isCloseTo(expected, within(0.005));
  }

  @Test
  void firstLayerOfResnetWeightStationary() {
    LayerAnalysis a = evaluate("kcp_ws", 64, 3, 7, 224, 224, 2);
    assertThat(a.cycles()).isEqualTo(701_278);
    assertThat(a.macs()).isEqualTo(111_776_448);
    assertThat(a.input()).isEqualTo(new Counts(111_776_448, 510_447, 510_447, 150_528));
    assertThat(a.weight()).isEqualTo(new Counts(111_776_448, 9_408, 9_408, 9_408));
    assertThat(a.output()).isEqualTo(new Counts(111_776_448, 111_776_448, 3_041_536, 760_384));
    assertThat(a.avgUtilizedPes()).isEqualTo(192);
    assertThat(a.l2Required()).isEqualTo(294 + 18_816 + 128);
    assertThat(a.l1RequiredPerPe()).isEqualTo(98 + 98 + 98);
    assertThat(a.nocRequired()).isEqualTo(161);
    assertThat(a.ingress()).isEqualTo(new Delay(2, 299, 2));
    assertThat(a.compute()).isEqualTo(new Delay(59, 59, 59));
    assertEnergy(a, 947_192_176.67);
    assertThat(a.energy(TOOL).mac()).isEqualTo(111_776_448);
    assertThat(a.energy(TOOL).l1())
        .isCloseTo(1.68 * (4 * 111_776_448.0 + 510_447 + 9_408), within(0.01));
  }

  @Test
  void firstLayerOfResnetOutputStationary() {
    LayerAnalysis a = evaluate("yxp_os", 64, 3, 7, 224, 224, 2);
    assertThat(a.cycles()).isEqualTo(371 + 193L * 5184 + 93 * 128 + 57 * 63);
    assertThat(a.macs()).isEqualTo(195_865_152);
    assertThat(a.avgUtilizedPes()).isEqualTo(440);
    assertThat(a.ingress()).isEqualTo(new Delay(2, 314, a.ingress().mean()));
    assertThat(a.egress()).isEqualTo(new Delay(14, 48, a.egress().mean()));
    assertEnergy(a, 2_374_798_043.61);
  }

  @Test
  void pointwiseLayer() {
    LayerAnalysis nvd = evaluate("kcp_ws", 64, 64, 1, 56, 56, 1);
    assertThat(nvd.cycles()).isEqualTo(135 + 5L * 3135);
    assertThat(nvd.input().l2Read()).isEqualTo(200_704);
    assertThat(nvd.weight().l2Read()).isEqualTo(4_096);
    assertThat(nvd.output().l2Write()).isEqualTo(200_704);
    assertThat(nvd.avgUtilizedPes()).isEqualTo(4096);
    assertEnergy(nvd, 114_600_755.2);
    LayerAnalysis shi = evaluate("yxp_os", 64, 64, 1, 56, 56, 1);
    assertThat(shi.cycles()).isEqualTo(17 + 14L * 28_671);
    assertThat(shi.output().l2Write()).isEqualTo(12_845_056);
    assertThat(shi.avgUtilizedPes()).isEqualTo(448);
    assertEnergy(shi, 605_238_908.8);
  }

  @Test
  void threeByThreeLayer() {
    LayerAnalysis nvd = evaluate("kcp_ws", 64, 64, 3, 56, 56, 1);
    assertThat(nvd.cycles()).isEqualTo(1_215 + 45L * 2_915);
    assertThat(nvd.macs()).isEqualTo(107_495_424);
    assertThat(nvd.input().l2Read()).isEqualTo(580_608);
    assertThat(nvd.weight().l2Read()).isEqualTo(36_864);
    assertThat(nvd.output().l2Read()).isEqualTo(186_624);
    assertEnergy(nvd, 853_760_465.92);
    LayerAnalysis shi = evaluate("yxp_os", 64, 64, 3, 56, 56, 1);
    assertThat(shi.cycles()).isEqualTo(63 + 41L * 24_576 + 18 * 4_032 + 14 * 63);
    assertThat(shi.input().l2Read()).isEqualTo(34_069_716);
    assertThat(shi.weight().l2Read()).isEqualTo(36_864);
    assertThat(shi.output().l2Write()).isEqualTo(11_943_936);
    assertThat(shi.avgUtilizedPes()).isEqualTo(432);
    assertEnergy(shi, 1_752_058_043.56);
  }

  @Test
  void projectionOfBert() {
    LayerAnalysis nvd = evaluate("kcp_ws", 1024, 1024, 1, 128, 1, 1);
    assertThat(nvd.cycles()).isEqualTo(135 + 240L * 130 + 15 * 128 + 5 * 32_512);
    assertThat(nvd.avgUtilizedPes()).isEqualTo(4096);
    assertEnergy(nvd, 1_163_388_700.8);
    LayerAnalysis shi = evaluate("yxp_os", 1024, 1024, 1, 128, 1, 1);
    assertThat(shi.cycles()).isEqualTo(7 + 4L * 1_048_575);
    assertThat(shi.avgUtilizedPes()).isEqualTo(128);
  }

  /**
   * 64 × 64 weights on 4096 units that get 256 elements a cycle: the first row waits ⌈(64 + 4096) /
   * 256⌉ = 17 cycles for inputs and weights, then 1 for the 64 + 64 inside and 1 to multiply: 19.
   * Each further row takes these 2. Eight rows together, as of sequences that are decoded together,
   * take 19 + 7 · 2 = 33 cycles; one after another, as steps of a recurrent layer or as samples of
   * a batch, each with its weights, 8 · 19 = 152.
   */
  @Test
  void rowsTogetherGetTheirWeightsOnce() {
    ChipletType type =
        new ChipletType("nvd", "kcp_ws", 4096, 10 << 20, 500_000_000, 256, 1, 1_000_000_000, TOOL);
    assertThat(cycles(LayerKind.GEMM, 1, type)).isEqualTo(19);
    assertThat(cycles(LayerKind.GEMM, 8, type)).isEqualTo(33);
    assertThat(cycles(LayerKind.RECURRENT, 8, type)).isEqualTo(152);
  }

  private static long cycles(LayerKind kind, long rows, ChipletType type) {
    LayerShape shape = LayerShape.product(kind, rows, 64, 64, 1);
    Layer layer = new Layer("l", shape, shape.macs(), 4096, 64 * rows, 64 * rows, List.of());
    return MaestroCostModel.shipped().cost(layer, type).cycles();
  }
}
