package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;

/** Synthetic traffic against queueing theory, formulas and bounds. */
class TrafficTest {
  static Traffic traffic(String shape, String routing, Engine engine) {
    NopGraph graph =
        NopGraphs.sized(shape, new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 1000));
    return new Traffic(graph, Routings.named(routing).orElseThrow().on(graph), engine);
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
            graph, Routings.named("shortest-path").orElseThrow().on(graph), new LoopEngine());
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

  @Test
  void acceptedLoadIsTheOfferedOneBelowTheBoundAndNeverAboveIt() {
    for (String pattern : List.of("uniform", "transpose", "bitcomp", "tornado", "neighbor")) {
      Traffic traffic = mesh("mesh:5x5");
      TrafficPattern where = TrafficPattern.named(pattern, 25, 5, 5);
      double bound = traffic.linkBound(where);
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
    assertThat(traffic.linkBound(uniform)).isEqualTo(1.0);
    assertThat(mesh("mesh:6x6").linkBound(TrafficPattern.named("uniform", 36, 6, 6)))
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
    assertThat(best.offeredLoad()).isBetween(0.45, mesh.linkBound(transpose) + 0.006);
  }
}
