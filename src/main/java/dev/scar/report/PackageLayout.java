package dev.scar.report;

import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where nodes are drawn, in units of the distance between neighbours of a lattice.
 *
 * <p>Nodes with a position are at their place of the lattice; where links lead to the lower left
 * but none to the lower right, places are taken for axial coordinates of hexagons, and rows are
 * shifted by half a place each. Nodes without a position stand around a neighbour that has one. If
 * some have neither, all are on a circle.
 *
 * @param width the largest x; the smallest is 0
 * @param height the largest y; the smallest is 0
 */
record PackageLayout(List<Point> points, double width, double height) {
  private static final double LEAST_RADIUS = 1.05;
  private static final double BETWEEN_RINGS = 0.75;
  private static final double LEAST_STEP = 2.8;
  private static final int CORNERS = 4;

  /** A place, x to the right and y down. */
  record Point(double x, double y) {}

  PackageLayout {
    points = List.copyOf(points);
  }

  static PackageLayout of(NopGraph graph) {
    Map<Integer, List<Integer>> hanging = new TreeMap<>();
    int nodes = graph.nodeCount();
    for (int node = 0; node < nodes; node++) {
      if (graph.position(node).isEmpty()) {
        Optional<Integer> holder = holder(graph, node);
        if (holder.isEmpty()) {
          return shifted(circle(new Point(0, 0), Math.max(0.75, radius(nodes)), nodes, nodes));
        }
        hanging.computeIfAbsent(holder.get(), n -> new ArrayList<>()).add(node);
      }
    }
    return shifted(hanging.isEmpty() ? lattice(graph) : concentrated(graph, hanging));
  }

  private static Optional<Integer> holder(NopGraph graph, int node) {
    return graph.outgoing(node).stream()
        .map(NopLink::to)
        .filter(to -> graph.position(to).isPresent())
        .findFirst();
  }

  private static List<Point> lattice(NopGraph graph) {
    double shift = isHexagonal(graph) ? 0.5 : 0;
    List<Point> points = new ArrayList<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      NopGraph.Position place = graph.position(node).orElseThrow();
      points.add(new Point(place.column() + shift * place.row(), place.row()));
    }
    return points;
  }

  /** Links lead one row down and one column to the left, and none to the right. */
  private static boolean isHexagonal(NopGraph graph) {
    boolean left = false;
    for (NopLink link : graph.links()) {
      NopGraph.Position from = graph.position(link.from()).orElseThrow();
      NopGraph.Position to = graph.position(link.to()).orElseThrow();
      int step = (to.row() - from.row()) * (to.column() - from.column());
      if (step == 1) {
        return false;
      }
      left |= step == -1;
    }
    return left;
  }

  /** Wide enough between places for the nodes around each. */
  private static List<Point> concentrated(NopGraph graph, Map<Integer, List<Integer>> hanging) {
    int most = hanging.values().stream().mapToInt(List::size).max().orElse(0);
    double radius = Math.max(LEAST_RADIUS, radius(most));
    double step = Math.max(LEAST_STEP, 2 * radius + BETWEEN_RINGS);
    List<Point> points = new ArrayList<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      points.add(
          graph
              .position(node)
              .map(place -> new Point(step * place.column(), step * place.row()))
              .orElse(new Point(0, 0)));
    }
    hanging.forEach(
        (holder, around) -> {
          int slots = around.size() == CORNERS - 1 ? CORNERS : around.size();
          List<Point> ring = circle(points.get(holder), radius, around.size(), slots);
          for (int i = 0; i < ring.size(); i++) {
            points.set(around.get(i), ring.get(i));
          }
        });
    return points;
  }

  /** Of a circle on which neighbours of so many nodes are 1 apart. */
  private static double radius(int nodes) {
    return 0.5 / StrictMath.sin(Math.PI / Math.max(2, nodes));
  }

  /** The first so many of the slots of a circle, from its upper left corner clockwise. */
  private static List<Point> circle(Point centre, double radius, int nodes, int slots) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      double angle = 2 * Math.PI * i / slots - 3 * Math.PI / 4;
      points.add(
          new Point(
              centre.x() + radius * StrictMath.cos(angle),
              centre.y() + radius * StrictMath.sin(angle)));
    }
    return points;
  }

  private static PackageLayout shifted(List<Point> points) {
    double left = points.stream().mapToDouble(Point::x).min().orElse(0);
    double top = points.stream().mapToDouble(Point::y).min().orElse(0);
    List<Point> moved = points.stream().map(p -> new Point(p.x() - left, p.y() - top)).toList();
    return new PackageLayout(
        moved,
        moved.stream().mapToDouble(Point::x).max().orElse(0),
        moved.stream().mapToDouble(Point::y).max().orElse(0));
  }
}
