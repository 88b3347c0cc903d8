package dev.scar.report;

import dev.scar.files.Sha256;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A package as an SVG picture: chiplets by type, links in both directions coloured by load, DRAM
 * interfaces. It follows the light or dark preference of whoever shows it.
 */
public final class TopologyDrawing {
  private static final double CELL = LinkDrawing.CELL;
  private static final double CHIPLET = LinkDrawing.CHIPLET;
  private static final double MARGIN = LinkDrawing.MARGIN;
  private static final String HASH = "Sha256";
  private static final double FOOTER_LINE = 14;
  private static final double EDGE = 16;
  private static final double LETTER = 8;
  private static final double SWATCH = 34;

  private static final double SCALE_LINE = 22;
  private static final double SCALE = 90;
  private static final List<String> TYPE_COLOURS =
      List.of("#2f6fb7", "#1a7f6b", "#7a4fb0", "#3f7d20", "#0b7fa3", "#8a4b8f");

  private final ChipletPackage chipletPackage;
  private final LinkHeat heat;
  private final Map<String, String> origin;
  private final PackageLayout layout;
  private final LinkDrawing links;
  private final List<String> types = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private TopologyDrawing(
      ChipletPackage chipletPackage, LinkHeat heat, Map<String, String> origin) {
    this.origin = origin;
    this.chipletPackage = chipletPackage;
    this.heat = heat;
    this.layout = PackageLayout.of(chipletPackage.nop());
    this.links = new LinkDrawing(chipletPackage.nop(), layout);
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
    double height =
        layout.height() * CELL + 2 * MARGIN + 44 + SCALE_LINE + FOOTER_LINE * footer.size();
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
    links.draw(heat, svg);
    chipletPackage.dramInterfaces().forEach(this::dram);
    for (int node = 0; node < chipletPackage.nop().nodeCount(); node++) {
      node(node);
    }
    double base = height - 12 - FOOTER_LINE * footer.size();
    legend(base - 8 - SCALE_LINE);
    scale(base - 8);
    for (int line = 0; line < footer.size(); line++) {
      double y = base + FOOTER_LINE * (line + 1);
      add("<text class='origin' x='16' y='%.0f'>%s</text>", y, Markup.escaped(footer.get(line)));
    }
    return svg.append("</svg>\n").toString();
  }

  private double x(int node) {
    return links.x(node);
  }

  private double y(int node) {
    return links.y(node);
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

  /** What colours of links mean: from nothing to the most loaded one. */
  private void scale(double y) {
    Optional<LinkHeat.Heat> most =
        heat.links().stream().max(Comparator.comparingDouble(LinkHeat.Heat::share));
    if (most.isEmpty() || most.get().share() == 0) {
      return;
    }
    add(
        "<defs><linearGradient id='scale'><stop offset='0' stop-color='%s'/><stop offset='0.5' stop-color='%s'/><stop offset='1' stop-color='%s'/></linearGradient></defs>",
        LinkDrawing.colour(0), LinkDrawing.colour(0.5), LinkDrawing.colour(1));
    add("<text class='quiet' x='%.0f' y='%.0f'>0</text>", EDGE, y);
    add(
        "<rect x='%.0f' y='%.0f' width='%.0f' height='10' rx='2' fill='url(#scale)'/>",
        EDGE + 12, y - 10, SCALE);
    NopLink link = most.get().link();
    add(
        "<text class='quiet' x='%.0f' y='%.0f'>link %d&gt;%d: %s</text>",
        EDGE + SCALE + 18, y, link.from(), link.to(), Markup.escaped(most.get().label()));
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
