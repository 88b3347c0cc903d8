package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.fixtures.Packages;
import dev.scar.trace.LogDetail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Synthetic traffic on a line of chiplets, by hand: a flit of 64 B takes 640, the port 100 and a
 * hop 35 000; in rounds and event by event.
 */
class OpenLoopTest {
  private final List<String> arrived = new ArrayList<>();
  private final List<Long> entered = new ArrayList<>();

  static List<LoopEngine> engines() {
    return List.of(new LoopEngine(), LoopEngine.packetByPacket());
  }

  private record Packet(long createdPs, int target, int flits, int tag) {}

  /** Packets in order of time. */
  private final class Listed implements PacketSource {
    private final Deque<Packet> packets;

    Listed(Packet... packets) {
      this.packets = new ArrayDeque<>(Arrays.asList(packets));
    }

    @Override
    public long creationPs() {
      return packets.isEmpty() ? Component.NEVER : packets.element().createdPs();
    }

    @Override
    public int target() {
      return packets.element().target();
    }

    @Override
    public int flits() {
      return packets.element().flits();
    }

    @Override
    public int tag() {
      return packets.element().tag();
    }

    @Override
    public void entered(long startPs) {
      entered.add(startPs);
      packets.remove();
    }
  }

  /** A line whose first chiplets have these sources; others send nothing. */
  private OpenLoop line(int nodes, PacketSource... sources) {
    return new OpenLoop(
        Packages.line(nodes),
        ReplayOptions.DEFAULT.flowControl(),
        new OpenLoop.Timing(100, Collections.nCopies(2 * nodes - 2, 35_000L)),
        64,
        node -> node < sources.length ? sources[node] : new Listed(),
        node ->
            (from, tag, born, end, hops) ->
                arrived.add("%d>%d tag %d: %d-%d, %d".formatted(from, node, tag, born, end, hops)),
        LogDetail.OFF);
  }

  /**
   * Two flits created at 1000 are on the port until 2280, at the link from 1100 to 2380, at the
   * other port from 36 100 to 37 380. The flit created with them follows from 2280 on: to 2920,
   * 3020 and 38 020.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void packetsLeaveOneAfterTheOther(LoopEngine engine) {
    OpenLoop loop = line(2, new Listed(new Packet(1000, 1, 2, 0), new Packet(1000, 1, 1, 5)));
    try (Engine.Run run = engine.start(loop, entry -> {})) {
      run.until(100_000);
    }
    assertThat(entered).containsExactly(1000L, 2280L);
    assertThat(arrived).containsExactly("0>1 tag 0: 1000-37380, 1", "0>1 tag 5: 1000-38020, 1");
    assertThat(loop.linkEvents()).isEqualTo(4);
    assertThat(loop.carriedBytes(100_000)).containsExactly(192, 0);
  }

  /**
   * At 2000 the link has had two flits since 1100 and is booked until 2380: it has carried 900 ·
   * 0.1 B.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void whatIsBookedForLaterIsNotCarriedYet(LoopEngine engine) {
    OpenLoop loop = line(2, new Listed(new Packet(1000, 1, 2, 0)));
    try (Engine.Run run = engine.start(loop, entry -> {})) {
      run.until(2000);
      assertThat(loop.carriedBytes(2000)[0]).isCloseTo(90, within(1e-9));
      assertThat(arrived).isEmpty();
      run.until(37_380);
      assertThat(loop.carriedBytes(37_380)[0]).isEqualTo(128);
    }
  }

  /**
   * From 0 to 2 and from 1 to 2 meet on link 1&gt;2, where heads come at 35 100 and 35 200: the
   * second waits until 35 740. Both end a hop later at port 2, which has a flit from 70 100 on.
   */
  @ParameterizedTest
  @MethodSource("engines")
  void packetsWaitForEachOther(LoopEngine engine) {
    OpenLoop loop =
        line(
            3,
            new Listed(new Packet(0, 2, 1, 0)),
            new Listed(new Packet(35_100, 2, 1, 0), new Packet(500_000, 0, 1, 0)));
    try (Engine.Run run = engine.start(loop, entry -> {})) {
      run.until(1_000_000);
    }
    assertThat(arrived)
        .containsExactly(
            "0>2 tag 0: 0-70740, 2", "1>2 tag 0: 35100-71380, 1", "1>0 tag 0: 500000-535740, 1");
  }

  /** A source remembers the way to so many destinations; of more it begins the oldest afresh. */
  @Test
  void manyDestinationsAreBegunAfresh() {
    Packet[] packets = new Packet[12];
    for (int p = 0; p < packets.length; p++) {
      packets[p] = new Packet(10_000L * p, 1, 1, p % 4);
    }
    SimPath way = ByHand.way(64, ByHand.injection(100), ByHand.step(ByHand.link(1, 100), 100));
    for (int most : new int[] {2, 4}) {
      List<Transfer> begun = new ArrayList<>();
      Bench bench =
          new Bench(
              new SourceModel(
                  0,
                  new Listed(packets),
                  flits -> 640L * flits,
                  most,
                  () -> {
                    begun.add(ByHand.transfer(begun.size(), way, 64 << 20, Kept.NOTHING));
                    return begun.get(begun.size() - 1);
                  }));
      bench.run();
      assertThat(begun).hasSize(most == 4 ? 4 : 12);
      assertThat(bench.left().get(5))
          .isEqualTo((most == 4 ? "1 of 1" : "0 of 5") + ": 50100-50740");
    }
  }

  @Test
  void hopsTakeTime() {
    assertThatThrownBy(() -> new OpenLoop.Timing(0, List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpenLoop.Timing(1, List.of(1L, 0L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new OpenLoop.Timing(1, List.of(1L)).injectPs()).isEqualTo(1);
  }
}
