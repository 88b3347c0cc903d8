package dev.scar.report;

import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where nodes are drawn: at their lattice place; without one around the neighbour that has one, or
 * all on a circle; in units of the distance between neighbours.
 */
record PackageLayout(List<Point> points, double width, double height) {
  private static final double APART = 2.8;
  private static final double HUNG = 1.05;

  /** A place, x to the right and y down. */
  record Point(double x, double y) {}

  PackageLayout {
    points = List.copyOf(points);
  }

  static PackageLayout of(NopGraph graph) {
    int nodes = graph.nodeCount();
    long placed = IntStream.range(0, nodes).filter(n -> graph.position(n).isPresent()).count();
    if (placed == 0) {
      return shifted(
          circle(0, 0, Math.max(0.75, 0.5 / Math.sin(Math.PI / Math.max(2, nodes))), nodes));
    }
    boolean hung = placed < nodes;
    boolean skewed = graph.rows() == 0 && !hung;
    double step = hung ? APART : 1;
    List<Point> points = new ArrayList<>();
    Map<Integer, List<Integer>> around = new TreeMap<>();
    for (int node = 0; node < nodes; node++) {
      int at = node;
      Point point =
          graph
              .position(node)
              .map(p -> new Point(step * p.column() + (skewed ? p.row() / 2.0 : 0), step * p.row()))
              .orElse(new Point(0, 0));
      points.add(point);
      if (graph.position(node).isEmpty()) {
        graph.outgoing(node).stream()
            .map(NopLink::to)
            .filter(to -> graph.position(to).isPresent())
            .findFirst()
            .ifPresent(to -> around.computeIfAbsent(to, n -> new ArrayList<>()).add(at));
      }
    }
    around.forEach(
        (router, hanging) -> {
          Point centre = points.get(router);
          List<Point> ring = circle(centre.x(), centre.y(), HUNG, hanging.size());
          for (int i = 0; i < hanging.size(); i++) {
            points.set(hanging.get(i), ring.get(i));
          }
        });
    return shifted(points);
  }

  private static List<Point> circle(double x, double y, double radius, int nodes) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      double angle = 2 * Math.PI * i / nodes - 3 * Math.PI / 4;
      points.add(new Point(x + radius * Math.cos(angle), y + radius * Math.sin(angle)));
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
