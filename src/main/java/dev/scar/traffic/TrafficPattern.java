package dev.scar.traffic;

import dev.scar.hardware.NopGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where packets go: for every terminal the destinations, equally likely each.
 *
 * <p>{@code uniform} any terminal, oneself included; {@code bitcomp} the terminals in reverse
 * order; {@code hotspot:a,b} one of the named nodes; a permutation names each node's destination,
 * and nodes it does not name send nothing. On R × C nodes, node r·C + c: {@code tornado} ((r+a) mod
 * R, (c+b) mod C) with a = ⌈R/2⌉−1 and b = ⌈C/2⌉−1; {@code neighbor} ((r+1) mod R, (c+1) mod C), a
 * ring being one row; {@code transpose} (c, r), where R = C.
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
   * The pattern of this name on a network.
   *
   * @throws IllegalArgumentException if it does not exist or does not fit the network
   */
  public static TrafficPattern named(String name, TrafficNetwork network) {
    NopGraph graph = network.chipletPackage().nop();
    int[] terminals = network.terminals().stream().mapToInt(Integer::intValue).toArray();
    return named(name, graph.nodeCount(), terminals, graph.rows(), graph.columns());
  }

  /**
   * The pattern of this name where every node is a terminal.
   *
   * @param rows of the lattice; 0 if it is none
   */
  static TrafficPattern named(String name, int nodes, int rows, int columns) {
    return named(name, nodes, IntStream.range(0, nodes).toArray(), rows, columns);
  }

  private static TrafficPattern named(
      String name, int nodes, int[] terminals, int rows, int columns) {
    if (HOTSPOT.matcher(name).matches()) {
      int[] hot =
          Arrays.stream(name.substring("hotspot:".length()).split(","))
              .mapToInt(Integer::parseInt)
              .toArray();
      return of(name, nodes, terminals, source -> hot);
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
      return of(name, nodes, terminals, source -> terminals);
    }
    if (name.equals("bitcomp")) {
      int last = terminals.length - 1;
      return of(
          name,
          nodes,
          terminals,
          s -> new int[] {terminals[last - Arrays.binarySearch(terminals, s)]});
    }
    if (rows == 0 || (name.equals("transpose") && rows != columns)) {
      throw new IllegalArgumentException(
          "(" + name + ") needs a " + (rows == 0 ? "lattice" : "square lattice"));
    }
    return of(name, nodes, terminals, s -> new int[] {onLattice(name, s, rows, columns)});
  }

  private static int onLattice(String name, int source, int rows, int columns) {
    int row = source / columns;
    int column = source % columns;
    return switch (name) {
      case "transpose" -> column * columns + row;
      case "tornado" ->
          shifted(row, (rows + 1) / 2 - 1, rows) * columns
              + shifted(column, (columns + 1) / 2 - 1, columns);
      default -> shifted(row, 1, rows) * columns + shifted(column, 1, columns);
    };
  }

  private static int shifted(int place, int by, int size) {
    return (place + by) % size;
  }

  /** Checks that every destination is a terminal. */
  private static TrafficPattern of(
      String name, int nodes, int[] terminals, IntFunction<int[]> targetsOf) {
    int[][] targets = new int[nodes][];
    Arrays.fill(targets, new int[0]);
    int[] checked = new int[0];
    for (int source : terminals) {
      targets[source] = targetsOf.apply(source);
      if (targets[source] != checked) {
        checked = targets[source];
        for (int target : checked) {
          if (target >= nodes) {
            throw new IllegalArgumentException(
                "(" + name + ") names node " + target + "; nodes are 0 to " + (nodes - 1));
          }
          if (Arrays.binarySearch(terminals, target) < 0) {
            throw new IllegalArgumentException(
                "(" + name + ") sends to node " + target + ", which holds no enabled chiplet");
          }
        }
      }
    }
    return new TrafficPattern(name, targets);
  }

  /** Each node's destination; nodes that do not appear send nothing. */
  public static TrafficPattern permutation(String name, Map<Integer, Integer> target, int nodes) {
    int[][] targets = new int[nodes][];
    for (int s = 0; s < nodes; s++) {
      Integer to = target.get(s);
      targets[s] = to == null ? new int[0] : new int[] {to};
    }
    return new TrafficPattern(name, targets);
  }

  public String name() {
    return name;
  }

  /** Whether every terminal sends to every one. */
  boolean isUniform() {
    return name.equals("uniform");
  }

  /** How many destinations a node has; 0 if it sends nothing. */
  int count(int source) {
    return targets[source].length;
  }

  /** One of them. */
  int target(int source, int index) {
    return targets[source][index];
  }

  /** Which part of a node's packets go to another node. */
  double share(int source, int target) {
    int[] all = targets[source];
    if (isUniform() && all.length > 0) {
      return 1.0 / all.length;
    }
    return all.length == 0
        ? 0
        : (double) Arrays.stream(all).filter(t -> t == target).count() / all.length;
  }
}
