package dev.scar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Lines as an SVG picture, without a library. */
public final class LineChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#588157", "#7b2d8b");

  /** Where a line passes; both above 0 where axes are logarithmic. */
  public record Place(double x, double y) {}

  /** A line. */
  public record Line(String name, List<Place> places) {
    public Line {
      places = List.copyOf(places);
    }
  }

  /** An axis: where it begins and ends, and where it is marked. */
  private record Axis(double from, double to, boolean logarithmic, List<Double> marks) {
    /** From a power of ten to another one. */
    static Axis decades(List<Double> values) {
      double from = Math.floor(Math.log10(least(values)));
      double to = Math.max(from + 1, Math.ceil(Math.log10(most(values))));
      List<Double> marks = new ArrayList<>();
      for (double power = from; power <= to; power++) {
        marks.add(Math.pow(10, power));
      }
      return new Axis(from, to, true, marks);
    }

    /** From 0 on, in five to ten equal steps. */
    static Axis even(List<Double> values) {
      double most = values.isEmpty() ? 1 : most(values);
      double step = Math.pow(10, Math.floor(Math.log10(most)));
      step *= most / step >= 5 ? 1 : most / step >= 2 ? 0.5 : 0.2;
      List<Double> marks = new ArrayList<>();
      int steps = (int) Math.ceil(most / step - 1e-9);
      for (int i = 0; i <= steps; i++) {
        marks.add(i * step);
      }
      return new Axis(0, steps * step, false, marks);
    }

    private static double least(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double most(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Where a value is, from 0 to 1. */
    double part(double value) {
      return ((logarithmic ? Math.log10(value) : value) - from) / (to - from);
    }

    String label(double mark) {
      return logarithmic
          ? LineChart.label(Math.log10(mark))
          : String.format(Locale.ROOT, to < 5 ? "%.2f" : "%.0f", mark);
    }
  }

  private final List<Line> lines;
  private final Axis x;
  private final Axis y;

  private LineChart(List<Line> lines, Function<List<Double>, Axis> axis) {
    this.lines = lines;
    this.x = axis.apply(lines.stream().flatMap(l -> l.places().stream()).map(Place::x).toList());
    this.y = axis.apply(lines.stream().flatMap(l -> l.places().stream()).map(Place::y).toList());
  }

  /** The picture over logarithmic axes; there is at least one place. */
  public static String svg(String title, String xTitle, String yTitle, List<Line> lines) {
    return new LineChart(lines, Axis::decades).draw(title, xTitle, yTitle);
  }

  /** The picture over even axes from 0 on. */
  public static String linear(String title, String xTitle, String yTitle, List<Line> lines) {
    return new LineChart(lines, Axis::even).draw(title, xTitle, yTitle);
  }

  private double across(double value) {
    return LEFT + x.part(value) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - y.part(value) * (HEIGHT - TOP - BOTTOM);
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
    for (double mark : x.marks()) {
      double at = across(mark);
      parts.add(rule(at, TOP, at, HEIGHT - BOTTOM));
      parts.add(text(at, HEIGHT - BOTTOM + 18, "middle", x.label(mark)));
    }
    for (double mark : y.marks()) {
      double at = down(mark);
      parts.add(rule(LEFT, at, WIDTH - RIGHT, at));
      parts.add(text(LEFT - 6, at + 4, "end", y.label(mark)));
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
