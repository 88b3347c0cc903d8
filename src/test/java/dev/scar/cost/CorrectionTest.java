package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each correction repairs its defect and nothing else; together they make every MAC count once. */
class CorrectionTest {
  private static final int LAYERS = 4000;
  private static final CostHardware HARDWARE = new CostHardware(4096, 32, 1, 1_000_000_000);

  private final Dataflows dataflows = Dataflows.shipped();

  private LayerAnalysis evaluate(
      String dataflow, MaestroLayer layer, CostHardware hardware, Set<Correction> corrections) {
    return MaestroEvaluator.evaluate(dataflows.get(dataflow), layer, hardware, corrections);
  }

  private static MaestroLayer convolution(long k, long c, long filter, long map, long stride) {
    return MaestroLayer.convolution(
        LayerType.CONV, 1, 1, k, c, filter, filter, map, map, stride, stride);
  }

  @Tag("heavy")
  @Test
  void correctedModeCountsEveryMacOnceAndNeedsTheTimeForThem() {
    int wrong = 0;
    int zero = 0;
    Map<Correction, Integer> changed = new EnumMap<>(Correction.class);
    for (long seed = 0; seed < LAYERS; seed++) {
      RandomLayers random = new RandomLayers(seed);
      MaestroLayer layer = random.convolution();
      CostHardware hardware = random.hardware();
      String name = random.pick(dataflows.names());
      LayerAnalysis maestro = evaluate(name, layer, hardware, Correction.NONE);
      LayerAnalysis corrected = evaluate(name, layer, hardware, Correction.ALL);
      String as = "seed " + seed + ", " + name + ", " + layer + ", " + hardware;
      assertThat(corrected.macs()).as(as).isEqualTo(layer.trueMacs());
      assertThat(corrected.output().l1Write()).as(as).isEqualTo(layer.trueMacs());
      assertThat(corrected.cycles())
          .as(as)
          .isGreaterThanOrEqualTo((layer.trueMacs() + hardware.pes() - 1) / hardware.pes());
      assertThat(corrected.utilization()).as(as).isGreaterThan(0).isLessThanOrEqualTo(1);
      assertThat(corrected.ingress().least()).as(as).isNotNegative();
      wrong += maestro.macs() == layer.trueMacs() ? 0 : 1;
      zero += maestro.cycles() > 0 ? 0 : 1;
      for (Correction one : Correction.values()) {
        boolean same = evaluate(name, layer, hardware, Set.of(one)).equals(maestro);
        changed.merge(one, same ? 0 : 1, Integer::sum);
      }
    }
    System.out.printf(
        "%d random layers: original has %d wrong MAC counts, %d zero cycles; changed alone: %s%n",
        LAYERS, wrong, zero, changed);
    assertThat(wrong).isPositive();
    assertThat(zero).isPositive();
    changed.remove(Correction.INSERTED_ZEROS);
    assertThat(changed.values()).allMatch(count -> count > 0);
  }

  @Test
  void oversizedTilesNoLongerVanish() {
    MaestroLayer layer = convolution(16, 16, 3, 8, 1);
    assertThat(evaluate("yxp_os", layer, HARDWARE, Correction.NONE).cycles()).isZero();
    LayerAnalysis corrected =
        evaluate("yxp_os", layer, HARDWARE, Set.of(Correction.OVERSIZED_TILE));
    assertThat(corrected).isEqualTo(evaluate("yxp_os_capped", layer, HARDWARE, Correction.NONE));
    assertThat(corrected.macs()).isEqualTo(layer.trueMacs());
  }

  @Test
  void stridedTilesAreCountedOnce() {
    MaestroLayer layer = convolution(64, 3, 7, 224, 2);
    Set<Correction> only = Set.of(Correction.STRIDED_TILE);
    assertThat(evaluate("yxp_os", layer, HARDWARE, Correction.NONE).macs()).isEqualTo(195_865_152);
    assertThat(evaluate("yxp_os", layer, HARDWARE, only).macs()).isEqualTo(111_776_448);
    MaestroLayer gaps = convolution(64, 64, 1, 14, 2);
    assertThat(evaluate("yxp_os", gaps, HARDWARE, Correction.NONE).macs())
        .isGreaterThan(gaps.trueMacs());
    assertThat(evaluate("yxp_os", gaps, HARDWARE, only).macs()).isEqualTo(gaps.trueMacs());
  }

  @Test
  void outputReadsKnowTheStride() {
    MaestroLayer layer = convolution(64, 3, 7, 224, 2);
    LayerAnalysis maestro = evaluate("kcp_ws", layer, HARDWARE, Correction.NONE);
    LayerAnalysis corrected =
        evaluate("kcp_ws", layer, HARDWARE, Set.of(Correction.STRIDED_OUTPUT));
    assertThat(maestro.output().l2Read()).isEqualTo(64L * 218 * 218);
    assertThat(corrected.output().l2Read()).isEqualTo(64L * 109 * 109);
    assertThat(corrected.cycles()).isEqualTo(maestro.cycles());
  }

  @Test
  void theLastUnitHasItsOwnShare() {
    CostHardware four = new CostHardware(32, 32, 1, 1_000_000_000);
    MaestroLayer layer = convolution(4, 4, 3, 11, 1);
    Set<Correction> only = Set.of(Correction.LAST_UNIT);
    assertThat(evaluate("yxp_os", layer, four, Correction.NONE).macs())
        .isGreaterThan(layer.trueMacs());
    assertThat(evaluate("yxp_os", layer, four, only).macs()).isEqualTo(layer.trueMacs());
    MaestroLayer pointwise = convolution(64, 64, 1, 56, 1);
    assertThat(evaluate("yxp_os", pointwise, HARDWARE, only).input().l2Read())
        .isGreaterThan(evaluate("yxp_os", pointwise, HARDWARE, Correction.NONE).input().l2Read());
  }

  @Test
  void emptyTransfersTakeNoTime() {
    CostHardware direct = new CostHardware(4096, 32, 0, 1_000_000_000);
    assertThat(direct.transferCycles(0, Correction.NONE)).isEqualTo(-1);
    assertThat(direct.transferCycles(33, Correction.NONE)).isEqualTo(1);
    Set<Correction> only = Set.of(Correction.EMPTY_TRANSFER);
    assertThat(direct.transferCycles(0, only)).isZero();
    assertThat(direct.transferCycles(33, only)).isEqualTo(2);
    CostHardware far = new CostHardware(4096, 32, 5, 1_000_000_000);
    assertThat(far.transferCycles(0, Correction.NONE)).isEqualTo(4);
    assertThat(far.transferCycles(0, only)).isZero();
    assertThat(far.transferCycles(33, only)).isEqualTo(6);
  }

  @Test
  void aComparisonNamesTheCauses() {
    CostComparison strided =
        CostComparison.of(
            "conv1", convolution(64, 3, 7, 224, 2), dataflows.get("yxp_os"), HARDWARE);
    assertThat(strided.isDifferent()).isTrue();
    assertThat(strided.causes()).contains(Correction.STRIDED_TILE, Correction.STRIDED_OUTPUT);
    assertThat(strided.maestro().macs()).isEqualTo(195_865_152);
    assertThat(strided.corrected().macs()).isEqualTo(strided.trueMacs());
    CostComparison plain =
        CostComparison.of("conv", convolution(64, 64, 1, 64, 1), dataflows.get("kcp_ws"), HARDWARE);
    assertThat(plain.isDifferent()).isFalse();
    assertThat(plain.causes()).isEmpty();
    assertThat(plain.cycleRatio()).isEqualTo(1);
    CostComparison vanished =
        CostComparison.of("tiny", convolution(16, 16, 3, 8, 1), dataflows.get("yxp_os"), HARDWARE);
    assertThat(vanished.maestro().cycles()).isZero();
    assertThat(vanished.cycleRatio()).isInfinite();
  }
}
