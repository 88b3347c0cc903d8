package dev.scar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over logarithmic axes as an SVG picture, without a library. */
public final class LineChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#588157", "#7b2d8b");

  /** Where a line passes; both above 0. */
  public record Place(double x, double y) {}

  /** A line. */
  public record Line(String name, List<Place> places) {
    public Line {
      places = List.copyOf(places);
    }
  }

  private final List<Line> lines;
  private final double[] x;
  private final double[] y;

  private LineChart(List<Line> lines) {
    this.lines = lines;
    this.x = decades(lines.stream().flatMap(l -> l.places().stream()).map(Place::x).toList());
    this.y = decades(lines.stream().flatMap(l -> l.places().stream()).map(Place::y).toList());
  }

  /** The picture; there is at least one place. */
  public static String svg(String title, String xTitle, String yTitle, List<Line> lines) {
    return new LineChart(lines).draw(title, xTitle, yTitle);
  }

  /** Logarithms of the powers of ten around some values. */
  private static double[] decades(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double from = Math.floor(Math.log10(least));
    return new double[] {from, Math.max(from + 1, Math.ceil(Math.log10(most)))};
  }

  private double across(double value) {
    return LEFT + (Math.log10(value) - x[0]) / (x[1] - x[0]) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - (Math.log10(value) - y[0]) / (y[1] - y[0]) * (HEIGHT - TOP - BOTTOM);
  }

  private String draw(String title, String xTitle, String yTitle) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
            .formatted(WIDTH, HEIGHT));
    parts.add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>".formatted(WIDTH, HEIGHT));
    parts.add(text(WIDTH / 2.0, 20, "middle", title));
    parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", xTitle));
    parts.add(text(LEFT - 60, TOP - 10, "start", yTitle));
    for (double power = x[0]; power <= x[1]; power++) {
      double at = across(Math.pow(10, power));
      parts.add(rule(at, TOP, at, HEIGHT - BOTTOM));
      parts.add(text(at, HEIGHT - BOTTOM + 18, "middle", label(power)));
    }
    for (double power = y[0]; power <= y[1]; power++) {
      double at = down(Math.pow(10, power));
      parts.add(rule(LEFT, at, WIDTH - RIGHT, at));
      parts.add(text(LEFT - 6, at + 4, "end", label(power)));
    }
    for (int l = 0; l < lines.size(); l++) {
      draw(lines.get(l), COLOURS.get(l % COLOURS.size()), TOP + 10 + 20 * l, parts);
    }
    parts.add("</svg>");
    return String.join("\n", parts) + "\n";
  }

  private void draw(Line line, String colour, int legend, List<String> parts) {
    StringBuilder points = new StringBuilder();
    for (Place place : line.places()) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across(place.x()), down(place.y())));
      parts.add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
              across(place.x()),
              down(place.y()),
              colour));
    }
    parts.add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
            .formatted(points.toString().strip(), colour));
    int at = WIDTH - RIGHT + 15;
    parts.add(
        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>"
            .formatted(at, legend, colour));
    parts.add(text(at + 18, legend + 6, "start", line.name()));
  }

  private static String label(double power) {
    return power >= 0 && power < 6
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, power))
        : String.format(Locale.ROOT, "%.0e", Math.pow(10, power));
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    String safe = Markup.escaped(text);
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        safe);
  }
}
