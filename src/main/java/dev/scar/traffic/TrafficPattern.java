package dev.scar.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where packets go: for every node the destinations, equally likely each.
 *
 * <p>On k × k nodes, node r·k + c: {@code uniform} any node, oneself included; {@code transpose}
 * (c, r); {@code bitcomp} N−1−s; {@code tornado} ((r+a) mod k, (c+a) mod k) with a = ⌈k/2⌉−1;
 * {@code neighbor} ((r+1) mod k, (c+1) mod k); {@code hotspot:a,b} one of the named nodes; a
 * permutation names each node's destination, and nodes it does not name send nothing.
 */
public final class TrafficPattern {
  /** The names of patterns without arguments. */
  public static final List<String> NAMES =
      List.of("uniform", "transpose", "bitcomp", "tornado", "neighbor");

  private static final Pattern HOTSPOT = Pattern.compile("hotspot:\\d{1,9}(,\\d{1,9})*");

  private final String name;
  private final int[][] targets;

  private TrafficPattern(String name, int[][] targets) {
    this.name = name;
    this.targets = targets;
  }

  /**
   * The pattern of this name.
   *
   * @param rows of the lattice; 0 if it is none
   * @throws IllegalArgumentException if it does not exist or does not fit the network
   */
  public static TrafficPattern named(String name, int nodes, int rows, int columns) {
    int[] everybody = IntStream.range(0, nodes).toArray();
    if (HOTSPOT.matcher(name).matches()) {
      int[] hot =
          Arrays.stream(name.substring("hotspot:".length()).split(","))
              .mapToInt(Integer::parseInt)
              .toArray();
      for (int node : hot) {
        if (node >= nodes) {
          throw new IllegalArgumentException(
              "(" + name + ") names node " + node + "; nodes are 0 to " + (nodes - 1));
        }
      }
      return new TrafficPattern(name, same(hot, nodes));
    }
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "("
              + name
              + ") is no pattern; there are "
              + String.join(", ", NAMES)
              + ", hotspot:a,b and permutation:FILE");
    }
    if (name.equals("uniform")) {
      return new TrafficPattern(name, same(everybody, nodes));
    }
    if (name.equals("bitcomp")) {
      return new TrafficPattern(name, single(nodes, s -> nodes - 1 - s));
    }
    if (rows != columns || rows == 0) {
      throw new IllegalArgumentException("(" + name + ") needs a square lattice");
    }
    int k = rows;
    int a = (k + 1) / 2 - 1;
    return new TrafficPattern(
        name,
        single(
            nodes,
            s ->
                switch (name) {
                  case "transpose" -> s % k * k + s / k;
                  case "tornado" -> (s / k + a) % k * k + (s % k + a) % k;
                  default -> (s / k + 1) % k * k + (s % k + 1) % k;
                }));
  }

  /** Each node's destination; nodes that do not appear send nothing. */
  public static TrafficPattern permutation(String name, Map<Integer, Integer> target, int nodes) {
    Map<Integer, Integer> ordered = new TreeMap<>(target);
    int[][] targets = new int[nodes][];
    for (int s = 0; s < nodes; s++) {
      Integer to = ordered.get(s);
      targets[s] = to == null ? new int[0] : new int[] {to};
    }
    return new TrafficPattern(name, targets);
  }

  private interface Target {
    int of(int source);
  }

  private static int[][] single(int nodes, Target target) {
    int[][] targets = new int[nodes][];
    for (int s = 0; s < nodes; s++) {
      targets[s] = new int[] {target.of(s)};
    }
    return targets;
  }

  private static int[][] same(int[] list, int nodes) {
    int[][] targets = new int[nodes][];
    Arrays.fill(targets, list);
    return targets;
  }

  public String name() {
    return name;
  }

  /** Number of nodes. */
  public int nodes() {
    return targets.length;
  }

  /** How many destinations a node has; 0 if it sends nothing. */
  int count(int source) {
    return targets[source].length;
  }

  /** One of them. */
  int target(int source, int index) {
    return targets[source][index];
  }
}
