package dev.scar.report;

import java.util.List;
import java.util.Locale;

/** Pieces of plots that are legible on light and dark grounds alike. */
final class Svg {
  /** Colours of series that also differ for the colour-blind (Okabe and Ito). */
  static final List<String> COLOURS =
      List.of("#999999", "#56b4e9", "#cc79a7", "#0072b2", "#e69f00", "#009e73");

  private static final String GREY = "#808080";

  private final StringBuilder text = new StringBuilder();

  Svg(double width, double height, String title) {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" font-family=\"sans-serif\" font-size=\"11\" fill=\"%s\">%n",
            width,
            height,
            GREY));
    text.append("<title>").append(Markup.escaped(title)).append("</title>\n");
  }

  void rectangle(double x, double y, double width, double height, String colour) {
    text.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            height,
            colour));
  }

  void line(double x1, double y1, double x2, double y2, boolean strong) {
    text.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-opacity=\"%s\" fill=\"none\"/>%n",
            x1,
            y1,
            x2,
            y2,
            GREY,
            strong ? "0.9" : "0.25"));
  }

  void circle(double x, double y, double radius, String colour) {
    text.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            radius,
            colour));
  }

  /**
   * A text.
   *
   * @param anchor start, middle or end
   */
  void text(double x, double y, String anchor, String content) {
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            Markup.escaped(content)));
  }

  /** Names of the series beside their colours, in a row. */
  void legend(double x, double y, List<String> series) {
    double at = x;
    for (int s = 0; s < series.size(); s++) {
      rectangle(at, y - 9, 10, 10, COLOURS.get(s % COLOURS.size()));
      text(at + 14, y, "start", series.get(s));
      at += 34 + 6.5 * series.get(s).length();
    }
  }

  /** A step of 1, 2 or 5 times a power of ten that divides the span into 3 to 7 parts. */
  static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span / 3)));
    double steps = span / 3 / power;
    return power * (steps >= 5 ? 5 : steps >= 2 ? 2 : 1);
  }

  /** A number on an axis. */
  static String tick(double value, double step) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}
