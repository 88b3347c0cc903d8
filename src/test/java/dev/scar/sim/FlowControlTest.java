package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.RoutingVerdict;
import dev.scar.plan.Plan;
import dev.scar.replay.ActorEngine;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another flow control than the shipped one runs through both engines. */
class FlowControlTest {
  private static ReplayOptions options(long packetBytes, FlowControl flowControl) {
    return new ReplayOptions(packetBytes, LogDetail.PACKETS, (w, t) -> {}, flowControl);
  }

  /**
   * Two packets of 4096 B (40 960 ps at 100 GB/s) from 0 to its neighbour 1, room for one at every
   * input, credits 35 000 ps on their way. Packet 0 is injected at 0 and is at the link at 35 000,
   * from where its credit is back at 70 000: there packet 1 is injected, is at the link at 105 000,
   * and its tail is through at 70 000 + 40 960 + 35 000.
   */
  @Test
  void packetsWaitForRoom() {
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            Scenes.scenario(
                Scenes.model(
                    "m", 1, Scenes.layer("a", 0, 0, 8192, 0), Scenes.layer("b", 0, 0, 1, 0, 0))),
            Scenes.oneLayerEach(0, 0, 1));
    assertThat(arrivalPs(plan, new Credits(1, 35_000))).isEqualTo(145_960);
    assertThat(arrivalPs(plan, new Credits(2, 35_000))).isEqualTo(81_920 + 35_000);
    assertThat(arrivalPs(plan, FlowControl.ALL.get(0))).isEqualTo(81_920 + 35_000);
  }

  private static long arrivalPs(Plan plan, FlowControl flowControl) {
    ReplayResult result = new LoopEngine().replay(plan, options(4096, flowControl), entry -> {});
    return result.windows().get(0).stages().get(0).transfers().stream()
        .mapToLong(Transfer::arrivalPs)
        .min()
        .orElseThrow();
  }

  @Tag("heavy")
  @Test
  void enginesAgreeOnOtherFlowControls() {
    int held = 0;
    int cases = 0;
    for (long seed = 0; seed < Sampled.costly(40); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      RoutingVerdict verdict =
          DeadlockProof.verdict(plan.chipletPackage().nop(), plan.chipletPackage().routing());
      if (!(verdict instanceof RoutingVerdict.DeadlockFree)) {
        continue;
      }
      cases++;
      ReplayOptions options = options(scenes.packetBytes(), new Credits(1, 60_000));
      List<LogRecord> expected = new ArrayList<>();
      ReplayResult loop = new LoopEngine().replay(plan, options, expected::add);
      for (int threads = 1; threads <= 2; threads++) {
        List<LogRecord> log = new ArrayList<>();
        ReplayResult actors = new ActorEngine(threads).replay(plan, options, log::add);
        assertThat(log).as("seed %d", seed).isEqualTo(expected);
        assertThat(actors.resources()).as("seed %d", seed).isEqualTo(loop.resources());
      }
      assertThat(loop.latencyPs())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(Predictor.predict(plan).latencyPs());
      long infinite =
          new LoopEngine()
              .replay(plan, options(scenes.packetBytes(), FlowControl.ALL.get(0)), entry -> {})
              .latencyPs();
      held += loop.latencyPs() > infinite ? 1 : 0;
    }
    assertThat(cases).as("packages that cannot deadlock").isGreaterThan(Sampled.costly(10));
    assertThat(held).as("room for one packet holds packets up").isGreaterThan(cases / 2);
  }
}
