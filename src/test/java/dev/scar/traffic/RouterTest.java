package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.sim.DeadlockException;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Routers with credits: timelines by hand, deadlock found and never found where there is none. */
class RouterTest {
  private static final String[] ROUTED = {
    "mesh:3x3 xy",
    "torus:4x4 xy",
    "ring:6 xy",
    "torus:3x5 xy",
    "hexamesh:2 up-down",
    "ring:5 up-down"
  };

  private static Traffic traffic(TrafficNetwork network, RouterSettings routers) {
    return new Traffic(network, new CreditTransport(routers), (done, of) -> {});
  }

  private static RouterSettings routers(int vcs, int buffer) {
    return new RouterSettings(vcs, buffer, Allocator.ISLIP, 1);
  }

  private static TrafficSettings flits(int flits) {
    return new TrafficSettings(flits, 0, 2_000, 3, 2, 3, 1);
  }

  private static long cycles(int vcs, int buffer, int flits, Traffic.Batch... batches) {
    return traffic(TrafficNetwork.sized("mesh:1x4", Optional.empty()), routers(vcs, buffer))
        .completion(List.of(batches), flits(flits));
  }

  /** 5 + 3 · links + L − 1, and one since cycles are counted inclusively. */
  @Test
  void aLonePacketTakesWhatTheFormulaSays() {
    assertThat(cycles(1, 8, 1, new Traffic.Batch(0, 0, 1))).isEqualTo(6);
    assertThat(cycles(1, 8, 1, new Traffic.Batch(0, 3, 1))).isEqualTo(15);
    assertThat(cycles(4, 8, 8, new Traffic.Batch(0, 3, 1))).isEqualTo(22);
    assertThat(cycles(1, 5, 8, new Traffic.Batch(0, 3, 1))).isEqualTo(22);
  }

  /** A slot is usable again 5 cycles after its flit got the switch: groups of B flits every 5. */
  @Test
  void smallBuffersPaceALonePacket() {
    assertThat(cycles(1, 1, 8, new Traffic.Batch(0, 3, 1))).isEqualTo(22 + 7 * 4);
    assertThat(cycles(1, 2, 8, new Traffic.Batch(0, 3, 1))).isEqualTo(22 + 3 * 3);
    assertThat(cycles(1, 4, 8, new Traffic.Batch(0, 3, 1))).isEqualTo(22 + 1);
  }

  /** With one channel the second head follows the first tail: 4 flits after 4. */
  @Test
  void packetsOfOneSourceFollowEachOther() {
    assertThat(cycles(1, 8, 4, new Traffic.Batch(0, 3, 2))).isEqualTo(14 + 8);
    assertThat(cycles(4, 8, 4, new Traffic.Batch(0, 3, 2))).isEqualTo(14 + 8);
  }

  /**
   * A flit from 0 to 3 takes 14 cycles. With one under way the next is created in the cycle after
   * its arrival, every 15 cycles; with two the second follows the first by a cycle.
   */
  @Test
  void fewUnderWayTakeTurns() {
    Traffic traffic = traffic(TrafficNetwork.sized("mesh:1x4", Optional.empty()), routers(4, 8));
    for (int packets = 1; packets <= 4; packets++) {
      List<Traffic.Batch> batch = List.of(new Traffic.Batch(0, 3, packets));
      assertThat(traffic.completion(batch, flits(1), 1)).isEqualTo(15L * packets);
      assertThat(traffic.completion(batch, flits(1), 2))
          .isEqualTo(new int[] {15, 16, 30, 31}[packets - 1]);
      assertThat(traffic.completion(batch, flits(1))).isEqualTo(14L + packets);
    }
  }

  /** Two flits a cycle meet at the ejection port of node 1, which takes one: 4 + 4 flits. */
  @Test
  void twoInputsShareAnOutput() {
    Traffic.Batch left = new Traffic.Batch(0, 1, 1);
    Traffic.Batch right = new Traffic.Batch(2, 1, 1);
    assertThat(cycles(1, 8, 4, left, right)).isEqualTo(8 + 8);
    assertThat(cycles(4, 8, 4, left, right)).isEqualTo(8 + 8);
  }

  /** The single runs of BookSim2 whose stages are the shortest, small buffers included. */
  @Test
  void isolatedPacketsTakeWhatTheyTakeInBookSim() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/booksim/zero_load.csv"));
    List<String> columns = Arrays.asList(lines.get(0).split(","));
    int compared = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",");
      Map<String, Integer> value = new TreeMap<>();
      for (String column :
          List.of(
              "routing_delay",
              "alloc_cycles",
              "st_final_delay",
              "channel_latency",
              "links",
              "vc_buf_flits",
              "packet_flits",
              "packet_latency")) {
        value.put(column, (int) Double.parseDouble(row[columns.indexOf(column)]));
      }
      if (value.get("routing_delay") > 0
          || value.get("alloc_cycles") > 1
          || value.get("st_final_delay") > 1
          || value.get("channel_latency") > 1) {
        continue;
      }
      int links = value.get("links");
      int target = links <= 5 ? links : 5 + 6 * (links - 5);
      long ours =
          traffic(
                  TrafficNetwork.sized("mesh:6x6", Optional.empty()),
                  routers(1, value.get("vc_buf_flits")))
              .completion(
                  List.of(new Traffic.Batch(0, target, 1)), flits(value.get("packet_flits")));
      assertThat(ours).as(line).isEqualTo(value.get("packet_latency") + 1L);
      compared++;
    }
    assertThat(compared).isGreaterThan(20);
  }

  /** Every route goes clockwise, on one channel: the classic cycle. */
  private static TrafficNetwork clockwise(int nodes) {
    NopGraph graph =
        NopGraphs.ring(nodes, new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 0));
    Routing routing =
        (source, target) -> {
          List<NopLink> links = new ArrayList<>();
          for (int at = source; at != target; at = (at + 1) % nodes) {
            int from = at;
            links.add(
                graph.outgoing(at).stream()
                    .filter(link -> link.to() == (from + 1) % nodes)
                    .findFirst()
                    .orElseThrow());
          }
          return Route.of(source, target, links);
        };
    return TrafficNetwork.of(graph, routing);
  }

  @Test
  void aCycleThatIsDrivenDeadlocksAndIsReported() {
    for (int nodes = 4; nodes <= 8; nodes++) {
      for (int buffer = 1; buffer <= 6; buffer++) {
        TrafficNetwork network = clockwise(nodes);
        Map<Integer, Integer> targets = new TreeMap<>();
        for (int node = 0; node < nodes; node++) {
          targets.put(node, (node + nodes - 1) % nodes);
        }
        Traffic traffic = traffic(network, routers(1, buffer));
        DeadlockException found =
            catchThrowableOfType(
                DeadlockException.class,
                () ->
                    traffic.run(
                        TrafficPattern.permutation("around", targets, targets.size()),
                        1,
                        new TrafficSettings(8, 0, 20_000, 3, 2, 3, 1)));
        assertThat(found).as(nodes + " nodes, buffers of " + buffer).isNotNull();
        assertThat(found.found()).isLessThan(20_000);
        assertThat(found.cycle().stream().mapToInt(wait -> wait.holds().size()).sum())
            .isGreaterThanOrEqualTo(nodes);
        assertThat(found.getMessage()).contains(" holds ").contains("wants");
      }
    }
  }

  /** Packets still arrive in the last third of the time. */
  private static void overload(int seed) {
    Random random = new Random(seed);
    String[] routed = ROUTED[random.nextInt(ROUTED.length)].split(" ");
    TrafficNetwork network = TrafficNetwork.sized(routed[0], Optional.of(routed[1]));
    int vcs = network.chipletPackage().routing().virtualChannels() + random.nextInt(3);
    Allocator[] all = Allocator.values();
    RouterSettings routers =
        new RouterSettings(
            vcs, 1 + random.nextInt(4), all[random.nextInt(all.length)], 1 + random.nextInt(2));
    TrafficSettings settings =
        new TrafficSettings(1 + random.nextInt(9), 6_000, 3_000, 3, 2, 3, seed);
    int nodes = network.chipletPackage().nop().nodeCount();
    Map<Integer, Integer> targets = new TreeMap<>();
    for (int node = 0; node < nodes; node++) {
      targets.put(node, random.nextInt(nodes));
    }
    TrafficPattern pattern =
        random.nextBoolean()
            ? TrafficPattern.named("uniform", network)
            : TrafficPattern.permutation("random", targets, nodes);
    TrafficResult result = traffic(network, routers).run(pattern, 1, settings);
    assertThat(result.acceptedLoad()).as("seed " + seed).isPositive();
  }

  @Test
  void provenRoutesDoNotDeadlock() {
    for (int seed = 0; seed < 25; seed++) {
      overload(seed);
    }
  }

  /** Outputs that were kept for packets whose rest stood still upstream closed a cycle. */
  @Test
  void keptOutputsCloseNoCycle() {
    overload(151);
  }

  @Test
  @Tag("slow")
  void provenRoutesNeverDeadlock() {
    for (int seed = 0; seed < 1000; seed++) {
      overload(seed);
    }
  }
}
