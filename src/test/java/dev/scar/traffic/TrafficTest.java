package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.fixtures.Packages;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Routings;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Synthetic traffic against queueing theory, formulas and bounds. */
class TrafficTest {
  static Traffic traffic(String shape, String routing, Engine engine) {
    NopGraph graph =
        NopGraphs.sized(shape, new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 1000));
    return new Traffic(
        TrafficNetwork.of(graph, Routings.named(routing).orElseThrow().on(graph)), engine);
  }

  private static Traffic mesh(String shape) {
    return traffic(shape, "xy", new LoopEngine());
  }

  /**
   * Many sources, each seldom sending, and one destination: the ejection port sees a Poisson stream
   * of packets of fixed length, an M/D/1 queue, with mean wait ρ·L / (2·(1−ρ)). A star of links
   * brings the packets without queueing: two flows never share a link.
   */
  @Test
  void oneServerIsAnMd1Queue() {
    int flits = 8;
    int sources = 64;
    NopGraph graph = star(sources);
    Traffic traffic =
        new Traffic(
            TrafficNetwork.of(graph, Routings.named("shortest-path").orElseThrow().on(graph)),
            new LoopEngine());
    for (double load : new double[] {0.3, 0.5, 0.7, 0.9}) {
      Map<Integer, Integer> targets = new TreeMap<>();
      for (int s = 1; s <= sources; s++) {
        targets.put(s, 0);
      }
      TrafficPattern pattern = TrafficPattern.permutation("to the hub", targets, sources + 1);
      TrafficSettings settings = new TrafficSettings(flits, 100_000, 4_000_000, 3, 2, 3, 7);
      TrafficResult result = traffic.run(pattern, load / sources, settings);
      double perSource = load / sources;
      double ownQueue = perSource * flits / 2 / (1 - perSource);
      double hub = load * flits / 2 / (1 - load);
      double clean = 2 + 3 + 3 + flits - 1;
      assertThat(result.avgPacketLatency())
          .as("load %s, ci %s", load, result.ci95())
          .isCloseTo(clean + hub, within(Math.max(result.ci95(), 0.01 * hub) + 2 * ownQueue));
    }
  }

  private static NopGraph star(int leaves) {
    List<Optional<NopGraph.Position>> positions = new ArrayList<>();
    List<NopLink> links = new ArrayList<>();
    Bandwidth flit = Bandwidth.ofBytesPerSecond(1_000_000_000);
    for (int n = 0; n <= leaves; n++) {
      positions.add(Optional.empty());
    }
    for (int n = 1; n <= leaves; n++) {
      links.add(new NopLink(links.size(), n, 0, flit, 1000));
      links.add(new NopLink(links.size(), 0, n, flit, 1000));
    }
    return new NopGraph("custom", 0, 0, positions, links);
  }

  @Test
  void lowLoadIsTheFormula() {
    TrafficSettings settings = new TrafficSettings(4, 1000, 2_000_000, 3, 2, 3, 3);
    TrafficResult result =
        mesh("mesh:4x4").run(TrafficPattern.named("neighbor", 16, 4, 4), 0.001, settings);
    double links = (9 * 2 + 6 * 4 + 6) / 16.0;
    assertThat(result.avgHops()).isCloseTo(links, within(0.05));
    assertThat(result.avgPacketLatency()).isCloseTo(5 + 3 * result.avgHops() + 3, within(0.05));
    assertThat(result.avgNetworkLatency()).isLessThanOrEqualTo(result.avgPacketLatency());
  }

  /** Packets that still wait at their sources would make it negative. */
  @Test
  void networkLatencyIsNotKnownWhileMeasuredPacketsAreUnderWay() {
    TrafficSettings settings = new TrafficSettings(4, 100, 300, 3, 2, 3, 3);
    TrafficResult result =
        mesh("mesh:4x4").run(TrafficPattern.named("transpose", 16, 4, 4), 1, settings);
    assertThat(result.verdict()).isEqualTo(Verdict.UNSTABLE);
    assertThat(result.avgNetworkLatency()).isNaN();
  }

  @Test
  void acceptedLoadIsTheOfferedOneBelowTheBoundAndNeverAboveIt() {
    for (String pattern : List.of("uniform", "transpose", "bitcomp", "tornado", "neighbor")) {
      Traffic traffic = mesh("mesh:5x5");
      TrafficPattern where = TrafficPattern.named(pattern, 25, 5, 5);
      double bound = traffic.unitLoad(where).bound();
      TrafficSettings settings = new TrafficSettings(2, 5000, 60_000, 3, 2, 3, 1);
      TrafficResult half = traffic.run(where, Math.min(1, bound / 2), settings);
      assertThat(half.stable()).as(pattern).isTrue();
      assertThat(half.acceptedLoad()).as(pattern).isCloseTo(half.offeredLoad(), within(0.01));
    }
    Traffic traffic = mesh("mesh:4x4");
    TrafficPattern uniform = TrafficPattern.named("uniform", 16, 4, 4);
    TrafficResult over =
        mesh("mesh:6x6")
            .run(
                TrafficPattern.named("uniform", 36, 6, 6),
                0.95,
                new TrafficSettings(1, 5000, 20_000, 3, 2, 3, 1));
    assertThat(over.stable()).isFalse();
    assertThat(traffic.unitLoad(uniform).bound()).isEqualTo(1.0);
    assertThat(mesh("mesh:6x6").unitLoad(TrafficPattern.named("uniform", 36, 6, 6)).bound())
        .isCloseTo(2.0 / 3, within(1e-9));
  }

  @Test
  void patternsAreTheirFormulas() {
    TrafficPattern transpose = TrafficPattern.named("transpose", 9, 3, 3);
    assertThat(transpose.target(1, 0)).isEqualTo(3);
    TrafficPattern bitcomp = TrafficPattern.named("bitcomp", 9, 3, 3);
    assertThat(bitcomp.target(0, 0)).isEqualTo(8);
    TrafficPattern tornado = TrafficPattern.named("tornado", 36, 6, 6);
    assertThat(tornado.target(0, 0)).isEqualTo(2 * 6 + 2);
    TrafficPattern neighbor = TrafficPattern.named("neighbor", 16, 4, 4);
    assertThat(neighbor.target(15, 0)).isEqualTo(0);
    TrafficPattern hotspot = TrafficPattern.named("hotspot:3,5", 9, 3, 3);
    assertThat(hotspot.count(7)).isEqualTo(2);
    assertThatThrownBy(() -> TrafficPattern.named("hotspot:9", 9, 3, 3))
        .hasMessageContaining("nodes are 0 to 8");
    assertThatThrownBy(() -> TrafficPattern.named("transpose", 6, 2, 3))
        .hasMessageContaining("square");
    assertThatThrownBy(() -> TrafficPattern.named("unifrom", 9, 3, 3))
        .hasMessageContaining("uniform");
  }

  @Test
  void completionCountsCyclesInclusively() {
    Traffic mesh = mesh("mesh:3x3");
    TrafficSettings settings = new TrafficSettings(8, 0, 1, 3, 2, 3, 1);
    assertThat(mesh.completion(List.of(new Traffic.Batch(0, 2, 1)), settings))
        .isEqualTo(5 + 3 * 2 + 7 + 1);
    assertThat(mesh.completion(List.of(new Traffic.Batch(0, 2, 10)), settings))
        .isEqualTo(5 + 3 * 2 + 79 + 1);
    assertThat(mesh.completion(List.of(), settings)).isZero();
  }

  @Test
  void saturationIsBelowTheBoundAndStable() {
    Traffic mesh = mesh("mesh:3x3");
    TrafficPattern transpose = TrafficPattern.named("transpose", 9, 3, 3);
    TrafficSettings settings = new TrafficSettings(1, 5000, 50_000, 3, 2, 3, 1);
    TrafficResult best = mesh.saturation(transpose, settings).orElseThrow();
    assertThat(best.offeredLoad()).isBetween(0.45, mesh.unitLoad(transpose).bound() + 0.006);
  }

  private static TrafficSettings settings(int flits, long warmup, long measure) {
    return new TrafficSettings(flits, warmup, measure, 3, 2, 3, 1);
  }

  private static Traffic sized(String shape) {
    return new Traffic(TrafficNetwork.sized(shape, Optional.empty()), new LoopEngine());
  }

  private static TrafficPattern uniform(Traffic traffic) {
    return TrafficPattern.named("uniform", traffic.network());
  }

  /**
   * On a ring of k nodes, packets to the one half-way round take either direction: with both in
   * equal parts a link carries k/8 of the load.
   */
  @Test
  void halfWayRoundBothDirectionsCarryAsMuch() {
    Map<String, Double> bounds =
        Map.of("ring:8", 1.0, "torus:8x8", 1.0, "ring:16", 0.5, "torus:4x8", 1.0);
    bounds.forEach(
        (shape, bound) ->
            assertThat(sized(shape).unitLoad(uniform(sized(shape))).bound())
                .as(shape)
                .isCloseTo(bound, within(1e-9)));
    Traffic ring = sized("ring:8");
    TrafficResult best = ring.saturation(uniform(ring), settings(1, 2000, 10_000)).orElseThrow();
    assertThat(best.offeredLoad()).isBetween(0.95, 1.0);
  }

  @Test
  void terminalsAreNodesWithAChiplet() {
    Traffic middle =
        new Traffic(
            TrafficNetwork.of(
                Packages.nodes(3)
                    .link(0, 1, 100)
                    .link(1, 0, 100)
                    .link(1, 2, 100)
                    .link(2, 1, 100)
                    .dram(0, 64)
                    .disabled(1)
                    .build(),
                64,
                Optional.empty()),
            new LoopEngine());
    TrafficResult result = middle.run(uniform(middle), 0.2, settings(1, 1000, 100_000));
    assertThat(result.avgHops()).as("0, 2, 2 and 0 links").isCloseTo(1.0, within(0.03));
    assertThat(result.acceptedLoad()).isCloseTo(0.2, within(0.01));
    Traffic concentrated = sized("cmesh:2x2x4");
    assertThat(concentrated.network().terminals()).hasSize(16);
    assertThat(concentrated.unitLoad(uniform(concentrated)).bound()).isCloseTo(0.5, within(1e-9));
    TrafficResult hops = concentrated.run(uniform(concentrated), 0.2, settings(1, 1000, 40_000));
    assertThat(hops.avgHops()).isCloseTo(2.875, within(0.02));
    assertThatThrownBy(() -> TrafficPattern.named("hotspot:0", concentrated.network()))
        .hasMessageContaining("holds no enabled chiplet");
  }

  /**
   * A link of a tenth of the rate and ten times the latency. One flit of 64 B from 0 to 2: 2 cycles
   * of 640 ps to the first link, 35 ns, 350 ns; its tail is 6400 ps long after the slow link, and 2
   * cycles later it has arrived: 1280 + 35 000 + 6400 + 350 000 + 1280 = 393 960 ps, the 616th
   * cycle.
   */
  @Test
  void linksKeepTheirRateAndLatency() {
    TrafficNetwork network =
        TrafficNetwork.of(
            Packages.nodes(3)
                .link(0, 1, 100)
                .link(1, 0, 100)
                .link(1, 2, 10_000_000_000L, 350_000)
                .link(2, 1, 10_000_000_000L, 350_000)
                .dram(0, 64)
                .build(),
            64,
            Optional.empty());
    Traffic traffic = new Traffic(network, new LoopEngine());
    assertThat(network.cyclePs()).isEqualTo(640);
    assertThat(traffic.unitLoad(uniform(traffic)).bound()).isCloseTo(0.15, within(1e-9));
    TrafficSettings own = new TrafficSettings(1, 5000, 50_000, 0, 2, 3, 1);
    assertThat(traffic.completion(List.of(new Traffic.Batch(0, 2, 1)), own)).isEqualTo(616);
    assertThat(traffic.run(uniform(traffic), 0.1, own).stable()).isTrue();
    assertThat(traffic.run(uniform(traffic), 0.9, own).stable()).isFalse();
  }

  @Test
  void longPacketsAreStableAsFarAsLinksCarryThem() {
    Traffic mesh = sized("mesh:2x2");
    TrafficResult seldom = mesh.run(uniform(mesh), 0.01, settings(1000, 10_000, 1_000_000));
    assertThat(seldom.stable()).isTrue();
    assertThat(seldom.avgPacketLatency()).isBetween(1004.0, 1060.0);
    TrafficResult best =
        mesh.saturation(uniform(mesh), settings(600, 10_000, 200_000)).orElseThrow();
    assertThat(best.offeredLoad()).isGreaterThan(0.9);
  }

  @Test
  void withoutAPacketThereIsNoVerdict() {
    Traffic mesh = sized("mesh:2x2");
    TrafficResult nothing = mesh.run(uniform(mesh), 1e-9, settings(1, 0, 2000));
    assertThat(nothing.verdict()).isEqualTo(Verdict.UNMEASURED);
    assertThat(nothing.avgPacketLatency()).isNaN();
    assertThat(TrafficWriter.csv(new UnboundedTransport(new LoopEngine()), List.of(nothing)))
        .endsWith(",0.00000,,,,,,,,,infinite,,\n");
  }

  /**
   * Four nodes offer a packet of one flit in every tenth cycle: 40 in 100 cycles. Six times √40 is
   * 38, and less than 2 are under way, so that it would be noticed if none of the 40 arrived; of
   * the 36 in 90 cycles it would not.
   */
  @Test
  void withTooFewPacketsThereIsNoVerdict() {
    Traffic mesh = sized("mesh:2x2");
    Function<Integer, Verdict> measured =
        cycles -> mesh.run(uniform(mesh), 0.1, settings(1, 0, cycles)).verdict();
    assertThat(measured.apply(1)).isEqualTo(Verdict.UNMEASURED);
    assertThat(measured.apply(90)).isEqualTo(Verdict.UNMEASURED);
    assertThat(measured.apply(150)).isEqualTo(Verdict.STABLE);
    assertThat(mesh.saturation(uniform(mesh), settings(1, 0, 1))).isEmpty();
  }

  /** Link 1→2 carries both flows: 0.5 is all that each gets, whatever the window. */
  @Test
  void aboveTheBoundNothingIsStable() {
    Traffic line = sized("mesh:1x40");
    Map<Integer, Integer> targets = new TreeMap<>();
    for (int node = 4; node < 40; node++) {
      targets.put(node, node);
    }
    targets.put(0, 2);
    targets.put(1, 3);
    TrafficPattern share = TrafficPattern.permutation("two share", targets, 40);
    assertThat(line.unitLoad(share).bound()).isCloseTo(0.5, within(1e-9));
    assertThat(line.run(share, 0.6, settings(1, 1000, 20_000)).stable()).isFalse();
    assertThat(line.run(share, 0.45, settings(1, 1000, 20_000)).stable()).isTrue();
  }

  @Test
  void tornadoAndNeighborGoRoundEachDimension() {
    TrafficPattern ring = TrafficPattern.named("tornado", sized("ring:8").network());
    assertThat(ring.target(6, 0)).isEqualTo((6 + 3) % 8);
    TrafficPattern wide = TrafficPattern.named("tornado", sized("mesh:2x6").network());
    assertThat(wide.target(7, 0)).as("row 1, column 1 + 2").isEqualTo(9);
    TrafficPattern neighbor = TrafficPattern.named("neighbor", sized("mesh:2x3").network());
    assertThat(neighbor.target(5, 0)).as("row 0, column 0").isZero();
  }

  /** All pairs of 1024 nodes are a million ways; only the latest of each source are kept. */
  @Test
  void largeNetworksRunInLittleMemory() {
    Traffic mesh = sized("mesh:32x32");
    TrafficPattern uniform = uniform(mesh);
    assertThat(mesh.unitLoad(uniform).bound()).isCloseTo(4.0 / 32, within(1e-9));
    TrafficResult result = mesh.run(uniform, 0.01, settings(1, 0, 200));
    assertThat(result.packets()).isGreaterThan(1000);
  }
}
