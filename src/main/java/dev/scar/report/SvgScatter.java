package dev.scar.report;

import java.util.List;

/** Panels of points, a colour per series: latency to the right, energy upwards. */
public final class SvgScatter {
  private static final double WIDTH = 330;
  private static final double HEIGHT = 230;
  private static final double LEFT = 44;
  private static final double TOP = 24;
  private static final double BOTTOM = 38;
  private static final double LEGEND = 26;
  private static final double MARGIN = 1.05;

  private SvgScatter() {}

  /** A point. */
  public record Point(double x, double y) {}

  /** A panel; series without points are allowed. */
  public record Panel(String title, List<List<Point>> series) {
    public Panel {
      series = series.stream().map(List::copyOf).toList();
    }

    private double most(boolean x) {
      return MARGIN
          * series.stream()
              .flatMap(List::stream)
              .mapToDouble(p -> x ? p.x() : p.y())
              .max()
              .orElse(1);
    }
  }

  /** The picture; both axes start at 0. */
  public static String of(
      String title,
      String xAxis,
      String yAxis,
      List<String> series,
      int columns,
      List<Panel> panels) {
    int rows = (panels.size() + columns - 1) / columns;
    Svg svg = new Svg(columns * WIDTH, LEGEND + rows * HEIGHT, title);
    svg.legend(LEFT, 16, series);
    for (int p = 0; p < panels.size(); p++) {
      double x = (p % columns) * WIDTH;
      double y = LEGEND + Math.floorDiv(p, columns) * HEIGHT;
      draw(svg, panels.get(p), x, y);
      svg.text(x + LEFT, y + 14, "start", panels.get(p).title() + ", " + yAxis);
      svg.text(x + WIDTH - 8, y + HEIGHT - 6, "end", xAxis);
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Panel panel, double x, double y) {
    double left = x + LEFT;
    double width = WIDTH - LEFT - 12;
    double top = y + TOP;
    double height = HEIGHT - TOP - BOTTOM;
    double mostX = panel.most(true);
    double mostY = panel.most(false);
    double stepX = Svg.step(mostX);
    for (int tick = 0; tick * stepX <= mostX; tick++) {
      double at = left + width * tick * stepX / mostX;
      svg.line(at, top, at, top + height, tick == 0);
      svg.text(at, top + height + 14, "middle", Svg.tick(tick * stepX, stepX));
    }
    double stepY = Svg.step(mostY);
    for (int tick = 0; tick * stepY <= mostY; tick++) {
      double at = top + height * (1 - tick * stepY / mostY);
      svg.line(left, at, left + width, at, tick == 0);
      svg.text(left - 4, at + 4, "end", Svg.tick(tick * stepY, stepY));
    }
    for (int s = 0; s < panel.series().size(); s++) {
      for (Point point : panel.series().get(s)) {
        svg.circle(
            left + width * point.x() / mostX,
            top + height * (1 - point.y() / mostY),
            2.5,
            Svg.COLOURS.get(s % Svg.COLOURS.size()));
      }
    }
  }
}
