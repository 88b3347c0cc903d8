package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collects links in any order and numbers them: by the node they leave, then by the node they lead
 * to, then in the order in which they were added. So the numbering of a lattice does not depend on
 * how it is generated, and parallel links keep the order of their file.
 */
public final class NopGraphBuilder {
  private record Pending(int from, int to, LinkSpec spec) {}

  private final String shape;
  private final int rows;
  private final int columns;
  private final List<Optional<NopGraph.Position>> positions = new ArrayList<>();
  private final List<Pending> links = new ArrayList<>();

  /** A graph without nodes as yet; rows and columns are 0 unless it is a lattice. */
  public NopGraphBuilder(String shape, int rows, int columns) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
  }

  /** Adds a node and returns its number. */
  public int node(Optional<NopGraph.Position> position) {
    if (positions.size() == NopGraph.MOST_NODES) {
      throw new IllegalArgumentException("more than " + NopGraph.MOST_NODES + " nodes");
    }
    positions.add(position);
    return positions.size() - 1;
  }

  /** Adds a node with a place on the package. */
  public int node(int row, int column) {
    return node(Optional.of(new NopGraph.Position(row, column)));
  }

  /**
   * Adds a link in one direction.
   *
   * @throws IllegalArgumentException if it leads to where it starts, or there are too many
   */
  public NopGraphBuilder oneWay(int from, int to, LinkSpec spec) {
    if (links.size() == NopGraph.MOST_LINKS) {
      throw new IllegalArgumentException("more than " + NopGraph.MOST_LINKS + " links");
    }
    if (from == to) {
      throw new IllegalArgumentException("a link from node " + from + " to itself");
    }
    links.add(new Pending(from, to, spec));
    return this;
  }

  /** Adds a link in each direction. */
  public NopGraphBuilder bothWays(int a, int b, LinkSpec spec) {
    return oneWay(a, b, spec).oneWay(b, a, spec);
  }

  /**
   * The graph.
   *
   * @throws IllegalArgumentException if a link names a node that was not added
   */
  public NopGraph build() {
    List<Pending> ordered = new ArrayList<>(links);
    ordered.sort(Comparator.comparingInt(Pending::from).thenComparingInt(Pending::to));
    List<NopLink> numbered = new ArrayList<>();
    for (Pending link : ordered) {
      LinkSpec spec = link.spec();
      numbered.add(
          new NopLink(numbered.size(), link.from(), link.to(), spec.bandwidth(), spec.latencyPs()));
    }
    return new NopGraph(shape, rows, columns, positions, numbered);
  }
}
