package dev.scar.hardware;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generates the network shapes that chiplet papers use.
 *
 * <p>Nodes of a lattice are numbered row by row; every link exists in both directions with the same
 * properties. Sizes are checked before anything is built. Links are numbered as {@link
 * NopGraphBuilder} says. Costs O(nodes + links).
 */
public final class NopGraphs {
  public static final String MESH = "mesh";
  public static final String TRIANGULAR = "triangular";
  public static final String TORUS = "torus";
  public static final String RING = "ring";
  public static final String CUSTOM = "custom";

  /** Shapes that {@link #lattice} knows. */
  public static final List<String> LATTICES = List.of(MESH, TRIANGULAR, TORUS, RING);

  private static final Pattern SIZED =
      Pattern.compile("([a-z-]+):(\\d{1,9})(?:x(\\d{1,9}))?(?:x(\\d{1,9}))?");

  private NopGraphs() {}

  /** Rows by columns, neighbours linked. */
  public static NopGraph mesh(int rows, int columns, LinkSpec spec) {
    return lattice(MESH, rows, columns, spec);
  }

  /** A mesh with one diagonal per cell, from (r, c) to (r+1, c+1); inner nodes have six links. */
  public static NopGraph triangular(int rows, int columns, LinkSpec spec) {
    return lattice(TRIANGULAR, rows, columns, spec);
  }

  /**
   * A mesh whose rows and columns close to rings. A dimension of two has no extra link, since it
   * would double the one that is there.
   */
  public static NopGraph torus(int rows, int columns, LinkSpec spec) {
    return lattice(TORUS, rows, columns, spec);
  }

  /** A ring in one row, at least three nodes. */
  public static NopGraph ring(int nodes, LinkSpec spec) {
    return lattice(RING, 1, nodes, spec);
  }

  /**
   * A lattice by the name of its shape.
   *
   * @throws IllegalArgumentException if the shape is unknown or the size is not possible
   */
  public static NopGraph lattice(String shape, int rows, int columns, LinkSpec spec) {
    if (!LATTICES.contains(shape)) {
      throw new IllegalArgumentException("no lattice is called " + shape);
    }
    checkSize(rows, columns, 1);
    if (shape.equals(RING) && (rows != 1 || columns < 3)) {
      throw new IllegalArgumentException("a ring has 1 row and at least 3 columns");
    }
    boolean wraps = shape.equals(RING) || shape.equals(TORUS);
    NopGraphBuilder graph = new NopGraphBuilder(shape, rows, columns);
    for (int node = 0; node < rows * columns; node++) {
      graph.node(node / columns, node % columns);
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int node = row * columns + column;
        if (column + 1 < columns) {
          graph.bothWays(node, node + 1, spec);
        } else if (wraps && columns > 2) {
          graph.bothWays(node, row * columns, spec);
        }
        if (row + 1 < rows) {
          graph.bothWays(node, node + columns, spec);
        } else if (wraps && rows > 2) {
          graph.bothWays(node, column, spec);
        }
        if (shape.equals(TRIANGULAR) && row + 1 < rows && column + 1 < columns) {
          graph.bothWays(node, node + columns + 1, spec);
        }
      }
    }
    return graph.build();
  }

  /**
   * A centre and so many rings of hexagonal neighbours around it, {@code 1 + 3 r (r + 1)} nodes.
   *
   * <p>After P. Iff, M. Besta, M. Cavalcante, T. Fischer, L. Benini, T. Hoefler, "HexaMesh: Scaling
   * to Hundreds of Chiplets with an Optimized Chiplet Arrangement", DAC 2023. Its diameter is
   * {@code 2 r}, its bisection {@code 4 r + 1} links. Positions are axial coordinates.
   */
  public static NopGraph hexamesh(int rings, LinkSpec spec) {
    if (rings < 0 || 1 + 3L * rings * (rings + 1) > NopGraph.MOST_NODES) {
      throw new IllegalArgumentException("a hexamesh has 0 to 36 rings, not " + rings);
    }
    NopGraphBuilder graph = new NopGraphBuilder(CUSTOM, 0, 0);
    Map<Integer, Integer> nodeAt = new TreeMap<>();
    int width = 2 * rings + 1;
    for (int row = 0; row < width; row++) {
      for (int column = 0; column < width; column++) {
        if (Math.abs(row + column - 2 * rings) <= rings) {
          nodeAt.put(row * width + column, graph.node(row, column));
        }
      }
    }
    nodeAt.forEach(
        (place, node) -> {
          int row = place / width;
          int column = place % width;
          for (int[] step : new int[][] {{0, 1}, {1, 0}, {1, -1}}) {
            int neighbourColumn = column + step[1];
            Integer neighbour =
                neighbourColumn < 0 || neighbourColumn >= width
                    ? null
                    : nodeAt.get((row + step[0]) * width + neighbourColumn);
            if (neighbour != null) {
              graph.bothWays(node, neighbour, spec);
            }
          }
        });
    return graph.build();
  }

  /**
   * A mesh of routers without chiplets, each with so many chiplet nodes hanging on it.
   *
   * <p>After J. Balfour, W. J. Dally, "Design Tradeoffs for Tiled CMP On-Chip Networks", ICS 2006.
   * Routers come first, row by row; then the chiplet nodes of router 0, of router 1 and so on.
   */
  public static NopGraph concentratedMesh(int rows, int columns, int concentration, LinkSpec spec) {
    checkSize(rows, columns, concentration);
    if (concentration < 1) {
      throw new IllegalArgumentException("a concentration of " + concentration);
    }
    NopGraphBuilder graph = new NopGraphBuilder(CUSTOM, 0, 0);
    NopGraph routers = mesh(rows, columns, spec);
    for (int router = 0; router < routers.nodeCount(); router++) {
      graph.node(routers.position(router));
    }
    for (NopLink link : routers.links()) {
      graph.oneWay(link.from(), link.to(), spec);
    }
    for (int router = 0; router < routers.nodeCount(); router++) {
      for (int i = 0; i < concentration; i++) {
        graph.bothWays(router, graph.node(Optional.empty()), spec);
      }
    }
    return graph.build();
  }

  /**
   * A shape with its size, as on a command line: {@code mesh:6x6}, {@code torus:4x4}, {@code
   * triangular:4x4}, {@code ring:8}, {@code hexamesh:2}, {@code cmesh:4x4x4} (the last number is
   * the concentration).
   *
   * @throws IllegalArgumentException if it is none of these, or too large
   */
  public static NopGraph sized(String text, LinkSpec spec) {
    Matcher form = SIZED.matcher(text.toLowerCase(Locale.ROOT));
    Map<String, BiFunction<Integer, Integer, NopGraph>> flat =
        Map.of(
            MESH, (r, c) -> mesh(r, c, spec),
            TRIANGULAR, (r, c) -> triangular(r, c, spec),
            TORUS, (r, c) -> torus(r, c, spec));
    if (form.matches()) {
      String shape = form.group(1);
      int first = Integer.parseInt(form.group(2));
      boolean second = form.group(3) != null;
      boolean third = form.group(4) != null;
      if (flat.containsKey(shape) && second && !third) {
        return flat.get(shape).apply(first, Integer.parseInt(form.group(3)));
      }
      if (shape.equals(RING) && !second) {
        return ring(first, spec);
      }
      if (shape.equals("hexamesh") && !second) {
        return hexamesh(first, spec);
      }
      if (shape.equals("cmesh") && third) {
        int concentration = Integer.parseInt(form.group(4));
        return concentratedMesh(first, Integer.parseInt(form.group(3)), concentration, spec);
      }
    }
    throw new IllegalArgumentException(
        text
            + " is not a shape with its size; write mesh:6x6, triangular:4x4, torus:4x4, ring:8,"
            + " hexamesh:2 or cmesh:4x4x4");
  }

  private static void checkSize(long rows, long columns, long perPlace) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(rows + " rows and " + columns + " columns");
    }
    boolean tooMany = Math.max(rows, Math.max(columns, perPlace)) > NopGraph.MOST_NODES;
    if (tooMany || rows * columns * (perPlace == 1 ? 1 : perPlace + 1) > NopGraph.MOST_NODES) {
      throw new IllegalArgumentException(
          rows + " by " + columns + " is more than " + NopGraph.MOST_NODES + " nodes");
    }
  }
}
