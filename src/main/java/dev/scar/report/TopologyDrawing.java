package dev.scar.report;

import dev.scar.files.Sha256;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A package as an SVG picture: chiplets by type, links in both directions coloured by load, DRAM
 * interfaces. It follows the light or dark preference of whoever shows it.
 */
public final class TopologyDrawing {
  private static final double CELL = 120;
  private static final double CHIPLET = 72;
  private static final double MARGIN = 84;
  private static final String HASH = "Sha256";
  private static final double FOOTER_LINE = 14;
  private static final double LANE = 7;
  private static final double EDGE = 16;
  private static final double LETTER = 8;
  private static final double SWATCH = 34;
  private static final double SHORTENED = CHIPLET / 2 + 3;
  private static final List<String> TYPE_COLOURS =
      List.of("#4c78a8", "#f58518", "#54a24b", "#b279a2", "#9d755d", "#72b7b2");

  private final ChipletPackage chipletPackage;
  private final LinkHeat heat;
  private final Map<String, String> origin;
  private final PackageLayout layout;
  private final List<String> types = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private TopologyDrawing(
      ChipletPackage chipletPackage, LinkHeat heat, Map<String, String> origin) {
    this.origin = origin;
    this.chipletPackage = chipletPackage;
    this.heat = heat;
    this.layout = PackageLayout.of(chipletPackage.nop());
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      if (!types.contains(chiplet.type().name())) {
        types.add(chiplet.type().name());
      }
    }
  }

  /**
   * The picture.
   *
   * @param origin version, names and hashes of inputs: in full in its description, and hashes
   *     shortened below it
   */
  public static String svg(
      ChipletPackage chipletPackage, LinkHeat heat, Map<String, String> origin) {
    return new TopologyDrawing(chipletPackage, heat, origin).draw();
  }

  private String draw() {
    double width =
        Math.max(
            layout.width() * CELL + 2 * MARGIN,
            2 * EDGE
                + LETTER * Math.max(chipletPackage.title().length(), legendLetters())
                + SWATCH * types.size());
    List<String> footer = footer();
    double height = layout.height() * CELL + 2 * MARGIN + 44 + FOOTER_LINE * footer.size();
    StringJoiner description = new StringJoiner("; ");
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %.0f %.0f' width='%.0f' height='%.0f' role='img' aria-label='%s'>",
        width, height, width, height, Markup.escaped(chipletPackage.title()));
    origin.forEach((name, value) -> description.add(name + "=" + value));
    add("<desc>%s</desc>", Markup.escaped(description.toString()));
    svg.append(
        """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #1b1f24; }
          .on { fill: #fff; font-weight: 600; }
          .quiet { fill: #59636e; font-size: 12px; }
          .origin { fill: #59636e; font-size: 10px; }
          .dram { fill: #d0d7de; stroke: #59636e; }
          .router { fill: #fff; stroke: #59636e; }
          .off { fill: none; stroke: #59636e; stroke-dasharray: 4 3; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; } .quiet, .origin { fill: #9198a1; }
            .dram { fill: #3d444d; stroke: #9198a1; } .router { fill: #151b23; stroke: #9198a1; }
          }
        </style>
        """);
    add(
        "<text x='%.0f' y='24' font-size='15'>%s</text>",
        16.0, Markup.escaped(chipletPackage.title()));
    chipletPackage.nop().links().forEach(this::link);
    chipletPackage.dramInterfaces().forEach(this::dram);
    for (int node = 0; node < chipletPackage.nop().nodeCount(); node++) {
      node(node);
    }
    double base = height - 12 - FOOTER_LINE * footer.size();
    legend(base - 8);
    for (int line = 0; line < footer.size(); line++) {
      double y = base + FOOTER_LINE * (line + 1);
      add("<text class='origin' x='16' y='%.0f'>%s</text>", y, Markup.escaped(footer.get(line)));
    }
    return svg.append("</svg>\n").toString();
  }

  private double x(int node) {
    return MARGIN + layout.points().get(node).x() * CELL;
  }

  private double y(int node) {
    return MARGIN + 8 + layout.points().get(node).y() * CELL;
  }

  /** A line to the right of its direction, so that both directions are seen. */
  private void link(NopLink link) {
    double dx = x(link.to()) - x(link.from());
    double dy = y(link.to()) - y(link.from());
    double length = Math.hypot(dx, dy);
    double ux = dx / length;
    double uy = dy / length;
    double shiftX = -uy * LANE;
    double shiftY = ux * LANE;
    boolean wraps = length > 1.6 * CELL;
    double cut = Math.min(SHORTENED, length / 3);
    double x1 = x(link.from()) + ux * cut + shiftX;
    double y1 = y(link.from()) + uy * cut + shiftY;
    double x2 = x(link.to()) - ux * cut + shiftX;
    double y2 = y(link.to()) - uy * cut + shiftY;
    double bend = wraps ? 0.18 * length : 0;
    double stroke = 3 + 4 * heat.share(link);
    double tip = 6 + 0.8 * stroke;
    double lineX2 = x2 - ux * tip * 0.8;
    double lineY2 = y2 - uy * tip * 0.8;
    add(
        "<path d='M%.1f %.1f Q%.1f %.1f %.1f %.1f' fill='none' stroke='%s' stroke-width='%.1f'><title>link %d&gt;%d, %s: %s</title></path>",
        x1,
        y1,
        (x1 + x2) / 2 - uy * bend,
        (y1 + y2) / 2 + ux * bend,
        lineX2,
        lineY2,
        colour(heat.share(link)),
        stroke,
        link.from(),
        link.to(),
        link.bandwidth(),
        Markup.escaped(heat.label(link)));
    add(
        "<path d='M%.1f %.1f L%.1f %.1f L%.1f %.1f Z' fill='%s'/>",
        x2,
        y2,
        x2 - ux * tip - uy * tip / 1.6,
        y2 - uy * tip + ux * tip / 1.6,
        x2 - ux * tip + uy * tip / 1.6,
        y2 - uy * tip - ux * tip / 1.6,
        colour(heat.share(link)));
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

  private void dram(DramInterface dram) {
    double side = layout.points().get(dram.node()).x() > layout.width() / 2 ? 1 : -1;
    double centre = x(dram.node()) + side * (CHIPLET / 2 + 24);
    add(
        "<rect class='dram' x='%.1f' y='%.1f' width='36' height='24' rx='3'><title>DRAM %d, %s</title></rect>",
        centre - 18,
        y(dram.node()) - 12,
        dram.dram(),
        chipletPackage.drams().get(dram.dram()).bandwidth());
    add(
        "<text class='quiet' x='%.1f' y='%.1f' text-anchor='middle'>D%d</text>",
        centre, y(dram.node()) + 4, dram.dram());
  }

  private void node(int node) {
    var chiplet = chipletPackage.chipletAt(node);
    if (chiplet.isEmpty()) {
      add(
          "<circle class='router' cx='%.1f' cy='%.1f' r='14'><title>router %d</title></circle>",
          x(node), y(node), node);
      add(
          "<text class='quiet' x='%.1f' y='%.1f' text-anchor='middle'>%d</text>",
          x(node), y(node) + 4, node);
      return;
    }
    Chiplet here = chiplet.get();
    String style =
        here.enabled()
            ? "fill='"
                + TYPE_COLOURS.get(types.indexOf(here.type().name()) % TYPE_COLOURS.size())
                + "'"
            : "class='off'";
    add(
        "<rect %s x='%.1f' y='%.1f' width='%.0f' height='%.0f' rx='8'><title>chiplet %d: %s, %d PEs</title></rect>",
        style,
        x(node) - CHIPLET / 2,
        y(node) - CHIPLET / 2,
        CHIPLET,
        CHIPLET,
        node,
        Markup.escaped(here.type().name()),
        here.type().pes());
    String on = here.enabled() ? "class='on' " : "";
    add("<text %sx='%.1f' y='%.1f' text-anchor='middle'>%d</text>", on, x(node), y(node) - 4, node);
    add(
        "<text %sx='%.1f' y='%.1f' text-anchor='middle'>%s</text>",
        on, x(node), y(node) + 14, Markup.escaped(here.enabled() ? here.type().name() : "off"));
  }

  private int legendLetters() {
    return String.join("", types).length() + "links: ".length() + heat.title().length();
  }

  private void legend(double y) {
    double x = EDGE;
    for (int t = 0; t < types.size(); t++) {
      add(
          "<rect x='%.0f' y='%.0f' width='12' height='12' rx='2' fill='%s'/>",
          x, y - 11, TYPE_COLOURS.get(t % TYPE_COLOURS.size()));
      add("<text x='%.0f' y='%.0f'>%s</text>", x + 17, y, Markup.escaped(types.get(t)));
      x += SWATCH + LETTER * types.get(t).length();
    }
    add(
        "<text class='quiet' x='%.0f' y='%.0f'>links: %s</text>",
        x + 8, y, Markup.escaped(heat.title()));
  }

  /** Version and hashes, a line each, since the picture may be narrow. */
  private List<String> footer() {
    List<String> footer = new ArrayList<>();
    footer.add("scar " + origin.getOrDefault("version", ""));
    origin.forEach(
        (name, value) -> {
          if (name.endsWith(HASH)) {
            String what = name.substring(0, name.length() - HASH.length());
            footer.add(what + " SHA-256 " + Sha256.brief(value));
          }
        });
    return footer;
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
