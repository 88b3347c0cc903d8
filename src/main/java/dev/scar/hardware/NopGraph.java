package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Comparator;
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
  /** Larger packages are taken for a slip: 64 by 64 chiplets. */
  public static final int MOST_NODES = 4096;

  /** Sixteen directed links for each of the most nodes. */
  public static final int MOST_LINKS = 65_536;

  private static final Comparator<NopLink> BY_TARGET =
      Comparator.comparingInt(NopLink::to).thenComparingInt(NopLink::ordinal);

  /** A node's place on the package. */
  public record Position(int row, int column) {}

  private final String shape;
  private final int rows;
  private final int columns;
  private final List<Optional<Position>> positions;
  private final List<NopLink> links;
  private final List<List<NopLink>> outgoing;
  private final boolean parallels;
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
    this.outgoing = outgoingByTarget();
    this.parallels =
        outgoing.stream().anyMatch(l -> l.stream().map(NopLink::to).distinct().count() < l.size());
  }

  private List<List<NopLink>> outgoingByTarget() {
    List<List<NopLink>> lists = new ArrayList<>();
    for (int node = 0; node < nodeCount(); node++) {
      lists.add(new ArrayList<>());
    }
    links.forEach(link -> lists.get(link.from()).add(link));
    return lists.stream().map(list -> list.stream().sorted(BY_TARGET).toList()).toList();
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

  /** Links that leave a node, by the node they lead to, parallel ones by ordinal. */
  public List<NopLink> outgoing(int node) {
    return outgoing.get(node);
  }

  /** The link from one node to another; among parallel ones the lowest ordinal. */
  public Optional<NopLink> link(int from, int to) {
    for (NopLink link : outgoing.get(from)) {
      if (link.to() == to) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /**
   * The link that packets to a target take from one node to the next: of parallel ones the target's
   * number chooses, so that they share what passes.
   */
  Optional<NopLink> link(int from, int to, int target) {
    List<NopLink> links = outgoing.get(from).stream().filter(link -> link.to() == to).toList();
    return links.isEmpty() ? Optional.empty() : Optional.of(links.get(target % links.size()));
  }

  /** Whether two nodes are joined by several links in one direction. */
  boolean hasParallels() {
    return parallels;
  }

  /** The graph itself; callers do not change it. */
  public Graph<Integer, NopLink> asGraph() {
    return graph;
  }
}
