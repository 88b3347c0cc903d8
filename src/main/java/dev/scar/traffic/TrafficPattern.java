package dev.scar.traffic;

import dev.scar.hardware.NopGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where packets go: for every terminal the destinations, and how likely each is.
 *
 * <p>{@code uniform} any terminal, oneself included; {@code bitcomp} the terminals in reverse
 * order; {@code bitrev} and {@code shuffle} the bits of their places in reverse order, or moved
 * left by one round the end, where there are 2^b terminals; {@code randperm:S} a permutation drawn
 * with seed S; {@code hotspot:a,b} one of the named nodes, {@code hotspot:a=3,b=1} with these
 * weights; a matrix gives every pair a weight, and the node with the largest sum of weights sends
 * the whole load, others their part of it; a permutation names each node's destination, and nodes
 * it does not name send nothing. On R × C nodes, node r·C + c: {@code tornado} ((r+a) mod R, (c+b)
 * mod C) with a = ⌈R/2⌉−1 and b = ⌈C/2⌉−1; {@code neighbor} ((r+1) mod R, (c+1) mod C), a ring
 * being one row; {@code transpose} (c, r), where R = C.
 */
public final class TrafficPattern {
  /** The names of patterns without arguments. */
  public static final List<String> NAMES =
      List.of("uniform", "transpose", "bitcomp", "bitrev", "shuffle", "tornado", "neighbor");

  private static final Pattern HOTSPOT =
      Pattern.compile("hotspot:\\d{1,9}(=\\d{1,9})?(,\\d{1,9}(=\\d{1,9})?)*");
  private static final Pattern RANDPERM = Pattern.compile("randperm(:\\d{1,18})?");

  private final String name;
  private final int[][] targets;
  private final double[][] weights;
  private final double[] sums;
  private final double wholeWeight;

  private TrafficPattern(String name, int[][] targets) {
    this(name, targets, new double[0][]);
  }

  /**
   * A pattern.
   *
   * @param weights of the targets; empty if they are alike, and every source sends the whole load
   */
  private TrafficPattern(String name, int[][] targets, double[][] weights) {
    this.name = name;
    this.targets = targets;
    this.weights = weights;
    this.sums = Arrays.stream(weights).mapToDouble(TrafficPattern::sum).toArray();
    this.wholeWeight = Arrays.stream(sums).max().orElse(1);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
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
      return hotspot(name, nodes, terminals);
    }
    if (RANDPERM.matcher(name).matches()) {
      return randomPermutation(name, nodes, terminals);
    }
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "("
              + name
              + ") is no pattern; there are "
              + String.join(", ", NAMES)
              + ", randperm:S, hotspot:a,b, permutation:FILE and matrix:FILE");
    }
    if (name.equals("uniform")) {
      return of(name, nodes, terminals, source -> terminals);
    }
    if (name.startsWith("bit") || name.equals("shuffle")) {
      int count = terminals.length;
      if (!name.equals("bitcomp") && Integer.bitCount(count) != 1) {
        throw new IllegalArgumentException(
            "(" + name + ") needs 2, 4, 8, 16 … terminals, not " + count);
      }
      return of(
          name,
          nodes,
          terminals,
          s -> new int[] {terminals[byBits(name, Arrays.binarySearch(terminals, s), count)]});
    }
    if (rows == 0 || (name.equals("transpose") && rows != columns)) {
      throw new IllegalArgumentException(
          "(" + name + ") needs a " + (rows == 0 ? "lattice" : "square lattice"));
    }
    return of(name, nodes, terminals, s -> new int[] {onLattice(name, s, rows, columns)});
  }

  private static int byBits(String name, int place, int count) {
    int bits = Integer.numberOfTrailingZeros(count);
    return switch (name) {
      case "bitrev" -> bits == 0 ? 0 : Integer.reverse(place) >>> Integer.SIZE - bits;
      case "shuffle" -> bits == 0 ? 0 : (place << 1 | place >> bits - 1) & count - 1;
      default -> count - 1 - place;
    };
  }

  private static TrafficPattern hotspot(String name, int nodes, int[] terminals) {
    String[][] named =
        Arrays.stream(name.substring("hotspot:".length()).split(","))
            .map(each -> each.split("="))
            .toArray(String[][]::new);
    int[] hot = Arrays.stream(named).mapToInt(each -> Integer.parseInt(each[0])).toArray();
    TrafficPattern alike = of(name, nodes, terminals, source -> hot);
    if (Arrays.stream(named).allMatch(each -> each.length == 1)) {
      return alike;
    }
    double[] weight =
        Arrays.stream(named)
            .mapToDouble(each -> each.length == 1 ? 1 : Integer.parseInt(each[1]))
            .toArray();
    if (sum(weight) == 0) {
      throw new IllegalArgumentException("(" + name + ") gives no node a weight");
    }
    double[][] weights = new double[nodes][0];
    for (int source : terminals) {
      weights[source] = weight;
    }
    return new TrafficPattern(name, alike.targets, weights);
  }

  private static TrafficPattern randomPermutation(String name, int nodes, int[] terminals) {
    long seed = name.contains(":") ? Long.parseLong(name.substring(name.indexOf(':') + 1)) : 1;
    List<Integer> targets = new ArrayList<>(Arrays.stream(terminals).boxed().toList());
    Collections.shuffle(targets, new Random(seed));
    return of(
        name, nodes, terminals, s -> new int[] {targets.get(Arrays.binarySearch(terminals, s))});
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

  /**
   * A weight for every pair of nodes that has traffic.
   *
   * @param weight by source and target; at least one is above 0
   */
  public static TrafficPattern matrix(
      String name, Map<Integer, Map<Integer, Double>> weight, int nodes) {
    int[][] targets = new int[nodes][0];
    double[][] weights = new double[nodes][0];
    weight.forEach(
        (source, row) -> {
          targets[source] = row.keySet().stream().mapToInt(Integer::intValue).toArray();
          weights[source] = row.values().stream().mapToDouble(Double::doubleValue).toArray();
        });
    return new TrafficPattern(name, targets, weights);
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

  /** Which part of the load a node sends. */
  double rate(int source) {
    return weights.length == 0 ? targets[source].length == 0 ? 0 : 1 : sums[source] / wholeWeight;
  }

  /** Which part of the load a node sends to one of its destinations. */
  double shareAt(int source, int index) {
    return weights.length == 0
        ? 1.0 / targets[source].length
        : weights[source][index] / wholeWeight;
  }

  /** Draws a destination of a node that has some. */
  int draw(int source, RandomGenerator random) {
    int[] all = targets[source];
    if (weights.length == 0) {
      return all[all.length == 1 ? 0 : random.nextInt(all.length)];
    }
    double left = random.nextDouble() * sums[source];
    int at = 0;
    while (at < all.length - 1 && left >= weights[source][at]) {
      left -= weights[source][at++];
    }
    return all[at];
  }

  /** Which part of the load a node sends to another node. */
  double share(int source, int target) {
    int[] all = targets[source];
    if (weights.length > 0) {
      double sum = 0;
      for (int i = 0; i < all.length; i++) {
        sum += all[i] == target ? shareAt(source, i) : 0;
      }
      return sum;
    }
    if (isUniform() && all.length > 0) {
      return 1.0 / all.length;
    }
    return all.length == 0
        ? 0
        : (double) Arrays.stream(all).filter(t -> t == target).count() / all.length;
  }
}
