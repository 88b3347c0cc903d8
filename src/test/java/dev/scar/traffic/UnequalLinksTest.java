package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphBuilder;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.Routings;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Links of different bandwidths and latencies, by hand: a cycle is 1 ns, a flit 1 B at 1 GB/s. */
class UnequalLinksTest {
  private static final long RATE = 1_000_000_000;

  /** A row of nodes; link i takes so many cycles for a flit and for a hop. */
  private static Traffic row(boolean credit, int[] flitCycles, int[] hopCycles) {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    graph.node(Optional.empty());
    for (int i = 0; i < flitCycles.length; i++) {
      graph.node(Optional.empty());
      LinkSpec spec =
          new LinkSpec(Bandwidth.ofBytesPerSecond(RATE / flitCycles[i]), 1000L * hopCycles[i]);
      graph.oneWay(i, i + 1, spec);
      graph.oneWay(i + 1, i, spec);
    }
    NopGraph made = graph.build();
    TrafficNetwork network =
        TrafficNetwork.of(made, Routings.named("shortest-path").orElseThrow().on(made));
    RouterSettings routers = new RouterSettings(4, 64, Allocator.ISLIP, 1);
    return new Traffic(
        network,
        credit ? new CreditTransport(routers) : new UnboundedTransport(new LoopEngine()),
        (done, of) -> {});
  }

  private static long cycles(Traffic traffic, int flits, long most, Traffic.Batch... batches) {
    return traffic.completion(List.of(batches), new TrafficSettings(flits, 0, 1, 0, 2, 3, 1), most);
  }

  /**
   * The head takes 2 + Σ hops + 3 cycles, and the tail comes L · c − 1 later, c cycles being what
   * the slowest link takes for a flit: 2 + (3 + 7 + 4) + 3 + 8 · 4 − 1 = 50, and one since cycles
   * are counted inclusively. So it is with unbounded buffers.
   */
  @Test
  void aLonePacketGoesAtThePaceOfTheSlowestLink() {
    for (boolean credit : new boolean[] {true, false}) {
      Traffic traffic = row(credit, new int[] {1, 4, 2}, new int[] {3, 7, 4});
      assertThat(cycles(traffic, 8, Long.MAX_VALUE, new Traffic.Batch(0, 3, 1))).isEqualTo(51);
      assertThat(cycles(traffic, 1, Long.MAX_VALUE, new Traffic.Batch(0, 3, 1))).isEqualTo(23);
      assertThat(cycles(traffic, 8, Long.MAX_VALUE, new Traffic.Batch(0, 1, 1))).isEqualTo(16);
      assertThat(cycles(traffic, 8, Long.MAX_VALUE, new Traffic.Batch(3, 2, 1))).isEqualTo(25);
    }
  }

  /**
   * Two nodes send over one slow link that carries a flit in 4 cycles and is never idle from cycle
   * 2 on, when node 1's first flit competes: F flits of both take until 2 + 4 · F, and the last one
   * 7 + 4 − 1 more to the next node and through it. In whatever order they go, it is the same.
   */
  @Test
  void aSlowLinkCarriesWhatTwoNodesSend() {
    for (boolean credit : new boolean[] {true, false}) {
      for (int packets : new int[] {1, 3, 10}) {
        for (int flits : new int[] {1, 5, 8}) {
          Traffic traffic = row(credit, new int[] {1, 4}, new int[] {3, 7});
          long sent = 2L * packets * flits;
          assertThat(
                  cycles(
                      traffic,
                      flits,
                      Long.MAX_VALUE,
                      new Traffic.Batch(0, 2, packets),
                      new Traffic.Batch(1, 2, packets)))
              .as("credit %s, %d packets of %d flits", credit, packets, flits)
              .isEqualTo(2 + 4 * sent + 7 + 3);
        }
      }
    }
  }

  /** One packet under way at a time: each takes 22 cycles for a flit, and the next cycle begins. */
  @Test
  void fewUnderWayWaitForEachOther() {
    Traffic traffic = row(true, new int[] {1, 4, 2}, new int[] {3, 7, 4});
    for (int packets = 1; packets <= 5; packets++) {
      assertThat(cycles(traffic, 1, 1, new Traffic.Batch(0, 3, packets))).isEqualTo(23L * packets);
      assertThat(cycles(traffic, 8, 1, new Traffic.Batch(0, 3, packets))).isEqualTo(51L * packets);
    }
  }

  /**
   * With so many under way that they never run out, packets of a flit follow each other every four
   * cycles, the pace of the slowest link; with two, two in 23.
   */
  @Test
  void moreUnderWayGoAtThePaceOfTheSlowestLink() {
    Traffic traffic = row(true, new int[] {1, 4, 2}, new int[] {3, 7, 4});
    assertThat(cycles(traffic, 1, 6, new Traffic.Batch(0, 3, 40))).isEqualTo(23 + 39 * 4L);
    assertThat(cycles(traffic, 1, 2, new Traffic.Batch(0, 3, 4))).isEqualTo(23 + 23 + 4L);
  }
}
