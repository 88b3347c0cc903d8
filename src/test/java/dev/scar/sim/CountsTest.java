package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.oneLayerEach;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a replay counts, by hand, with transfers as a whole and packet by packet. One hop is 35 000,
 * a DRAM access 200 000, links and ports have 100 GB/s, a DRAM 64 GB/s, a packet 4096 B.
 */
class CountsTest {
  private final List<LogRecord> log = new ArrayList<>();

  static Stream<LoopEngine> engines() {
    return Stream.of(new LoopEngine(), LoopEngine.packetByPacket());
  }

  private ReplayResult replay(LoopEngine engine, Plan plan) {
    return engine.replay(
        plan, new ReplayOptions(4096, LogDetail.TRANSFERS, (w, t) -> {}), log::add);
  }

  /** 10 000 B from chiplet 0 to chiplet 1, which then stores one byte in the DRAM of node 0. */
  private static Plan sendAndStore() {
    Scenario scenario =
        scenario(model("m", 1, layer("a", 0, 0, 10_000, 0), layer("b", 0, 0, 1, 0, 0)));
    return plan(Packages.line(2), scenario, oneLayerEach(0, 0, 1));
  }

  private static String use(ReplayResult result, String name) {
    ResourceUse use =
        result.resources().stream()
            .filter(u -> u.resource().name().equals(name))
            .findFirst()
            .orElseThrow();
    return "%d packets, %d B, %d ps".formatted(use.packets(), use.bytes(), use.busyPs());
  }

  private static Transfer first(ReplayResult result, Flow.Kind kind) {
    return result.windows().get(0).stages().stream()
        .flatMap(run -> run.transfers().stream())
        .filter(t -> t.program().flow().kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** A byte takes 10 on links and ⌈15.625⌉ at the DRAM. */
  @ParameterizedTest
  @MethodSource("engines")
  void resourcesCountWhatTheyServe(LoopEngine engine) {
    ReplayResult result = replay(engine, sendAndStore());
    assertThat(use(result, "link 0>1")).isEqualTo("3 packets, 10000 B, 100000 ps");
    assertThat(use(result, "eject 1")).isEqualTo("3 packets, 10000 B, 100000 ps");
    assertThat(use(result, "link 1>0")).isEqualTo("1 packets, 1 B, 10 ps");
    assertThat(use(result, "dram 0")).isEqualTo("1 packets, 1 B, 16 ps");
    assertThat(result.linkEvents()).isEqualTo(3 + 3 + 1 + 1);
  }

  /**
   * Packets leave the port at 0, 40 960 and 81 920 and arrive at 75 960, 116 920 and 135 000. The
   * byte needs 35 000 + 200 000 + 16.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void everyPacketHasALatency(LoopEngine engine) {
    Histogram latencies = replay(engine, sendAndStore()).packetLatencyPs();
    assertThat(latencies.getTotalCount()).isEqualTo(4);
    assertThat(latencies.getCountAtValue(75_960)).isEqualTo(2);
    assertThat(latencies.getCountAtValue(53_080)).isEqualTo(1);
    assertThat(latencies.getCountAtValue(235_016)).isEqualTo(1);
  }

  /** The last packet starts at the link at 116 920, and its head is at the ejection port then. */
  @ParameterizedTest
  @MethodSource("engines")
  void theLastPacketWasLastOnItsWayToTheEnd(LoopEngine engine) {
    ReplayResult result = replay(engine, sendAndStore());
    Transfer send = first(result, Flow.Kind.SEND);
    assertThat(send.lastPacketPosition()).isEqualTo(2);
    assertThat(send.lastPacketHeadPs()).isEqualTo(116_920);
    Transfer store = first(result, Flow.Kind.STORE);
    assertThat(store.lastPacketPosition()).isEqualTo(2);
    assertThat(store.lastPacketHeadPs()).isEqualTo(135_000 + 35_000 + 200_000);
  }

  /** A link of 200 GB/s behind one of 50 serves 10 000 B in 50 000, waiting for bytes between. */
  @ParameterizedTest
  @MethodSource("engines")
  void aRecordTellsWhenATransferPassed(LoopEngine engine) {
    Plan plan =
        plan(
            Packages.nodes(3).link(0, 1, 50).link(1, 2, 200).link(2, 0, 100).dram(0, 64).build(),
            scenario(model("m", 1, layer("a", 0, 0, 10_000, 0), layer("b", 0, 0, 1, 0, 0))),
            oneLayerEach(0, 0, 2));
    ReplayResult result = replay(engine, plan);
    assertThat(passes(0)).containsExactly("35000-235000, 200000 busy");
    assertThat(passes(1)).containsExactly("70000-270000, 50000 busy");
    assertThat(sum(result, 0, true)).isEqualTo(200_000);
    assertThat(sum(result, 1, true)).isEqualTo(50_000);
    assertThat(sum(result, 1, false)).isZero();
  }

  private List<String> passes(int component) {
    return log.stream()
        .filter(r -> r.component() == component && r.kind() == LogRecord.Kind.PASS)
        .map(r -> "%d-%d, %d busy".formatted(r.startPs(), r.endPs(), r.busyPs()))
        .toList();
  }

  private static long sum(ReplayResult result, int component, boolean busy) {
    ServiceBins bins = result.service().get(component);
    return IntStream.range(0, ServiceBins.BINS)
        .mapToLong(bin -> busy ? bins.busyPs(bin) : bins.waitingPs(bin))
        .sum();
  }

  /**
   * Case 5: link 1&gt;3, number 2, serves four packets. B's first one waits 40 960 for A's; A's
   * second one comes when A's first is through, and waits 81 920 for B's.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void waitingAddsUp(LoopEngine engine) {
    ReplayResult result = replay(engine, Scenes.rotatingTies());
    assertThat(sum(result, 2, true)).isEqualTo(4 * 40_960);
    assertThat(sum(result, 2, false)).isEqualTo(40_960 + 81_920);
    assertThat(passes(2))
        .containsExactlyInAnyOrder("70000-233840, 81920 busy", "110960-192880, 81920 busy");
  }

  /**
   * Where nobody asks whom transfers wait for, only where: the last packet of A leaves the link 81
   * 920 late, that of B 40 960.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void withoutALogWaitsAreWhereTransfersBecomeLate(LoopEngine engine) {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = engine.replay(Scenes.rotatingTies(), options, log::add);
    assertThat(log).noneMatch(r -> r.kind() == LogRecord.Kind.PASS);
    List<StageRun> stages = result.windows().get(0).stages();
    assertThat(ByHand.waits(stages.get(0).transfers().get(0)))
        .containsExactly("2 behind null: 81920 of 81920");
    assertThat(ByHand.waits(stages.get(1).transfers().get(0)))
        .containsExactly("2 behind null: 40960 of 40960");
  }

  /** Of a layer on the second chiplet of two, the first of which has the DRAM. */
  private static ReplayResult throughRouters(Scenario scenario) {
    return new LoopEngine()
        .replay(
            plan(Packages.line(2), scenario, new Segment(0, 0, 1, 1)),
            new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}, CreditBuffers.DEFAULT),
            entry -> {});
  }

  /**
   * Through routers, packets are still those of 4096 B: a load of two and a half has three, though
   * its 157 flits are served one by one. With room for all of them the flits of 640 follow each
   * other over the link at the pace of 1000 of the DRAM.
   */
  @Test
  void throughRoutersPacketsNotFlitsHaveLatencies() {
    Scenario reads = scenario(model("m", 1, layer("a", 0, 10_000, 1, 0)));
    ReplayResult result = throughRouters(reads);
    assertThat(first(result, Flow.Kind.LOAD).arrivalPs()).isEqualTo(200_000 + 156_250 + 35_000);
    // Three of the load, and the byte that is stored.
    assertThat(result.packetLatencyPs().getTotalCount()).isEqualTo(3 + 1);
  }

  /** A store of 10 000 B ends at the DRAM, which serves 157 flits, but three packets. */
  @Test
  void aDramCountsPacketsNotFlits() {
    Scenario writes = scenario(model("m", 1, layer("a", 0, 0, 10_000, 0)));
    ReplayResult result = throughRouters(writes);
    assertThat(use(result, "dram 0")).isEqualTo("157 packets, 10000 B, 156250 ps");
    assertThat(result.packetLatencyPs().getTotalCount()).isEqualTo(3);
  }

  /**
   * Two stages of two samples each, one at a time, which take 1000 and 3000: chiplet 0 sends twice
   * 1000 B, in 10 000 over its port. The second sample is sent at 47 000, when the first has come
   * at 46 000 and 1000 have passed, and comes at 92 000; then 3000 and a store of 235 016 are left.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void stagesCountWhatTheyCompute(LoopEngine engine) {
    Plan plan =
        plan(
            Packages.line(2),
            scenario(model("m", 2, layer("a", 1000, 0, 1000, 0), layer("b", 3000, 0, 1, 0, 0))),
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)),
            List.of(new Window(List.of(oneLayerEach(0, 0, 1)))));
    ReplayResult result = replay(engine, plan);
    StageRun first = result.windows().get(0).stages().get(0);
    assertThat(first.computeBusyPs()).isEqualTo(2000);
    assertThat(first.samplesComputed()).isEqualTo(2);
    assertThat(first.injectedBytes()).isEqualTo(2000);
    assertThat(first.injectionBusyPs()).isEqualTo(20_000);
    assertThat(first.computeStartPs(1)).isEqualTo(46_000);
    assertThat(first.computeEndPs(1)).isEqualTo(47_000);
    assertThat(first.finishPs(1)).isEqualTo(92_000);
    StageRun second = result.windows().get(0).stages().get(1);
    assertThat(second.startPs(0)).isEqualTo(46_000);
    assertThat(second.beganPs(0)).isEqualTo(46_000);
    // The first sample is stored until 46 000 + 3000 + 235 016, so that the second one waits.
    assertThat(second.startPs(1)).isEqualTo(284_016);
    assertThat(second.finishPs(1)).isEqualTo(284_016 + 238_016);
    assertThat(result.windows().get(0).modelLatencyPs(0)).isEqualTo(522_032);
    assertThat(result.windows().get(0).modelLatencyPs(1)).isZero();
    assertThat(result.latencyPs()).isEqualTo(522_032);
  }

  @Test
  void pausesHaveWords() {
    assertThat(Pause.REFRESH.word()).isEqualTo("refresh");
    assertThat(Pause.TURNAROUND.word()).isEqualTo("turnaround");
  }

  /**
   * Of three packets of 4096, 4096 and 1808 B at 64 GB/s the last two are left, 64 000 + 28 250.
   */
  @Test
  void aQueuedLoadKnowsWhatIsLeft() {
    SimPath way = ByHand.way(4096, ByHand.step(ByHand.link(0, 64), 0));
    QueuedLoad load = new QueuedLoad(ByHand.transfer(1, way, 10_000, Kept.PROGRESS), 1);
    assertThat(load.packetsLeft()).isEqualTo(2);
    assertThat(load.timePs(0)).isZero();
    assertThat(load.timePs(1)).isEqualTo(64_000);
    assertThat(load.timePs(2)).isEqualTo(92_250);
  }
}
