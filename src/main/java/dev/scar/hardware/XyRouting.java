package dev.scar.hardware;

/**
 * Dimension order on lattices: x (the column) first, then y (the row).
 *
 * <ul>
 *   <li>mesh: straight;
 *   <li>triangular: as many diagonal steps as the distance has, then x, then y, which is a shortest
 *       way;
 *   <li>torus and ring: the shorter way round in each dimension, at equal length towards increasing
 *       index, with two virtual channels: 1 as long as the way still crosses the dateline between
 *       last and first index of that dimension, that crossing included, 0 otherwise. Each channel's
 *       part of a ring is then a line (W. J. Dally, C. L. Seitz, "Deadlock-Free Message Routing in
 *       Multiprocessor Interconnection Networks", IEEE Trans. Computers C-36(5), 1987).
 * </ul>
 *
 * <p>All are deadlock-free. <b>Cost:</b> O(hops) a route, no memory.
 */
public final class XyRouting implements RoutingAlgorithm {
  private static final String NAME = "xy";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RoutingException if the graph is no lattice, or a link of the lattice is missing
   */
  @Override
  public Routing on(NopGraph graph) {
    if (!NopGraphs.LATTICES.contains(graph.shape())) {
      throw new RoutingException(
          "xy needs a lattice ("
              + String.join(", ", NopGraphs.LATTICES)
              + "), not a graph of shape "
              + graph.shape());
    }
    Routes routes = new Routes(graph);
    routes.checkLattice();
    return routes;
  }

  /** One step in the plane. */
  private record Step(int rows, int columns) {}

  private static final class Routes extends NextHopRouting {
    private final int rows;
    private final int columns;
    private final boolean wraps;
    private final boolean diagonals;

    Routes(NopGraph graph) {
      super(NAME, graph);
      this.rows = graph.rows();
      this.columns = graph.columns();
      this.wraps = graph.shape().equals(NopGraphs.TORUS) || graph.shape().equals(NopGraphs.RING);
      this.diagonals = graph.shape().equals(NopGraphs.TRIANGULAR);
    }

    void checkLattice() {
      if ((long) rows * columns != graph().nodeCount()) {
        throw new RoutingException(
            "xy needs " + rows + " by " + columns + " nodes, not " + graph().nodeCount());
      }
      for (int node = 0; node < graph().nodeCount(); node++) {
        int row = node / columns;
        int column = node % columns;
        requireStep(node, row, column, new Step(0, 1));
        requireStep(node, row, column, new Step(0, -1));
        requireStep(node, row, column, new Step(1, 0));
        requireStep(node, row, column, new Step(-1, 0));
        if (diagonals) {
          requireStep(node, row, column, new Step(1, 1));
          requireStep(node, row, column, new Step(-1, -1));
        }
      }
    }

    private void requireStep(int node, int row, int column, Step step) {
      boolean leavesRow = column + step.columns() < 0 || column + step.columns() >= columns;
      boolean leavesColumn = row + step.rows() < 0 || row + step.rows() >= rows;
      boolean exists =
          (!leavesRow || (wraps && columns > 2)) && (!leavesColumn || (wraps && rows > 2));
      if (exists) {
        follow(node, step);
      }
    }

    @Override
    NopLink toward(int node, int target) {
      int down = offset(node / columns, target / columns, rows);
      int right = offset(node % columns, target % columns, columns);
      if (diagonals && Integer.signum(down) * Integer.signum(right) > 0) {
        return follow(node, new Step(Integer.signum(down), Integer.signum(right)));
      }
      return right != 0
          ? follow(node, new Step(0, Integer.signum(right)))
          : follow(node, new Step(Integer.signum(down), 0));
    }

    private NopLink follow(int node, Step step) {
      int row = Math.floorMod(node / columns + step.rows(), rows);
      int column = Math.floorMod(node % columns + step.columns(), columns);
      int neighbour = row * columns + column;
      return graph()
          .link(node, neighbour)
          .orElseThrow(
              () ->
                  new RoutingException(
                      "the link from " + node + " to " + neighbour + " is missing"));
    }

    /** Signed steps along one dimension; with wrap-around the shorter way. */
    private int offset(int from, int to, int size) {
      int straight = to - from;
      if (!wraps || size <= 2) {
        return straight;
      }
      int forward = Math.floorMod(straight, size);
      return 2 * forward <= size ? forward : forward - size;
    }

    @Override
    int virtualChannel(int node, int target) {
      int right = offset(node % columns, target % columns, columns);
      return right != 0
          ? channel(node % columns, right, columns)
          : channel(node / columns, offset(node / columns, target / columns, rows), rows);
    }

    /** 1 as long as the dateline lies ahead. */
    private static int channel(int from, int offset, int size) {
      int end = from + offset;
      return end < 0 || end >= size ? 1 : 0;
    }

    @Override
    public int virtualChannels() {
      return wraps && Math.max(rows, columns) > 2 ? 2 : 1;
    }

    @Override
    public int hops(int source, int target) {
      int down = offset(source / columns, target / columns, rows);
      int right = offset(source % columns, target % columns, columns);
      boolean shortcut = diagonals && Integer.signum(down) * Integer.signum(right) > 0;
      return shortcut
          ? Math.max(Math.abs(down), Math.abs(right))
          : Math.abs(down) + Math.abs(right);
    }
  }
}
