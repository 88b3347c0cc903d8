package dev.scar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Networks as other tools write them, with the links and chiplets that they have. */
final class RandomNetworks {
  private final Random random;

  /**
   * A file and what it says.
   *
   * @param cycles of all links together; 0 if they are not counted in cycles
   * @param bytesPerSecond of all links together; 0 if the file does not say it
   */
  record Network(Path file, int nodes, int chiplets, int links, long cycles, long bytesPerSecond) {}

  RandomNetworks(Random random) {
    this.random = random;
  }

  /** Pairs of a connected graph: a tree and some more. */
  private Set<List<Integer>> pairs(int nodes) {
    Set<List<Integer>> pairs = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    for (int node = 1; node < nodes; node++) {
      pairs.add(List.of(random.nextInt(node), node));
    }
    for (int i = random.nextInt(nodes); i > 0; i--) {
      int a = random.nextInt(nodes);
      int b = random.nextInt(nodes);
      if (a < b) {
        pairs.add(List.of(a, b));
      }
    }
    return pairs;
  }

  private List<Integer> numbers(int count) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 3 * count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers.subList(0, count);
  }

  /** BookSim2's anynet: any numbers, lines of routers and of nodes, cycles of either direction. */
  Network anynet(Path folder) throws IOException {
    int routers = 2 + random.nextInt(6);
    List<Integer> names = numbers(routers);
    List<String> lines = new ArrayList<>();
    long cycles = 0;
    Set<List<Integer>> pairs = pairs(routers);
    for (List<Integer> pair : pairs) {
      int there = 1 + random.nextInt(9);
      int back = random.nextBoolean() ? 1 : 1 + random.nextInt(9);
      String a = "router " + names.get(pair.get(0));
      String b = "router " + names.get(pair.get(1));
      lines.add(a + " " + b + (there > 1 || random.nextBoolean() ? " " + there : ""));
      if (back > 1) {
        lines.add(b + " " + a + " " + back);
      }
      cycles += there + back;
    }
    TreeMap<Integer, Integer> attached = new TreeMap<>();
    int chiplets = routers + random.nextInt(4);
    List<Integer> nodes = numbers(chiplets);
    for (int i = 0; i < chiplets; i++) {
      int router = i < routers ? i : random.nextInt(routers);
      attached.merge(router, 1, Integer::sum);
      lines.add(
          random.nextBoolean()
              ? "node " + nodes.get(i) + "  router " + names.get(router)
              : "router " + names.get(router) + " node " + nodes.get(i));
    }
    Collections.shuffle(lines, random);
    int apart = attached.values().stream().filter(count -> count > 1).mapToInt(i -> i).sum();
    Path file = folder.resolve("net.anynet");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return new Network(
        file, routers + apart, chiplets, 2 * (pairs.size() + apart), cycles + 2L * apart, 0);
  }

  /** A matrix of bandwidths in several units, with links in one or both directions. */
  Network matrix(Path folder) throws IOException {
    int nodes = 2 + random.nextInt(5);
    long[][] mega = new long[nodes][nodes];
    for (int i = 0; i < nodes; i++) {
      mega[i][(i + 1) % nodes] = 1 + random.nextInt(200_000);
      int other = random.nextInt(nodes);
      if (other != i) {
        mega[i][other] = 1 + random.nextInt(200_000);
      }
    }
    StringBuilder text = new StringBuilder("from \\ to");
    IntStream.range(0, nodes).forEach(i -> text.append(",n").append(i));
    int links = 0;
    long sum = 0;
    for (int i = 0; i < nodes; i++) {
      text.append("\nn").append(i);
      for (int j = 0; j < nodes; j++) {
        long own = mega[i][j];
        links += own > 0 ? 1 : 0;
        sum += own;
        boolean giga = own % 1000 == 0 && random.nextBoolean();
        String none = random.nextBoolean() ? "" : "0";
        text.append(", ").append(own == 0 ? none : giga ? own / 1000 + " GB/s" : own + " MB/s");
      }
    }
    Path file = folder.resolve("net.csv");
    Files.writeString(file, text.append("\n"));
    return new Network(file, nodes, nodes, links, 0, sum * 1_000_000);
  }

  /**
   * A row of RapidChiplet's chiplets 10 mm apart, each joined to the next at its right and left
   * edge. Of 4 · 2 mm², 800 bumps at 0.1 mm, half for power, a quarter a PHY: 100 less 12, 44 each
   * way. A link of 6 mm at 1 cycle, two PHYs and what the chiplet takes.
   */
  Network rapidChiplet(Path folder) throws IOException {
    int chiplets = 2 + random.nextInt(5);
    int phy = 1 + random.nextInt(20);
    int inside = random.nextInt(10);
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    String end =
        "{\"ep1\":{\"type\":\"chiplet\",\"outer_id\":%d,\"inner_id\":1},\"ep2\":{\"type\":\"chiplet\",\"outer_id\":%d,\"inner_id\":0}}";
    List<String> links = new ArrayList<>();
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < chiplets; i++) {
      placed.add(
          "{\"position\":{\"x\":%d,\"y\":0},\"rotation\":0,\"name\":\"tile\"}".formatted(10 * i));
      if (i > 0) {
        links.add(end.formatted(i - 1, i));
      }
    }
    Files.writeString(
        inputs.resolve("placement.json"),
        "{\"chiplets\":" + placed + ",\"interposer_routers\":[]}");
    Files.writeString(inputs.resolve("topology.json"), links.toString());
    Files.writeString(
        inputs.resolve("packaging.json"),
        """
        {"link_routing": "manhattan", "link_latency_type": "constant", "link_latency": 1,
         "bump_pitch": 0.1, "non_data_wires": 12}
        """);
    Files.writeString(
        inputs.resolve("technologies.json"), "{\"t\": {\"phy_latency\": " + phy + "}}");
    Files.writeString(
        inputs.resolve("chiplets.json"),
        """
        {"tile": {"dimensions": {"x": 4, "y": 2}, "type": "compute", "technology": "t",
          "fraction_power_bumps": 0.5, "internal_latency": %d,
          "phys": [{"x": 0, "y": 1, "fraction_bump_area": 0.25},
                   {"x": 4, "y": 1, "fraction_bump_area": 0.25}]}}
        """
            .formatted(inside));
    Path file = folder.resolve("design.json");
    Files.writeString(
        file,
        """
        {"design_name": "row", "technologies": "inputs/technologies.json",
         "chiplets": "inputs/chiplets.json", "placement": "inputs/placement.json",
         "topology": "inputs/topology.json", "packaging": "inputs/packaging.json"}
        """);
    int directed = 2 * (chiplets - 1);
    return new Network(
        file,
        chiplets,
        chiplets,
        directed,
        directed * (1L + 2 * phy + inside),
        directed * 5_500_000_000L);
  }
}
