package dev.scar.hardware;

/**
 * Dimension order on lattices: x (the column) first, then y (the row).
 *
 * <ul>
 *   <li>mesh: straight;
 *   <li>triangular: as many diagonal steps as the distance has, then x, then y, which is a shortest
 *       way;
 *   <li>torus and ring: the shorter way round in each dimension; half-way round, where both are
 *       equal, nodes at even places (row plus column, and for x plus the target's row) turn towards
 *       increasing index and the others back, so that both directions carry as much. With two
 *       virtual channels: 1 as long as the way still crosses the dateline between last and first
 *       index of that dimension, that crossing included, 0 otherwise. Each channel's part of a ring
 *       is then a line (W. J. Dally, C. L. Seitz, "Deadlock-Free Message Routing in Multiprocessor
 *       Interconnection Networks", IEEE Trans. Computers C-36(5), 1987).
 *   <li>concentrated mesh: straight between routers, see {@link ConcentratedRouting}.
 * </ul>
 *
 * <p>All are deadlock-free. <b>Cost:</b> O(hops) a route, no memory.
 */
final class XyRouting implements RoutingAlgorithm {
  static final String NAME = "xy";

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
      return ConcentratedRouting.on(graph)
          .orElseThrow(
              () ->
                  new RoutingException(
                      "xy needs a lattice ("
                          + String.join(", ", NopGraphs.LATTICES)
                          + "), not a graph of shape "
                          + graph.shape()));
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
      int down = down(node, target);
      int right = right(node, target);
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

    /** Signed steps along the columns. */
    private int right(int node, int target) {
      boolean forwards = (node / columns + node % columns + target / columns) % 2 == 0;
      return offset(node % columns, target % columns, columns, forwards);
    }

    /** Signed steps along the rows, which are taken in the target's column. */
    private int down(int node, int target) {
      boolean forwards = (node / columns + target % columns) % 2 == 0;
      return offset(node / columns, target / columns, rows, forwards);
    }

    /** Signed steps along one dimension; with wrap-around the shorter way. */
    private int offset(int from, int to, int size, boolean forwards) {
      int straight = to - from;
      if (!wraps || size <= 2) {
        return straight;
      }
      int forward = Math.floorMod(straight, size);
      boolean ahead = 2 * forward == size ? forwards : 2 * forward < size;
      return ahead ? forward : forward - size;
    }

    @Override
    int virtualChannel(int node, int target) {
      int right = right(node, target);
      return right != 0
          ? channel(node % columns, right, columns)
          : channel(node / columns, down(node, target), rows);
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
      int down = down(source, target);
      int right = right(source, target);
      boolean shortcut = diagonals && Integer.signum(down) * Integer.signum(right) > 0;
      return shortcut
          ? Math.max(Math.abs(down), Math.abs(right))
          : Math.abs(down) + Math.abs(right);
    }
  }
}
