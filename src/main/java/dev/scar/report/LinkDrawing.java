package dev.scar.report;

import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import java.util.Locale;

/**
 * Where nodes are in a drawing of a package, and its links in both directions, coloured by load.
 */
final class LinkDrawing {
  /** Distance of neighbours. */
  static final double CELL = 120;

  /** Side of a chiplet. */
  static final double CHIPLET = 72;

  /** From the edge to the first centre. */
  static final double MARGIN = 84;

  private static final double LANE = 7;
  private static final double SHORTENED = CHIPLET / 2 + 3;

  /** Between two rows, a bit nearer to the own one. */
  private static final double BESIDE = CHIPLET / 2 + 18;

  private static final double CORNER = 14;

  private final NopGraph nop;
  private final PackageLayout layout;

  LinkDrawing(NopGraph nop, PackageLayout layout) {
    this.nop = nop;
    this.layout = layout;
  }

  double x(int node) {
    return MARGIN + layout.points().get(node).x() * CELL;
  }

  double y(int node) {
    return MARGIN + 8 + layout.points().get(node).y() * CELL;
  }

  /** All links. */
  void draw(LinkHeat heat, StringBuilder svg) {
    nop.links().forEach(link -> link(link, heat, svg));
  }

  /**
   * A line to the right of its direction, so that both directions are seen; a link that passes
   * other nodes runs beside them, from side to side.
   */
  private void link(NopLink link, LinkHeat heat, StringBuilder svg) {
    double dx = x(link.to()) - x(link.from());
    double dy = y(link.to()) - y(link.from());
    double length = Math.hypot(dx, dy);
    double ux = dx / length;
    double uy = dy / length;
    boolean passes = length > 1.6 * CELL;
    double cut = Math.min(SHORTENED, length / 3);
    double stroke = 3 + 4 * heat.share(link);
    double tip = 6 + 0.8 * stroke;
    String path;
    double[] end;
    double[] towards;
    if (passes) {
      double[] near = {-uy * SHORTENED, ux * SHORTENED};
      double[] far = {-uy * BESIDE, ux * BESIDE};
      double[] start = {x(link.from()) + near[0], y(link.from()) + near[1]};
      double[] turn = {x(link.from()) + far[0], y(link.from()) + far[1]};
      double[] back = {x(link.to()) + far[0], y(link.to()) + far[1]};
      end = new double[] {x(link.to()) + near[0], y(link.to()) + near[1]};
      towards = new double[] {uy, -ux};
      path =
          shown(
              "M%.1f %.1f Q%.1f %.1f %.1f %.1f L%.1f %.1f Q%.1f %.1f %.1f %.1f",
              start[0],
              start[1],
              turn[0],
              turn[1],
              turn[0] + ux * CORNER,
              turn[1] + uy * CORNER,
              back[0] - ux * CORNER,
              back[1] - uy * CORNER,
              back[0],
              back[1],
              end[0] - towards[0] * tip * 0.8,
              end[1] - towards[1] * tip * 0.8);
    } else {
      end = new double[] {x(link.to()) - ux * cut - uy * LANE, y(link.to()) - uy * cut + ux * LANE};
      towards = new double[] {ux, uy};
      path =
          shown(
              "M%.1f %.1f L%.1f %.1f",
              x(link.from()) + ux * cut - uy * LANE,
              y(link.from()) + uy * cut + ux * LANE,
              end[0] - ux * tip * 0.8,
              end[1] - uy * tip * 0.8);
    }
    add(
        svg,
        "<path d='%s' fill='none' stroke='%s' stroke-width='%.1f'><title>link %d&gt;%d, %s: %s</title></path>",
        path,
        colour(heat.share(link)),
        stroke,
        link.from(),
        link.to(),
        link.bandwidth(),
        Markup.escaped(heat.label(link)));
    head(svg, end, towards, tip, colour(heat.share(link)));
  }

  /** An arrow's head with its point there. */
  private static void head(
      StringBuilder svg, double[] at, double[] towards, double tip, String colour) {
    double backX = at[0] - towards[0] * tip;
    double backY = at[1] - towards[1] * tip;
    double wide = tip / 1.6;
    add(
        svg,
        "<path d='M%.1f %.1f L%.1f %.1f L%.1f %.1f Z' fill='%s'/>",
        at[0],
        at[1],
        backX - towards[1] * wide,
        backY + towards[0] * wide,
        backX + towards[1] * wide,
        backY - towards[0] * wide,
        colour);
  }

  /** From grey over orange to red. */
  static String colour(double share) {
    int[][] stops = {{0xb0, 0xb7, 0xc0}, {0xf2, 0xa9, 0x3b}, {0xcf, 0x22, 0x2e}};
    double at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
    int low = Math.min(stops.length - 2, (int) at);
    StringBuilder colour = new StringBuilder("#");
    for (int c = 0; c < 3; c++) {
      double value = stops[low][c] + (at - low) * (stops[low + 1][c] - stops[low][c]);
      colour.append(String.format(Locale.ROOT, "%02x", Math.round(value)));
    }
    return colour.toString();
  }

  private static String shown(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static void add(StringBuilder svg, String form, Object... values) {
    svg.append(shown(form, values)).append('\n');
  }
}
