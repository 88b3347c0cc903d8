package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.schedule.Segment;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two chiplets that load 8192 B each at the same time, through an interface of their own: two
 * packets of 64 ns each at 64 GB/s, 200 ns access.
 */
class DramSharingTest {
  private final List<LogRecord> log = new ArrayList<>();

  private static Packages pair() {
    return Packages.nodes(2).link(0, 1, 100).link(1, 0, 100).dram(0, 64);
  }

  private ReplayResult load(ChipletPackage chipletPackage, long first, long second) {
    Plan plan =
        plan(
            chipletPackage,
            scenario(
                model("a", 1, layer("a0", 1000, 0, 1, first)),
                model("b", 1, layer("b0", 1000, 0, 1, second))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    ReplayOptions options = new ReplayOptions(4096, LogDetail.PACKETS, (w, t) -> {});
    return new LoopEngine().replay(plan, options, log::add);
  }

  private static Transfer load(ReplayResult result, int stage) {
    return result.windows().get(0).stages().get(stage).transfers().stream()
        .filter(t -> t.program().flow().kind() == Flow.Kind.LOAD)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void interfacesOfTheirOwnDoNotDisturbEachOther() {
    ReplayResult result = load(pair().dram(1, 64).build(), 8192, 8192);
    assertThat(load(result, 0).arrivalPs()).isEqualTo(328_000);
    assertThat(load(result, 1).arrivalPs()).isEqualTo(328_000);
    assertThat(load(result, 0).delayPs() + load(result, 1).delayPs()).isZero();
  }

  @Test
  void oneDramBehindTwoInterfacesServesThemInTurn() {
    ReplayResult result = load(pair().sharedDram(1).build(), 8192, 8192);
    assertThat(load(result, 0).arrivalPs()).isEqualTo(392_000);
    assertThat(load(result, 1).arrivalPs()).isEqualTo(456_000);
    assertThat(load(result, 0).delayPs()).isEqualTo(64_000);
    assertThat(load(result, 1).delayPs()).isEqualTo(128_000);
    assertThat(load(result, 1).waits().get(0).other().orElseThrow().producer())
        .isEqualTo(load(result, 0).program().producer());
    List<Long> starts =
        log.stream()
            .filter(r -> r.kind() == LogRecord.Kind.SERVE && r.component() == 2)
            .limit(4)
            .map(LogRecord::startPs)
            .toList();
    assertThat(starts).containsExactly(200_000L, 264_000L, 328_000L, 392_000L);
  }

  /**
   * A short load beside a long one waits for one packet of it only; the long one is held up by that
   * packet and by the byte (16 ps) that the short one's chiplet stores meanwhile.
   */
  @Test
  void aShortLoadIsNotStuckBehindALongOne() {
    ReplayResult result = load(pair().sharedDram(1).build(), 1 << 20, 4096);
    assertThat(load(result, 1).delayPs()).isEqualTo(64_000);
    assertThat(load(result, 0).delayPs()).isEqualTo(64_016);
  }
}
