package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.RoutingVerdict;
import dev.scar.plan.Plan;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.Segment;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replays through routers with credits: timelines by hand, laws, both engines, deadlock. */
class CreditBuffersTest {
  private static final LoopEngine LOOP = new LoopEngine();

  private static ReplayOptions options(long packetBytes, FlowControl flowControl) {
    return new ReplayOptions(packetBytes, LogDetail.PACKETS, (w, t) -> {}, flowControl).withWaits();
  }

  private static ReplayResult replay(Plan plan, FlowControl flowControl) {
    return LOOP.replay(plan, options(4096, flowControl), entry -> {});
  }

  private static Stream<Transfer> transfers(ReplayResult result) {
    return result.windows().stream()
        .flatMap(window -> window.stages().stream())
        .flatMap(run -> run.transfers().stream());
  }

  /** Sends of so many bytes from one chiplet to another, all released at 0. */
  private static Plan sends(ChipletPackage chipletPackage, int bytes, int[]... pairs) {
    List<ScenarioModel> models = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int m = 0; m < pairs.length; m++) {
      models.add(
          Scenes.model(
              "m" + m, 1, Scenes.layer("a", 0, 0, bytes, 0), Scenes.layer("b", 0, 0, 1, 0, 0)));
      segments.addAll(List.of(Scenes.oneLayerEach(m, pairs[m])));
    }
    return Scenes.plan(
        chipletPackage,
        Scenes.scenario(models.toArray(ScenarioModel[]::new)),
        segments.toArray(Segment[]::new));
  }

  private static List<Long> arrivals(ReplayResult result) {
    return transfers(result)
        .filter(t -> t.program().consumer() >= 0)
        .map(Transfer::arrivalPs)
        .sorted()
        .toList();
  }

  /**
   * 128 flits of 640 ps over one hop of 35 000 ps, whose credits are back after 70 000 ps. A buffer
   * of B flits lets B of them go every 70 000 ps: the last one, number 127, goes at 127 · 70 000
   * with B = 1, at 2 · 70 000 + 17 · 640 with B = 55, and without a wait with ⌈7000 / 64⌉ + 1 =
   * 111. It arrives a hop and 640 ps later.
   */
  @Test
  void creditsPaceALoneTransfer() {
    Plan plan = sends(Packages.line(2), 8192, new int[] {0, 1});
    assertThat(arrivals(replay(plan, new CreditBuffers(1, 1)))).containsExactly(8_925_640L);
    assertThat(arrivals(replay(plan, new CreditBuffers(1, 55)))).containsExactly(186_520L);
    assertThat(arrivals(replay(plan, new CreditBuffers(1, 111)))).containsExactly(116_920L);
    assertThat(arrivals(replay(plan, new CreditBuffers(1, 0)))).containsExactly(116_920L);
    assertThat(arrivals(replay(plan, CreditBuffers.DEFAULT))).containsExactly(116_920L);
  }

  /**
   * A DRAM takes whatever comes, and its credits take as long as those of a router: with room for
   * one flit the last of 128 goes at 127 · 70 000. Its head is at the DRAM a hop and an access of
   * 200 000 later, which needs 1000 for it.
   */
  @Test
  void creditsPaceALoneStore() {
    Scenario writes = Scenes.scenario(Scenes.model("m", 1, Scenes.layer("a", 0, 0, 8192, 0)));
    Plan plan = Scenes.plan(Packages.line(2), writes, new Segment(0, 0, 1, 1));
    assertThat(transfers(replay(plan, new CreditBuffers(1, 1))))
        .extracting(Transfer::arrivalPs)
        .containsExactly(127 * 70_000L + 35_000 + 200_000 + 1000);
  }

  /**
   * Two transfers of 128 flits share link 1>2. That of chiplet 1 has sent 55 flits when the other's
   * first one is there, at 35 000; from 35 200 on they alternate, the other first. Its last flit,
   * the 146th of them, goes at 35 200 + 145 · 640 and is through at 128 000 + 35 000 + 640; the
   * link's last one, of 256 without a gap, goes at 255 · 640, a hop later over 2>3, and is through
   * at 163 200 + 70 000 + 640.
   */
  @Test
  void twoTransfersShareALinkFlitByFlit() {
    Plan plan = sends(Packages.line(4), 8192, new int[] {0, 3}, new int[] {1, 2});
    assertThat(arrivals(replay(plan, CreditBuffers.DEFAULT))).containsExactly(163_640L, 233_840L);
    assertThat(arrivals(replay(plan, new CreditBuffers(2, 0)))).containsExactly(163_640L, 233_840L);
  }

  /**
   * With one channel link 1>2 belongs to the packets of chiplet 1 (64 flits, to 40 960) and of
   * chiplet 0 in turns: 1, 0, 1, 0. They end at 40 960, 81 920, 122 880 and 163 840.
   */
  @Test
  void withOneChannelPacketsTakeTurns() {
    Plan plan = sends(Packages.line(4), 8192, new int[] {0, 3}, new int[] {1, 2});
    assertThat(arrivals(replay(plan, new CreditBuffers(1, 0))))
        .containsExactly(122_880L + 35_000, 163_840L + 70_000);
  }

  /**
   * Packets of 16 B are flits of 16 B: a loop of credits over a link, 70 ns, is 437.5 of them. The
   * last of 8192 B enters the first link, from the beginning at 100 GB/s, with 16 B left, and is
   * through two hops later.
   */
  @Test
  void smallPacketsAreSmallFlits() {
    Plan plan = sends(Packages.line(3), 8192, new int[] {0, 2});
    ReplayResult result = LOOP.replay(plan, options(16, new CreditBuffers(1, 0)), entry -> {});
    assertThat(arrivals(result)).containsExactly(81_920L + 70_000);
  }

  /** A loop of credits of 2 s at 100 GB/s is 3 125 000 000 flits, more than are ever counted. */
  @Test
  void aLoopOfAnyLengthIsPossible() {
    ChipletPackage far =
        Packages.nodes(2)
            .link(0, 1, 100_000_000_000L, 1_000_000_000_000L)
            .link(1, 0, 100_000_000_000L, 1_000_000_000_000L)
            .dram(0, 64)
            .build();
    Plan plan = sends(far, 6400, new int[] {0, 1});
    assertThat(arrivals(replay(plan, CreditBuffers.DEFAULT)))
        .containsExactly(1_000_000_000_000L + 64_000);
  }

  private static void alone(long seed) {
    RandomScenes scenes = new RandomScenes(seed);
    Random random = new Random(seed);
    int nodes = 2 + random.nextInt(6);
    ChipletPackage chipletPackage = scenes.chipletPackage(nodes);
    int from = random.nextInt(nodes);
    int to = (from + 1 + random.nextInt(nodes - 1)) % nodes;
    Scenario scenario =
        Scenes.scenario(
            Scenes.model(
                "m",
                1,
                Scenes.layer("a", 1_000, random.nextInt(90_000), 1 + random.nextInt(90_000), 700),
                Scenes.layer(
                    "b", 1_000, random.nextInt(90_000), 1 + random.nextInt(90_000), 0, 0)));
    Plan plan = Scenes.plan(chipletPackage, scenario, Scenes.oneLayerEach(0, from, to));
    CreditBuffers routers = new CreditBuffers(1 + random.nextInt(5), 0);
    int packets = random.nextInt(3) == 0 ? 2 * CreditBuffers.FLIT_BYTES : 9_000;
    ReplayResult result =
        LOOP.replay(plan, options(1 + random.nextInt(packets), routers), entry -> {});
    assertThat(transfers(result)).as("seed %d", seed).allMatch(t -> t.delayPs() == 0);
    assertThat(result.latencyPs())
        .as("seed %d", seed)
        .isEqualTo(Predictor.predict(plan).latencyPs());
  }

  @Test
  void aLoneTransferTakesWhatIsPredicted() {
    for (long seed = 0; seed < 60; seed++) {
      alone(seed);
    }
  }

  @Test
  @Tag("slow")
  void everyLoneTransferTakesWhatIsPredicted() {
    for (long seed = 0; seed < 3_000; seed++) {
      alone(seed);
    }
  }

  /** Both engines give the same log; nothing is early; waits add up. */
  private static int compared(long seed) {
    RandomScenes scenes = new RandomScenes(seed);
    Plan plan = scenes.plan();
    if (!(DeadlockProof.verdict(plan.chipletPackage().nop(), plan.chipletPackage().routing())
        instanceof RoutingVerdict.DeadlockFree)) {
      return 0;
    }
    Random random = new Random(seed);
    int buffer = random.nextInt(3) * random.nextInt(40);
    ReplayOptions options =
        options(scenes.packetBytes(), new CreditBuffers(1 + random.nextInt(4), buffer));
    List<LogRecord> expected = new ArrayList<>();
    ReplayResult loop = LOOP.replay(plan, options, expected::add);
    List<LogRecord> log = new ArrayList<>();
    ReplayResult actors = new ActorEngine(1 + random.nextInt(2)).replay(plan, options, log::add);
    assertThat(log).as("seed %d", seed).isEqualTo(expected);
    assertThat(actors.resources()).as("seed %d", seed).isEqualTo(loop.resources());
    assertThat(loop.latencyPs())
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(Predictor.predict(plan).latencyPs());
    transfers(loop)
        .forEach(
            t -> {
              assertThat(t.delayPs()).as("seed %d", seed).isNotNegative();
              assertThat(t.waits().stream().mapToLong(Wait::remainingPs).sum())
                  .as("seed %d", seed)
                  .isEqualTo(t.delayPs());
            });
    assertThat(loop.resources()).allMatch(use -> use.overlaps() == 0);
    return 1;
  }

  @Test
  void enginesAgreeAndNothingIsEarly() {
    int cases = 0;
    for (long seed = 0; seed < 6; seed++) {
      cases += compared(seed);
    }
    assertThat(cases).isGreaterThan(1);
  }

  @Test
  @Tag("slow")
  void enginesAlwaysAgreeAndNothingIsEarly() {
    int cases = 0;
    for (long seed = 0; seed < 200; seed++) {
      cases += compared(seed);
    }
    assertThat(cases).isGreaterThan(50);
  }

  /** On a one-way ring of six 0 sends to 3, 2 to 5, and 4 to 1: each holds what another wants. */
  @Test
  void aRingDeadlocksAndSaysHow() {
    Packages packages = Packages.nodes(6).dram(0, 64);
    for (int node = 0; node < 6; node++) {
      packages.link(node, (node + 1) % 6, 100 * Packages.GB, 35_000);
    }
    Plan plan =
        sends(packages.build(), 100_000, new int[] {0, 3}, new int[] {2, 5}, new int[] {4, 1});
    for (Engine engine : List.of(LOOP, new ActorEngine(1))) {
      DeadlockException found =
          catchThrowableOfType(
              DeadlockException.class,
              () -> engine.replay(plan, options(4096, new CreditBuffers(1, 2)), entry -> {}));
      assertThat(found).isNotNull();
      assertThat(found.cycle()).hasSize(3);
      assertThat(found.getMessage()).contains("send").contains("inject 0").contains("eject 3");
    }
  }
}
