package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.NodeReader;
import dev.scar.units.Bandwidth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Imports a design of RapidChiplet (P. Iff et al., "RapidChiplet: A Toolchain for Rapid Design
 * Space Exploration of Chiplet Architectures", 2023, arXiv:2311.06081): a file that names those of
 * technologies, chiplets, placement, topology and packaging.
 *
 * <p>Nodes are the chiplets in the order of the placement, then the interposer's routers. Chiplets
 * of another type than {@code compute} are nodes without a chiplet of ours. Bandwidths and
 * latencies follow RapidChiplet's own model: of a chiplet's bumps that carry no power, a PHY has
 * its fraction, less the wires that carry no data, half of them for each direction. RapidChiplet
 * counts cycles; one is a nanosecond here. A link's latency has the PHYs at its ends and what the
 * node it leads to takes to pass through.
 */
final class RapidChipletImporter implements TopologyImporter {
  private static final long CYCLE_PS = 1_000;
  private static final int FOLDERS_ABOVE = 4;
  private static final Pattern LINEAR =
      Pattern.compile("lambda (\\w+) ?: ?(?:([0-9.]+) ?\\* ?)?\\1(?: ?\\+ ?([0-9.]+))?");

  @Override
  public String kind() {
    return "rapidchiplet";
  }

  @Override
  public String title() {
    return "a design of RapidChiplet, a .json file that names the others";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(".json") && file.text().contains("\"design_name\"");
  }

  @Override
  public ImportedTopology read(InputFile file, LinkSpec usual) {
    InputProblems problems = new InputProblems();
    NodeReader design = new JsonFileReader("rapidchiplet-design").read(file, problems);
    Design parts =
        new Design(
            part(design, "technologies", problems),
            part(design, "chiplets", problems),
            part(design, "placement", problems),
            part(design, "packaging", problems));
    NodeReader links = part(design, "topology", problems);
    problems.throwIfAny();
    try {
      ImportedTopology read = parts.network(links, usual);
      problems.throwIfAny();
      return read;
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.throwIfAny();
      throw new InputException(
          new InputProblem(file.shown(), "", "", "cannot be imported: " + e.getMessage(), ""));
    }
  }

  /** Designs name files from RapidChiplet's own folder, which is one of those above. */
  private static NodeReader part(NodeReader design, String key, InputProblems problems) {
    NodeReader place = design.at(key);
    Path named = Path.of(place.text());
    Path folder = design.file().path().toAbsolutePath().getParent();
    boolean down =
        !named.isAbsolute() && named.normalize().equals(named) && !named.startsWith("..");
    for (int up = 0; down && up < FOLDERS_ABOVE && folder != null; up++) {
      Path there = folder.resolve(named);
      if (Files.isRegularFile(there)) {
        InputFile found = new InputFile(there, named.toString());
        return new JsonFileReader("rapidchiplet-" + key).read(found, problems);
      }
      folder = folder.getParent();
    }
    throw new InputException(
        new InputProblem(
            design.file().shown(),
            key,
            place.text(),
            "is no file beside the design or in a folder above it",
            "Designs name their files from RapidChiplet's own folder."));
  }

  /** Where a link ends: its node, its place in mm, the cycles of its PHY and of its node. */
  private record End(int node, double x, double y, double phy, double inside, double wires) {}

  /** The files that describe nodes. */
  private record Design(
      NodeReader technologies, NodeReader chiplets, NodeReader placement, NodeReader packaging) {

    ImportedTopology network(NodeReader links, LinkSpec usual) {
      List<NodeReader> placed = placement.at("chiplets").items();
      List<NodeReader> routers = placement.at("interposer_routers").items();
      NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
      List<Integer> computing = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (NodeReader chiplet : placed) {
        int node = graph.node(Optional.empty());
        NodeReader type = type(chiplet);
        names.add(type.at("type").textOr("unknown") + " " + chiplet.at("name").text());
        if (type.at("type").textOr("").equals("compute")) {
          computing.add(node);
        }
      }
      for (int r = 0; r < routers.size(); r++) {
        graph.node(Optional.empty());
        names.add("irouter " + r);
      }
      for (NodeReader link : links.items()) {
        Optional<End> a = end(link.at("ep1"), placed, routers);
        Optional<End> b = end(link.at("ep2"), placed, routers);
        if (a.isPresent() && b.isPresent()) {
          graph.oneWay(a.get().node(), b.get().node(), spec(a.get(), b.get(), usual));
          graph.oneWay(b.get().node(), a.get().node(), spec(b.get(), a.get(), usual));
        }
      }
      links.problems().throwIfAny();
      return new ImportedTopology(graph.build(), computing, names);
    }

    private NodeReader type(NodeReader chiplet) {
      NodeReader type = chiplets.at(chiplet.at("name").text());
      if (!type.isPresent()) {
        chiplet.at("name").problem("is not a chiplet of " + chiplets.file().shown(), "");
      }
      return type;
    }

    private Optional<End> end(NodeReader end, List<NodeReader> placed, List<NodeReader> routers) {
      boolean chiplet = end.at("type").text().equals("chiplet");
      List<NodeReader> all = chiplet ? placed : routers;
      int number = (int) end.at("outer_id").whole();
      if (number >= all.size()) {
        end.at("outer_id").problem("is outside the " + all.size() + " that are placed", "");
        return Optional.empty();
      }
      NodeReader at = all.get(number);
      double x = at.at("position").at("x").number();
      double y = at.at("position").at("y").number();
      if (!chiplet) {
        double inside =
            packaging.has("latency_irouter") ? packaging.at("latency_irouter").number() : 0;
        return Optional.of(new End(placed.size() + number, x, y, 0, inside, Double.MAX_VALUE));
      }
      NodeReader type = type(at);
      List<NodeReader> phys = type.at("phys").items();
      int own = (int) end.at("inner_id").whole();
      NodeReader technology = technologies.at(type.at("technology").textOr(""));
      if (own >= phys.size()) {
        end.at("inner_id").problem("is outside the " + phys.size() + " PHYs of the chiplet", "");
        return Optional.empty();
      }
      if (!technology.isPresent()) {
        type.at("technology").problem("is not in " + technologies.file().shown(), "");
        return Optional.empty();
      }
      double width = type.at("dimensions").at("x").number();
      double height = type.at("dimensions").at("y").number();
      long quarters = at.at("rotation").whole() / 90;
      double px = phys.get(own).at("x").number();
      double py = phys.get(own).at("y").number();
      for (long q = 0; q < quarters; q++) {
        double before = px;
        double wide = q % 2 == 0 ? height : width;
        px = wide - py;
        py = before;
      }
      double bumps =
          width
              * height
              * (1 - type.at("fraction_power_bumps").number())
              * phys.get(own).at("fraction_bump_area").number()
              * Math.pow(1 / packaging.at("bump_pitch").number(), 2);
      return Optional.of(
          new End(
              number,
              x + px,
              y + py,
              technology.at("phy_latency").number(),
              type.at("internal_latency").number(),
              Math.floor(bumps - packaging.at("non_data_wires").number())));
    }

    private LinkSpec spec(End from, End to, LinkSpec usual) {
      double dx = Math.abs(from.x() - to.x());
      double dy = Math.abs(from.y() - to.y());
      boolean manhattan = packaging.at("link_routing").text().equals("manhattan");
      double length = manhattan ? dx + dy : Math.hypot(dx, dy);
      double cycles = Math.ceil(latency(length)) + from.phy() + to.phy() + to.inside();
      double wires = Math.min(from.wires(), to.wires());
      if (wires < 1) {
        throw new IllegalArgumentException(
            "a link from node " + from.node() + " to " + to.node() + " has no wire for data");
      }
      Bandwidth bandwidth =
          wires == Double.MAX_VALUE
              ? usual.bandwidth()
              : Bandwidth.ofBytesPerSecond(Math.round(wires / 2 / 8 * (1e12 / CYCLE_PS)));
      return new LinkSpec(bandwidth, Math.round(cycles * CYCLE_PS));
    }

    private double latency(double length) {
      NodeReader written = packaging.at("link_latency");
      if (packaging.at("link_latency_type").text().equals("constant")) {
        return written.number();
      }
      Matcher form = LINEAR.matcher(written.textOr(""));
      if (!form.matches()) {
        written.problem(
            "is no function that can be imported", "Such as \"lambda x : 0.25 * x + 1\".");
        return 0;
      }
      double factor = form.group(2) == null ? 1 : Double.parseDouble(form.group(2));
      double constant = form.group(3) == null ? 0 : Double.parseDouble(form.group(3));
      return factor * length + constant;
    }
  }
}
