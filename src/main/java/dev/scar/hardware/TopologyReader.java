package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.Library;
import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads topology files.
 *
 * <p>A file may stand on another ({@code extends}): objects are combined key by key, everything
 * else replaces what the base has.
 */
public final class TopologyReader {
  /** More nodes than this are refused before anything is built. */
  public static final int MOST_NODES = 4096;

  /** More links than this are refused. */
  public static final int MOST_LINKS = 65_536;

  private static final int LONGEST_CHAIN = 8;
  private static final double MAC_J = 0.23e-12;

  private final JsonFileReader json = new JsonFileReader("topology");
  private final Library library;

  /** Names in topology files are resolved by this library. */
  public TopologyReader(Library library) {
    this.library = library;
  }

  /**
   * Reads what the command line names: {@code het-sides-3x3}, or a path.
   *
   * @throws InputException with everything that is wrong
   */
  public ChipletPackage read(String nameOrPath) {
    return read(library.find(Library.Shelf.TOPOLOGIES, nameOrPath));
  }

  /**
   * Reads a file.
   *
   * @throws InputException with everything that is wrong
   */
  public ChipletPackage read(InputFile file) {
    InputProblems problems = new InputProblems();
    NodeReader root = chain(file, problems, new LinkedHashSet<>());
    problems.throwIfAny();
    Optional<ChipletPackage> built = new Assembly(root).build();
    problems.throwIfAny();
    return built.orElseThrow();
  }

  private NodeReader chain(InputFile file, InputProblems problems, Set<Path> seen) {
    NodeReader root = json.read(file, problems);
    NodeReader base = root.at("extends");
    seen.add(file.path().toAbsolutePath().normalize());
    if (!base.isPresent()) {
      return root;
    }
    InputFile found = library.reference(Library.Shelf.TOPOLOGIES, base);
    if (!base.isSound()) {
      return root;
    }
    if (seen.contains(found.path().toAbsolutePath().normalize()) || seen.size() >= LONGEST_CHAIN) {
      base.problem("closes a circle of files that extend each other", "");
      return root;
    }
    return root.over(chain(found, problems, seen));
  }

  /** Puts a package together from the (combined) file. */
  private static final class Assembly {
    private final NodeReader root;

    Assembly(NodeReader root) {
      this.root = root;
    }

    Optional<ChipletPackage> build() {
      Optional<NopGraph> graph = graph();
      if (graph.isEmpty()) {
        return Optional.empty();
      }
      Map<String, ChipletType> types = types();
      List<Chiplet> chiplets = chiplets(graph.get(), types);
      NodeReader dram = root.at("dram");
      boolean shared = dram.at("sharing").textOr("interface").equals("package");
      List<Integer> places = interfaces(graph.get(), dram.at("interfaces"));
      List<Dram> drams = new ArrayList<>();
      List<DramInterface> interfaces = new ArrayList<>();
      Bandwidth rate = rate(dram.at("bandwidth"));
      long latency = dram.at("latency").quantity(Quantity.TIME);
      for (int node : places) {
        if (!shared || drams.isEmpty()) {
          drams.add(new Dram(drams.size(), rate, latency));
        }
        interfaces.add(new DramInterface(interfaces.size(), node, drams.size() - 1));
      }
      double nopEnergy = root.at("nop").at("energy").amount(Quantity.ENERGY_PER_BIT);
      double dramEnergy = dram.at("energy").amount(Quantity.ENERGY_PER_BIT);
      Optional<Routing> routing = routing(graph.get());
      if (routing.isEmpty() || !root.isSound()) {
        return Optional.empty();
      }
      String name = root.at("name").text();
      return root.build(
          () ->
              new ChipletPackage(
                  name,
                  root.at("title").textOr(name),
                  graph.get(),
                  routing.get(),
                  chiplets,
                  drams,
                  interfaces,
                  nopEnergy,
                  dramEnergy));
    }

    private Optional<NopGraph> graph() {
      NodeReader nop = root.at("nop");
      Bandwidth bandwidth = rate(nop.at("bandwidth"));
      long latency = nop.at("latency").quantity(Quantity.TIME);
      String shape = root.at("shape").text();
      if (shape.equals("custom")) {
        return custom(bandwidth, latency);
      }
      if (!Lattice.SHAPES.contains(shape)) {
        List<String> known = new ArrayList<>(Lattice.SHAPES);
        known.add("custom");
        root.at("shape").problem("is not a known shape", Spelling.advice(shape, known));
        return Optional.empty();
      }
      int rows = root.at("rows").count(1, MOST_NODES);
      int columns = root.at("columns").count(1, MOST_NODES);
      if (!root.isSound()) {
        return Optional.empty();
      }
      if ((long) rows * columns > MOST_NODES) {
        root.at("rows")
            .problem("times " + columns + " columns are more than " + MOST_NODES + " nodes", "");
        return Optional.empty();
      }
      return Optional.of(Lattice.build(shape, rows, columns, bandwidth, latency));
    }

    private Optional<NopGraph> custom(Bandwidth bandwidth, long latency) {
      int nodes = root.at("nodes").count(1, MOST_NODES);
      List<NodeReader> written = root.at("links").items();
      if (written.size() > MOST_LINKS / 2) {
        root.at("links").problem("has more than " + MOST_LINKS / 2 + " entries", "");
        return Optional.empty();
      }
      List<NopLink> links = new ArrayList<>();
      for (NodeReader link : written) {
        int from = link.at("from").count(0, nodes - 1);
        int to = link.at("to").count(0, nodes - 1);
        Bandwidth own = link.at("bandwidth").isPresent() ? rate(link.at("bandwidth")) : bandwidth;
        long ownLatency = link.at("latency").quantityOr(Quantity.TIME, latency);
        link.build(() -> new NopLink(links.size(), from, to, own, ownLatency))
            .ifPresent(links::add);
        if (link.isSound() && !link.at("oneWay").flagOr(false)) {
          links.add(new NopLink(links.size(), to, from, own, ownLatency));
        }
      }
      List<Optional<NopGraph.Position>> positions = new ArrayList<>();
      IntStream.range(0, nodes).forEach(i -> positions.add(Optional.empty()));
      return root.isSound()
          ? Optional.of(new NopGraph("custom", 0, 0, positions, links))
          : Optional.empty();
    }

    private Map<String, ChipletType> types() {
      Map<String, ChipletType> types = new LinkedHashMap<>();
      NodeReader written = root.at("chipletTypes");
      for (String name : written.keys()) {
        NodeReader own = written.at(name);
        NodeReader type = root.has("chipletDefaults") ? own.over(root.at("chipletDefaults")) : own;
        type(name, type).ifPresent(t -> types.put(name, t));
      }
      return types;
    }

    private static Optional<ChipletType> type(String name, NodeReader type) {
      String dataflow = type.at("dataflow").text();
      int pes = type.at("pes").count(1, ChipletType.MOST_PES);
      long l2 = type.at("l2").quantity(Quantity.SIZE);
      long clock = type.at("clock").quantity(Quantity.FREQUENCY);
      NodeReader noc = type.at("noc");
      long nocBandwidth = noc.at("bandwidth").whole(1, Integer.MAX_VALUE);
      long hopLatency = noc.at("hopLatency").wholeOr(1, 0, Integer.MAX_VALUE);
      NodeReader floor = type.at("offChipFloor");
      long offChip =
          floor.isText() && floor.text().equals("none")
              ? ChipletType.NO_FLOOR
              : floor.wholeOr(ChipletType.NO_FLOOR, 1, Integer.MAX_VALUE);
      NodeReader energy = type.at("energy");
      double mac = energy.at("mac").isPresent() ? energy.at("mac").amount(Quantity.ENERGY) : MAC_J;
      double l1 = energy.at("l1").numberOr(1.68, 0, 1e6);
      double l2Energy = energy.at("l2").numberOr(6, 0, 1e6);
      return type.build(
          () ->
              new ChipletType(
                  name,
                  dataflow,
                  pes,
                  l2,
                  clock,
                  nocBandwidth,
                  hopLatency,
                  offChip,
                  new ChipletType.ActivityEnergy(mac, l1, l2Energy)));
    }

    private List<Chiplet> chiplets(NopGraph graph, Map<String, ChipletType> types) {
      NodeReader nop = root.at("nop");
      Bandwidth bandwidth = rate(nop.at("bandwidth"));
      Bandwidth injection = nop.at("injection").isPresent() ? rate(nop.at("injection")) : bandwidth;
      Bandwidth ejection = nop.at("ejection").isPresent() ? rate(nop.at("ejection")) : bandwidth;
      Set<Integer> disabled = new LinkedHashSet<>();
      for (NodeReader node :
          root.at("disabled").isPresent() ? root.at("disabled").items() : List.<NodeReader>of()) {
        disabled.add(node.count(0, graph.nodeCount() - 1));
      }
      List<Chiplet> chiplets = new ArrayList<>();
      int node = 0;
      for (NodeReader row : root.at("chiplets").items()) {
        for (String letter : row.text().strip().split("\\s+")) {
          if (node < graph.nodeCount() && !letter.equals("-")) {
            ChipletType type = type(row, letter, types);
            if (type != null) {
              chiplets.add(new Chiplet(node, type, !disabled.contains(node), injection, ejection));
            }
          }
          node++;
        }
      }
      if (node != graph.nodeCount()) {
        root.at("chiplets")
            .problem(
                "has " + node + " places for " + graph.nodeCount() + " nodes",
                "Write one letter per node, \"-\" for none.");
      }
      return chiplets;
    }

    private @Nullable ChipletType type(
        NodeReader row, String letter, Map<String, ChipletType> types) {
      NodeReader legend = root.at("legend");
      String name = legend.isPresent() && legend.has(letter) ? legend.at(letter).text() : letter;
      ChipletType type = types.get(name);
      if (type == null && row.isSound()) {
        List<String> known = new ArrayList<>(types.keySet());
        if (legend.isPresent()) {
          known.addAll(legend.keys());
        }
        row.problem(
            "names chiplet type " + letter + ", which is not in the legend",
            Spelling.advice(letter, known));
      }
      return type;
    }

    private List<Integer> interfaces(NopGraph graph, NodeReader written) {
      List<Integer> nodes = new ArrayList<>();
      if (written.isText()) {
        if (!written.text().equals("sides") || graph.columns() == 0) {
          written.problem(
              "is neither a list of nodes nor, on a lattice, \"sides\"", "For example [0, 3].");
          return nodes;
        }
        for (int node = 0; node < graph.nodeCount(); node++) {
          int column = node % graph.columns();
          if (column == 0 || column == graph.columns() - 1) {
            nodes.add(node);
          }
        }
        return nodes;
      }
      for (NodeReader node : written.items()) {
        nodes.add(node.count(0, graph.nodeCount() - 1));
      }
      if (nodes.isEmpty() && written.isSound()) {
        written.problem("is empty: no DRAM can be reached", "Name at least one node.");
      }
      return nodes;
    }

    private Optional<Routing> routing(NopGraph graph) {
      String fallback =
          graph.shape().equals("mesh") || graph.shape().equals("triangular")
              ? "xy"
              : "shortest-path";
      String name = root.at("routing").textOr(fallback);
      Optional<RoutingAlgorithm> algorithm = Routings.named(name);
      if (algorithm.isEmpty()) {
        root.at("routing").problem("is not a routing", Spelling.advice(name, Routings.names()));
        return Optional.empty();
      }
      try {
        Routing routing = algorithm.get().on(graph);
        for (int from = 0; from < graph.nodeCount(); from++) {
          routing.route(from, 0);
          routing.route(0, from);
        }
        return Optional.of(routing);
      } catch (RoutingException e) {
        (root.at("routing").isPresent() ? root.at("routing") : root)
            .problem("does not fit: " + e.getMessage(), "");
        return Optional.empty();
      }
    }

    private static Bandwidth rate(NodeReader place) {
      long bytesPerSecond = place.quantity(Quantity.BANDWIDTH);
      if (bytesPerSecond < 1) {
        if (place.isSound()) {
          place.problem("must be positive", "");
        }
        return Bandwidth.ofBytesPerSecond(1);
      }
      return Bandwidth.ofBytesPerSecond(bytesPerSecond);
    }
  }
}
