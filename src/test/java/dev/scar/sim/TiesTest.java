package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.oneLayerEach;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who goes first when packets come at the same instant, by hand. */
class TiesTest {
  /** Of both forms of the loop, which must agree: the closed form serves no lone packet itself. */
  private static List<Transfer> transfers(Plan plan, int stage, Flow.Kind kind) {
    List<Transfer> plain = transfers(LoopEngine.packetByPacket(), plan, stage, kind);
    assertThat(transfers(new LoopEngine(), plan, stage, kind))
        .extracting(Transfer::arrivalPs)
        .isEqualTo(plain.stream().map(Transfer::arrivalPs).toList());
    return plain;
  }

  private static List<Transfer> transfers(LoopEngine engine, Plan plan, int stage, Flow.Kind kind) {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = engine.replay(plan, options, record -> {});
    return result.windows().get(0).stages().get(stage).transfers().stream()
        .filter(t -> t.program().flow().kind() == kind)
        .toList();
  }

  /**
   * Chiplet 0 sends a packet at 0, which arrives at 40 960 + 2 hops = 110 960 and meets nobody.
   * Then it sends the next one, at the same time as chiplet 2 its first. The link that they share
   * has seen no tie ({@code replay-rules.md#rule-9}), so its lowest input goes first.
   */
  @Test
  void aPacketThatMeetsNobodyLeavesThePointer() {
    ChipletPackage star =
        Packages.nodes(4)
            .link(0, 1, 100)
            .link(2, 1, 100)
            .link(1, 3, 100)
            .link(3, 1, 100)
            .link(1, 0, 100)
            .link(1, 2, 100)
            .dram(1, 64)
            .build();
    Plan plan =
        plan(
            star,
            scenario(
                model(
                    "m",
                    2,
                    layer("a", 0, 0, 4096, 0),
                    layer("b", 110_960, 0, 4096, 0),
                    layer("c", 0, 0, 1, 0, 0, 1))),
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)),
            List.of(new Window(List.of(oneLayerEach(0, 0, 2, 3)))));
    assertThat(transfers(plan, 0, Flow.Kind.SEND))
        .extracting(Transfer::arrivalPs)
        .containsExactly(110_960L, 221_920L);
    assertThat(transfers(plan, 1, Flow.Kind.SEND).get(0).arrivalPs()).isEqualTo(262_880);
  }

  /**
   * Chiplet 0 stores two packets over a port of 64 GB/s. The first is at the DRAM at 35 000 + 200
   * 000 and served to 299 000, the instant at which the second is there. So is a packet of chiplet
   * 1, which joined before the transfer served last went to the end ({@code
   * replay-rules.md#rule-10}), and is served first.
   */
  @Test
  void aStoreThatIsThereAsTheDramFallsFreeLetsAnotherGoFirst() {
    ChipletPackage pair =
        Packages.nodes(3)
            .link(0, 2, 100)
            .link(1, 2, 100)
            .link(2, 0, 100)
            .link(2, 1, 100)
            .ports(64, 100)
            .dram(2, 64)
            .build();
    Plan plan =
        plan(
            pair,
            scenario(
                model("a", 1, layer("a0", 0, 0, 8192, 0)),
                model("b", 1, layer("b0", 64_000, 0, 4096, 0))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    assertThat(transfers(plan, 1, Flow.Kind.STORE).get(0).arrivalPs()).isEqualTo(363_000);
    assertThat(transfers(plan, 0, Flow.Kind.STORE).get(0).arrivalPs()).isEqualTo(427_000);
  }
}
