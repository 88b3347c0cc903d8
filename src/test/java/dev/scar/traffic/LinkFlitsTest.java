package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphBuilder;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Routings;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import dev.scar.units.Bandwidth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What links carry in the measured time, beside what they are asked for. */
class LinkFlitsTest {
  private static final long RATE = 1_000_000_000;

  private static List<Transport> transports() {
    return List.of(
        new UnboundedTransport(new LoopEngine()),
        new CreditTransport(new RouterSettings(4, 64, Allocator.ISLIP, 1)));
  }

  private static TrafficResult run(
      TrafficNetwork network, Transport transport, TrafficPattern pattern, double load, int flits) {
    TrafficSettings settings = new TrafficSettings(flits, 1_000, 20_000, 3, 2, 3, 5);
    return new Traffic(network, transport, (done, of) -> {}).run(pattern, load, settings);
  }

  /**
   * Nodes 0 and 1 send all they can to node 2, over 0&gt;1 with a flit a cycle and 1&gt;2 with a
   * flit in 4 cycles: that one carries 0.25 flits a cycle, however much waits before it; the other
   * one half of that where its buffers are full, and all that node 0 sends where they are endless.
   */
  @Test
  void aFullLinkCarriesItsRateAndNoMore() {
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < 3; node++) {
      graph.node(Optional.empty());
    }
    graph.oneWay(0, 1, new LinkSpec(Bandwidth.ofBytesPerSecond(RATE), 1000));
    graph.oneWay(1, 2, new LinkSpec(Bandwidth.ofBytesPerSecond(RATE / 4), 1000));
    graph.oneWay(2, 0, new LinkSpec(Bandwidth.ofBytesPerSecond(RATE), 1000));
    NopGraph made = graph.build();
    TrafficNetwork network =
        TrafficNetwork.of(made, Routings.named("shortest-path").orElseThrow().on(made));
    TrafficPattern pattern = TrafficPattern.permutation("to the end", Map.of(0, 2, 1, 2), 3);
    for (Transport transport : transports()) {
      TrafficResult result = run(network, transport, pattern, 0.8, 4);
      assertThat(result.verdict()).isEqualTo(Verdict.UNSTABLE);
      assertThat(result.linkFlits().get(1)).isCloseTo(0.25, within(4.0 / 20_000));
      assertThat(result.linkFlits().get(0))
          .isCloseTo(transport.routers().isPresent() ? 0.125 : 0.8, within(0.02));
    }
  }

  /** Each flit that arrives has crossed as many links as its packet has hops. */
  @Test
  void linksCarryWhatArrivesOverItsHops() {
    TrafficNetwork network = TrafficNetwork.sized("mesh:4x3", Optional.empty());
    TrafficPattern pattern = TrafficPattern.named("uniform", network);
    for (Transport transport : transports()) {
      TrafficResult result = run(network, transport, pattern, 0.4, 8);
      double all = result.linkFlits().stream().mapToDouble(f -> f).sum();
      assertThat(all)
          .isCloseTo(
              result.acceptedLoad() * network.terminals().size() * result.avgHops(),
              within(all / 50));
      UnitLoad unit = UnitLoad.of(network, pattern);
      for (NopLink link : network.chipletPackage().nop().links()) {
        assertThat(result.linkFlits().get(link.ordinal()))
            .as("%d>%d", link.from(), link.to())
            .isCloseTo(0.4 * unit.share(link), within(0.04));
      }
    }
  }
}
