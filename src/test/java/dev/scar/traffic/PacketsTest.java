package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.sim.LoopEngine;
import dev.scar.traffic.TrafficMix.Size;
import dev.scar.traffic.router.RouterSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sizes, replies, bursts and traces of packets. */
class PacketsTest {
  private static final TrafficNetwork ROW = TrafficNetwork.sized("mesh:1x4", Optional.empty());

  private static final TrafficPattern ALONG = TrafficPattern.permutation("along", Map.of(0, 3), 4);

  private static TrafficSettings settings(TrafficMix mix, long measure) {
    return new TrafficSettings(mix, 0, measure, 3, 2, 3, 1);
  }

  private static Traffic routers() {
    return new Traffic(ROW, credit(), (done, of) -> {});
  }

  private static CreditTransport credit() {
    return new CreditTransport(RouterSettings.DEFAULT);
  }

  /** Alone, L flits over three links take 5 + 9 + L − 1 cycles, whatever the flow control. */
  @Test
  void packetsOfEachSizeTakeTheirTime() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1), new Size(8, 3)), 0, 1, 0);
    for (Traffic traffic : List.of(routers(), new Traffic(ROW, new LoopEngine()))) {
      TrafficResult result = traffic.run(ALONG, 0.0004, settings(mix, 1_000_000));
      assertThat(result.classes())
          .extracting(TrafficResult.OfClass::name)
          .containsExactly("1 flit", "8 flits");
      assertThat(result.classes().get(0).avgPacketLatency()).isEqualTo(14);
      assertThat(result.classes().get(1).avgPacketLatency()).isEqualTo(21);
      long small = result.classes().get(0).packets();
      long large = result.classes().get(1).packets();
      assertThat(small + large).isEqualTo(result.packets());
      assertThat((double) large / result.packets()).isBetween(0.55, 0.9);
      assertThat(result.avgPacketLatency())
          .isCloseTo((14.0 * small + 21 * large) / (small + large), within(1e-9));
    }
  }

  /** A quarter of one flit, three of eight: 6.25 flits; a load of 0.5 is met in flits. */
  @Test
  void loadsCountFlits() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1), new Size(8, 3)), 0, 1, 0);
    assertThat(mix.meanFlits()).isEqualTo(6.25);
    TrafficNetwork mesh = TrafficNetwork.sized("mesh:3x3", Optional.empty());
    TrafficPattern uniform = TrafficPattern.named("uniform", mesh);
    TrafficResult result =
        new Traffic(mesh, new LoopEngine()).run(uniform, 0.5, settings(mix, 40_000));
    assertThat(result.acceptedLoad()).isCloseTo(0.5, within(0.015));
    double small = result.classes().get(0).acceptedLoad();
    assertThat(small / result.acceptedLoad()).isCloseTo(1 / 25.0, within(0.004));
  }

  /**
   * A reply of four flits takes 17 cycles back, and little more where two meet; it does not count
   * as accepted load.
   */
  @Test
  void requestsAreAnswered() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1)), 4, 1, 0);
    TrafficResult result = routers().run(ALONG, 0.0004, settings(mix, 500_000));
    TrafficResult.OfClass request = result.classes().get(0);
    TrafficResult.OfClass reply = result.classes().get(1);
    assertThat(request.avgPacketLatency()).isEqualTo(14);
    assertThat(reply.p50()).isEqualTo(17);
    assertThat(reply.avgPacketLatency()).isBetween(17.0, 17.1);
    assertThat(reply.packets()).isEqualTo(request.packets()).isPositive();
    assertThat(result.acceptedLoad()).isEqualTo(request.acceptedLoad());
    assertThat(reply.acceptedLoad()).isCloseTo(4 * request.acceptedLoad(), within(1e-4));
  }

  /** Replies of three flits for one: their link carries all it can at a third of the load. */
  @Test
  void repliesCountInTheBound() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1)), 3, 1, 0);
    assertThat(routers().unitLoad(ALONG).bound()).isEqualTo(1);
    assertThat(routers().unitLoad(ALONG, mix).bound()).isCloseTo(1 / 3.0, within(1e-12));
    TrafficNetwork mesh = TrafficNetwork.sized("mesh:4x4", Optional.empty());
    Traffic traffic = new Traffic(mesh, credit(), (done, of) -> {});
    TrafficPattern uniform = TrafficPattern.named("uniform", mesh);
    assertThat(traffic.unitLoad(uniform, mix).bound())
        .isCloseTo(
            Math.min(
                1,
                1
                    / (4
                        * traffic
                            .unitLoad(uniform)
                            .share(traffic.unitLoad(uniform).busiestFirst().get(0)))),
            within(1e-12));
  }

  /**
   * Packets in every cycle of phases of 10 on average, and pauses of 30: a load of a quarter; a
   * phase is forgotten in 7.5 cycles, so that 1 + 2 · 1 · 0.75 · 7.5 = 12.25 times as much varies
   * as if packets were created at any time; a phase of geometric length varies by 9 more.
   */
  @Test
  void burstsMeetTheLoad() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1)), 0, 10, 30);
    assertThat(mix.burstiness()).isEqualTo(4);
    assertThat(mix.dispersion(0.25)).isCloseTo(12.25, within(1e-12));
    TrafficWindow window = new TrafficWindow(0, Long.MAX_VALUE);
    BernoulliSource source =
        new BernoulliSource(new SplittableRandom(7), ALONG, 0, 0.25, mix, window, 1);
    long phases = 0;
    long packets = 0;
    long last = -2;
    while (source.creationPs() < 4_000_000) {
      long at = source.creationPs();
      phases += at == last + 1 ? 0 : 1;
      packets++;
      last = at;
      source.entered(at);
    }
    assertThat(packets / 4e6).isCloseTo(0.25, within(0.005));
    assertThat((double) packets / phases).isCloseTo(10, within(0.2));
  }

  /** The variance of counts in windows that are long beside phases is what the dispersion says. */
  @Test
  void burstsVaryAsMuchAsIsSaid() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1)), 0, 50, 50);
    assertThat(mix.dispersion(0.1)).isCloseTo(1 + 2 * 0.2 * 0.5 * 25, within(1e-12));
    BernoulliSource source =
        new BernoulliSource(
            new SplittableRandom(3), ALONG, 0, 0.1, mix, new TrafficWindow(0, Long.MAX_VALUE), 1);
    int windows = 4000;
    double sum = 0;
    double squares = 0;
    for (int w = 1; w <= windows; w++) {
      long count = 0;
      while (source.creationPs() < 2000L * w) {
        count++;
        source.entered(source.creationPs());
      }
      sum += count;
      squares += (double) count * count;
    }
    double mean = sum / windows;
    assertThat(mean).isCloseTo(200, within(3.0));
    assertThat((squares / windows - mean * mean) / mean).isCloseTo(6, within(0.6));
  }

  @Test
  void aPhaseHoldsAPacketACycle() {
    TrafficMix mix = new TrafficMix(List.of(new Size(1, 1)), 0, 10, 10);
    assertThatThrownBy(() -> routers().run(ALONG, 0.51, settings(mix, 1000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than a packet in a cycle");
    assertThat(routers().run(ALONG, 0.5, settings(mix, 1000)).packets()).isPositive();
  }

  private static TraceResult trace(TracedPacket... packets) {
    return new PacketTrace(List.of(packets))
        .run(ROW, credit(), TrafficSettings.DEFAULT, (done, of) -> {});
  }

  /**
   * The first arrives in cycle 14; five cycles after the next one, in 20, the second is created and
   * takes 14; in 35 the third, whose 8 flits take 21, and the last arrives in 56.
   */
  @Test
  void tracedPacketsFollowEachOther() {
    TraceResult result =
        trace(
            new TracedPacket(0, 0, 3, 1, 0),
            new TracedPacket(5, 3, 0, 1, 1),
            new TracedPacket(0, 0, 3, 8, 2));
    assertThat(result.cycles()).isEqualTo(57);
    assertThat(result.all())
        .isEqualTo(new TraceResult.OfSize(0, 3, (14 + 14 + 21) / 3.0, 14, 21, 21));
    assertThat(result.sizes())
        .containsExactly(
            new TraceResult.OfSize(1, 2, 14, 14, 14, 14),
            new TraceResult.OfSize(8, 1, 21, 21, 21, 21));
  }

  /** Two of one cycle leave in their order: four flits behind four, 17 and 21 cycles. */
  @Test
  void tracedPacketsOfACycleGoInOrder() {
    TraceResult result =
        trace(new TracedPacket(100, 0, 3, 4, 0), new TracedPacket(100, 0, 3, 4, 0));
    assertThat(result.cycles()).isEqualTo(122);
    assertThat(result.all()).isEqualTo(new TraceResult.OfSize(0, 2, 19, 17, 21, 21));
    assertThat(result.sizes()).isEmpty();
  }

  @Test
  void tracedPacketsFollowEarlierOnesToTheirNode() {
    assertThatThrownBy(() -> trace(new TracedPacket(0, 0, 3, 1, 1)))
        .hasMessageContaining("packet 1 follows a later one");
    assertThatThrownBy(
            () -> trace(new TracedPacket(0, 0, 3, 1, 0), new TracedPacket(0, 2, 3, 1, 1)))
        .hasMessageContaining("packet 2 follows one that goes elsewhere");
  }

  /** No load above what the search finds is stable; a short run and at most six more find it. */
  @Test
  void saturationTakesFewRuns() {
    TrafficNetwork mesh = TrafficNetwork.sized("mesh:3x3", Optional.empty());
    for (int flits : new int[] {1, 8}) {
      AtomicInteger runs = new AtomicInteger();
      Traffic traffic = new Traffic(mesh, new CountedTransport(credit(), runs), (done, of) -> {});
      TrafficPattern uniform = TrafficPattern.named("uniform", mesh);
      TrafficSettings settings = new TrafficSettings(flits, 2_000, 20_000, 3, 2, 3, 1);
      TrafficResult best = traffic.saturation(uniform, settings).orElseThrow();
      System.out.printf(
          "saturation of uniform, %d flits: %.3f, %d runs%n",
          flits, best.offeredLoad(), runs.get());
      assertThat(runs.get()).isLessThanOrEqualTo(7);
      assertThat(best.stable()).isTrue();
      assertThat(traffic.run(uniform, best.offeredLoad() + 0.005, settings).stable()).isFalse();
    }
  }
}
