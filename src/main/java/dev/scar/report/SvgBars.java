package dev.scar.report;

import java.util.List;
import java.util.Locale;

/** Panels of grouped bars: a group per scenario, a bar per strategy. */
public final class SvgBars {
  private static final double WIDTH = 330;
  private static final double HEIGHT = 190;
  private static final double LEFT = 36;
  private static final double TOP = 24;
  private static final double BOTTOM = 24;
  private static final double LEGEND = 26;

  private SvgBars() {}

  /**
   * A panel.
   *
   * @param values by group and series; NaN leaves a gap
   * @param most end of the axis; longer bars are cut and labelled
   */
  public record Panel(String title, List<String> groups, List<List<Double>> values, double most) {
    public Panel {
      groups = List.copyOf(groups);
      values = values.stream().map(List::copyOf).toList();
    }
  }

  /**
   * The picture.
   *
   * @param columns panels beside each other
   */
  public static String of(String title, List<String> series, int columns, List<Panel> panels) {
    int rows = (panels.size() + columns - 1) / columns;
    Svg svg = new Svg(columns * WIDTH, LEGEND + rows * HEIGHT, title);
    svg.legend(LEFT, 16, series);
    for (int p = 0; p < panels.size(); p++) {
      draw(svg, panels.get(p), (p % columns) * WIDTH, LEGEND + Math.floorDiv(p, columns) * HEIGHT);
    }
    return svg.toString();
  }

  private static void draw(Svg svg, Panel panel, double x, double y) {
    double left = x + LEFT;
    double width = WIDTH - LEFT - 8;
    double top = y + TOP;
    double height = HEIGHT - TOP - BOTTOM;
    svg.text(left, y + 14, "start", panel.title());
    double step = Svg.step(panel.most());
    for (int tick = 0; tick * step <= panel.most() * 1.0001; tick++) {
      double at = top + height * (1 - tick * step / panel.most());
      svg.line(left, at, left + width, at, Math.abs(tick * step - 1) < 1e-9);
      svg.text(left - 4, at + 4, "end", Svg.tick(tick * step, step));
    }
    double group = width / panel.groups().size();
    for (int g = 0; g < panel.groups().size(); g++) {
      List<Double> bars = panel.values().get(g);
      double bar = (group - 8) / bars.size();
      for (int s = 0; s < bars.size(); s++) {
        double value = bars.get(s);
        if (!Double.isFinite(value)) {
          continue;
        }
        double shown = Math.min(value, panel.most()) / panel.most() * height;
        double at = left + g * group + 4 + s * bar;
        svg.rectangle(
            at, top + height - shown, bar - 1, shown, Svg.COLOURS.get(s % Svg.COLOURS.size()));
        if (value > panel.most()) {
          svg.text(at + bar / 2, top - 1, "middle", String.format(Locale.ROOT, "%.0f", value));
        }
      }
      svg.text(left + (g + 0.5) * group, y + HEIGHT - 8, "middle", panel.groups().get(g));
    }
  }
}
