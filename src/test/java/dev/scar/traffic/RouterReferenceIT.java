package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputFile;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphBuilder;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.RouteTableReader;
import dev.scar.hardware.Routings;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Routers with credits against BookSim2's curves for one and four virtual channels: mean latency
 * within 5 % up to 70 % of the preset's saturation, saturation throughput within 5 %.
 */
class RouterReferenceIT {
  private static final Path RESOURCES = Path.of("src/test/resources/booksim");
  private static final double ALLOWED = 0.05;
  private static final double UP_TO = 0.7;
  private static final int SAMPLE = 16;

  private static List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(RESOURCES.resolve(file));
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = new TreeMap<>();
      for (int c = 0; c < columns.length; c++) {
        row.put(columns[c], fields[c]);
      }
      if (row.get("preset").startsWith("vc")) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String series(Map<String, String> row) {
    return String.join(
        " ",
        row.get("topology"),
        row.get("k"),
        row.get("traffic"),
        row.get("packet_flits"),
        row.get("preset"));
  }

  private static TrafficNetwork network(Map<String, String> row) {
    int k = Integer.parseInt(row.get("k"));
    LinkSpec spec = new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 1000);
    if (row.get("topology").equals("mesh")) {
      NopGraph graph = NopGraphs.mesh(k, k, spec);
      return TrafficNetwork.of(graph, Routings.named("xy").orElseThrow().on(graph));
    }
    NopGraph graph = NopGraphs.triangular(k, k, spec);
    Path routes = RESOURCES.resolve("triangular_3x3_routes.csv");
    return TrafficNetwork.of(graph, RouteTableReader.read(InputFile.of(routes), graph));
  }

  private static TrafficResult run(Map<String, String> row, double load, long cycles) {
    String[] preset = row.get("preset").split("_b");
    int vcs = Integer.parseInt(preset[0].substring(2));
    int buffer = preset[1].equals("inf") ? 512 : Integer.parseInt(preset[1]);
    TrafficNetwork network = network(row);
    int k = Integer.parseInt(row.get("k"));
    TrafficSettings settings =
        new TrafficSettings(
            Integer.parseInt(row.get("packet_flits")), cycles / 5, cycles, 3, 2, 3, 1);
    return new Traffic(
            network,
            new CreditTransport(new RouterSettings(vcs, buffer, Allocator.ISLIP, 1)),
            (done, of) -> {})
        .run(TrafficPattern.named(row.get("traffic"), k * k, k, k), load, settings);
  }

  private static Map<String, Double> saturations() throws IOException {
    Map<String, Double> saturations = new TreeMap<>();
    for (Map<String, String> row : rows("saturation.csv")) {
      boolean overload =
          row.get("traffic").equals("uniform") && !row.get("overload_accepted_avg").isEmpty();
      String column = overload ? "overload_accepted_avg" : "highest_stable_load_tested";
      saturations.put(series(row), Double.parseDouble(row.get(column)));
    }
    return saturations;
  }

  private static void compareLatencies(int step) throws IOException {
    Map<String, Double> saturations = saturations();
    List<String> missed = new ArrayList<>();
    int compared = 0;
    double worst = 0;
    int at = 0;
    for (Map<String, String> row : rows("curves.csv")) {
      double load = Double.parseDouble(row.get("offered_load"));
      if (load > UP_TO * saturations.get(series(row)) || row.get("stable").equals("0")) {
        continue;
      }
      if (at++ % step != 0) {
        continue;
      }
      double theirs = Double.parseDouble(row.get("avg_packet_latency"));
      double ours = run(row, load, 60_000).avgPacketLatency();
      double difference = ours / theirs - 1;
      compared++;
      worst = Math.max(worst, Math.abs(difference));
      if (!(Math.abs(difference) <= ALLOWED)) {
        missed.add(
            String.format(
                Locale.ROOT, "%s at %.4f: %.3f, theirs %.3f", series(row), load, ours, theirs));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "latencies compared with BookSim2: %d, worst %.2f %%%n",
        compared,
        100 * worst);
    assertThat(compared).isGreaterThan(10);
    assertThat(missed).isEmpty();
  }

  @Test
  void latenciesAgree() throws IOException {
    compareLatencies(SAMPLE);
  }

  @Test
  @Tag("slow")
  void allLatenciesAgree() throws IOException {
    compareLatencies(1);
  }

  @Test
  void saturationAgrees() throws IOException {
    List<String> missed = new ArrayList<>();
    int compared = 0;
    double worst = 0;
    for (Map<String, String> row : rows("saturation.csv")) {
      if (!row.get("traffic").equals("uniform") || row.get("overload_accepted_avg").isEmpty()) {
        continue;
      }
      double theirs = Double.parseDouble(row.get("overload_accepted_avg"));
      double ours = run(row, 1, 6_000).acceptedLoad();
      compared++;
      worst = Math.max(worst, Math.abs(ours / theirs - 1));
      if (!(Math.abs(ours / theirs - 1) <= ALLOWED)) {
        missed.add(String.format(Locale.ROOT, "%s: %.4f, theirs %.4f", series(row), ours, theirs));
      }
    }
    System.out.printf(
        Locale.ROOT, "saturations compared: %d, worst %.2f %%%n", compared, 100 * worst);
    assertThat(compared).isEqualTo(17);
    assertThat(missed).isEmpty();
  }

  /**
   * Set up as the reference's ideal_fifo, routers do what links with unbounded buffers do: 2 % up
   * to 70 % of the link bound, for the same packets.
   */
  private static void idealRoutersAreUnbounded(String shape, String name, int flits, double part) {
    TrafficNetwork network = TrafficNetwork.sized(shape, Optional.empty());
    idealRoutersAreUnbounded(shape, network, name, flits, part, 0.02);
  }

  private static void idealRoutersAreUnbounded(
      String shape, TrafficNetwork network, String name, int flits, double part, double allowed) {
    TrafficPattern pattern = TrafficPattern.named(name, network);
    RouterSettings ideal = new RouterSettings(16, 512, Allocator.FIFO, 1);
    int hop = network.alike() ? 3 : 0;
    TrafficSettings settings = new TrafficSettings(flits, 4_000, 40_000, hop, 2, 3, 1);
    Traffic unbounded = new Traffic(network, new LoopEngine());
    double load = Math.min(1, unbounded.unitLoad(pattern).bound()) * part;
    double theirs = unbounded.run(pattern, load, settings).avgPacketLatency();
    double ours =
        new Traffic(network, new CreditTransport(ideal), (done, of) -> {})
            .run(pattern, load, settings)
            .avgPacketLatency();
    System.out.printf(
        Locale.ROOT,
        "%s %s, %d flits, %.0f %% of the bound: ideal routers %.3f, unbounded %.3f%n",
        shape,
        name,
        flits,
        100 * part,
        ours,
        theirs);
    assertThat(ours / theirs).isBetween(1 - allowed, 1 + allowed);
  }

  /**
   * Six nodes in two rows with two crossings, eighteen links of one to four cycles, on given
   * routes.
   *
   * @param slow whether every third pair of links carries half a flit a cycle
   */
  private static TrafficNetwork unequal(boolean slow) {
    int[][] pairs = {{0, 1}, {1, 2}, {3, 4}, {4, 5}, {0, 3}, {1, 4}, {2, 5}, {0, 4}, {1, 5}};
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    for (int node = 0; node < 6; node++) {
      graph.node(Optional.empty());
    }
    for (int i = 0; i < pairs.length; i++) {
      long rate = slow && i % 3 == 1 ? 500_000_000 : 1_000_000_000;
      Bandwidth bandwidth = Bandwidth.ofBytesPerSecond(rate);
      graph.oneWay(pairs[i][0], pairs[i][1], new LinkSpec(bandwidth, 1000L * (1 + i % 4)));
      graph.oneWay(pairs[i][1], pairs[i][0], new LinkSpec(bandwidth, 1000L * (1 + i * i % 4)));
    }
    NopGraph built = graph.build();
    assertThat(built.links()).hasSize(18);
    TrafficNetwork alike =
        TrafficNetwork.of(built, Routings.named("up-down").orElseThrow().on(built));
    return TrafficNetwork.of(alike.chipletPackage(), 1, Optional.empty());
  }

  /**
   * Latencies alone make no difference. Where links are slower, too, an unbounded one is reserved
   * for a packet from its head to its tail, which a router gives to others while it waits for
   * flits.
   */
  private static void unequalLinksAgree(double... parts) {
    for (double part : parts) {
      idealRoutersAreUnbounded("18 unequal links", unequal(false), "uniform", 8, part, 0.01);
      String what = "18 unequal links, a third of half the width,";
      idealRoutersAreUnbounded(what, unequal(true), "uniform", 8, part, 0.05);
    }
  }

  @Test
  void unequalLinksAgreeAtHalfTheBound() {
    unequalLinksAgree(0.5);
  }

  @Test
  @Tag("slow")
  void unequalLinksAgreeUpToSeventyPerCent() {
    unequalLinksAgree(0.1, 0.3, 0.5, 0.7);
  }

  @Test
  void idealRoutersAreUnboundedAtHalfTheBound() {
    idealRoutersAreUnbounded("mesh:3x3", "uniform", 8, 0.5);
  }

  @Test
  @Tag("slow")
  void idealRoutersAreUnboundedUpToSeventyPerCent() {
    for (double part : new double[] {0.1, 0.3, 0.5, 0.7}) {
      for (String name : List.of("uniform", "transpose", "tornado")) {
        idealRoutersAreUnbounded("mesh:4x4", name, 8, part);
        idealRoutersAreUnbounded("mesh:6x6", name, 8, part);
        idealRoutersAreUnbounded("mesh:4x4", name, 1, part);
      }
    }
  }
}
