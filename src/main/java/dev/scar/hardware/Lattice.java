package dev.scar.hardware;

import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Builds the regular networks. Links are numbered by their from-node, then their to-node. */
public final class Lattice {
  /** Names of the regular shapes. */
  public static final List<String> SHAPES = List.of("mesh", "triangular", "torus", "ring");

  private Lattice() {}

  private record Ends(int from, int to) {}

  /**
   * A lattice of rows × columns; both directions of every link.
   *
   * <p>{@code mesh}: links to the four neighbours. {@code triangular}: also (r,c)–(r+1,c+1). {@code
   * torus}: mesh with wrap-around links in dimensions longer than 2. {@code ring}: nodes in one
   * cycle, in order.
   */
  public static NopGraph build(
      String shape, int rows, int columns, Bandwidth bandwidth, long latencyPs) {
    List<Ends> ends = new ArrayList<>();
    int nodes = rows * columns;
    for (int node = 0; node < nodes; node++) {
      int r = node / columns;
      int c = node % columns;
      if (shape.equals("ring")) {
        if (nodes > 2 || node == 0 && nodes == 2) {
          both(ends, node, (node + 1) % nodes);
        }
        continue;
      }
      boolean wrap = shape.equals("torus");
      if (c + 1 < columns || wrap && columns > 2) {
        both(ends, node, r * columns + (c + 1) % columns);
      }
      if (r + 1 < rows || wrap && rows > 2) {
        both(ends, node, (r + 1) % rows * columns + c);
      }
      if (shape.equals("triangular") && r + 1 < rows && c + 1 < columns) {
        both(ends, node, node + columns + 1);
      }
    }
    ends.sort(Comparator.comparingInt(Ends::from).thenComparingInt(Ends::to));
    List<NopLink> links = new ArrayList<>();
    for (Ends pair : ends) {
      links.add(new NopLink(links.size(), pair.from(), pair.to(), bandwidth, latencyPs));
    }
    List<Optional<NopGraph.Position>> positions = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      positions.add(Optional.of(new NopGraph.Position(node / columns, node % columns)));
    }
    return new NopGraph(shape, rows, columns, positions, links);
  }

  private static void both(List<Ends> ends, int a, int b) {
    ends.add(new Ends(a, b));
    ends.add(new Ends(b, a));
  }
}
