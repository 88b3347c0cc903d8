package dev.scar.hardware;

import java.util.List;
import java.util.Optional;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedMultigraph;

/**
 * The network on package: nodes 0 to n−1 with optional grid positions, and directed links, parallel
 * ones allowed.
 *
 * <p>Backed by a JGraphT graph whose edges are the links themselves.
 */
public final class NopGraph {
  /** A node's place on the package. */
  public record Position(int row, int column) {}

  private final String shape;
  private final int rows;
  private final int columns;
  private final List<Optional<Position>> positions;
  private final List<NopLink> links;
  private final Graph<Integer, NopLink> graph = new DirectedMultigraph<>(NopLink.class);

  /**
   * Builds and checks.
   *
   * @param shape mesh, torus, ring, triangular or custom
   * @param rows rows of the lattice, 0 if it has none
   * @throws IllegalArgumentException if a link's end or ordinal is wrong
   */
  public NopGraph(
      String shape,
      int rows,
      int columns,
      List<Optional<Position>> positions,
      List<NopLink> links) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
    this.positions = List.copyOf(positions);
    this.links = List.copyOf(links);
    for (int node = 0; node < positions.size(); node++) {
      graph.addVertex(node);
    }
    for (int i = 0; i < links.size(); i++) {
      NopLink link = links.get(i);
      if (link.ordinal() != i) {
        throw new IllegalArgumentException("link " + i + " has ordinal " + link.ordinal());
      }
      if (!graph.containsVertex(link.from()) || !graph.containsVertex(link.to())) {
        throw new IllegalArgumentException("link " + i + " names a node that does not exist");
      }
      graph.addEdge(link.from(), link.to(), link);
    }
  }

  public String shape() {
    return shape;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int nodeCount() {
    return positions.size();
  }

  public Optional<Position> position(int node) {
    return positions.get(node);
  }

  public List<NopLink> links() {
    return links;
  }

  /** The graph itself; callers do not change it. */
  public Graph<Integer, NopLink> asGraph() {
    return graph;
  }
}
