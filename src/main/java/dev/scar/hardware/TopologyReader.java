package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.Library;
import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads topology files, described in the site's page on the topology format.
 *
 * <p>A file may stand on others ({@code extends}); {@link ExtendsReader} has the rule. Sizes are
 * checked before anything is built: at most {@link NopGraph#MOST_NODES} nodes and {@link
 * NopGraph#MOST_LINKS} links. Every node must reach every other, so every chiplet reaches every
 * chiplet and DRAM both ways. Dataflows are names here; the cost model knows them. Whether the
 * routes can deadlock is not asked here but of {@link DeadlockProof}, since a package whose routes
 * can is still good for unbounded buffers.
 *
 * <p>Safe for several threads. Costs O(nodes · links) at most, for up-down routing.
 */
public final class TopologyReader {
  /** What every file has to say about itself. */
  public static final String FORMAT = "scar-topology-1";

  /** A dataflow of chiplet types whose costs come from a table. */
  public static final String NO_DATAFLOW = "none";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final JsonFileReader json = new JsonFileReader("topology");
  private final Library library;
  private final Optional<List<String>> dataflows;

  /** Names in topology files are resolved by this library; any dataflow may be named. */
  public TopologyReader(Library library) {
    this(library, Optional.empty());
  }

  /** The same; a dataflow that is none of these must lie beside the topology. */
  public TopologyReader(Library library, Collection<String> dataflows) {
    this(library, Optional.of(List.copyOf(dataflows)));
  }

  private TopologyReader(Library library, Optional<List<String>> dataflows) {
    this.library = library;
    this.dataflows = dataflows;
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
   * @throws InputException with everything that is wrong with it and the files it extends
   */
  public ChipletPackage read(InputFile file) {
    InputProblems problems = new InputProblems();
    ExtendsReader.Layered read = new ExtendsReader(json, library, problems).read(file);
    Optional<ChipletPackage> built = build(file, read.own(), read.whole());
    problems.throwIfAny();
    return built.orElseThrow();
  }

  /**
   * The dataflow of this name that lies beside a topology file, {@code NAME.m}; it goes before one
   * that ships.
   */
  public static Optional<InputFile> dataflowBeside(InputFile topology, String name) {
    Path beside = topology.path().resolveSibling(PLAIN.matcher(name).matches() ? name + ".m" : "");
    return Files.isRegularFile(beside) ? Optional.of(InputFile.of(beside)) : Optional.empty();
  }

  private Optional<ChipletPackage> build(InputFile file, NodeReader own, NodeReader root) {
    String name = own.at("name").text();
    String title = own.at("title").textOr(name);
    Preset preset = root.at("preset").textOr("").equals("built") ? Preset.BUILT : Preset.PAPER;
    Map<String, ChipletType> types = ChipletTypesReader.read(root, preset);
    dataflows.ifPresent(known -> checkDataflows(file, root.at("chipletTypes"), types, known));
    Optional<NopGraph> graph = new NopReader(root).read();
    double nopJoulePerBit = joulePerBit(root.at("nop"));
    double dramJoulePerBit = joulePerBit(root.at("dram"));
    double linkStaticW = LinkSpecReader.watts(root.at("nop").at("staticPower"));
    double dramStaticW = LinkSpecReader.watts(root.at("dram").at("staticPower"));
    NodeReader multicast = root.at("nop").at("multicast");
    boolean forks = multicast.isPresent() && multicast.shown().equals("true");
    if (graph.isEmpty()) {
      return Optional.empty();
    }
    NopGraph nop = graph.get();
    List<Chiplet> chiplets = new PatternReader(root, nop, types).read();
    DramReader dram = new DramReader(root, nop);
    dram.read();
    Optional<Routing> routing = new RoutingReader(root, nop).read();
    Optional<PackageTerms> terms =
        root.build(
            () ->
                new PackageTerms(
                    preset, nopJoulePerBit, dramJoulePerBit, linkStaticW, dramStaticW, forks));
    if (forks && routing.isPresent()) {
      MulticastTrees.obstacle(routing.get(), chiplets.stream().filter(Chiplet::enabled).toList())
          .ifPresent(
              why ->
                  multicast.problem(
                      "needs routes that make a tree from every chiplet, but " + why,
                      "Choose other routes, such as xy on a mesh, or leave multicast out."));
    }
    List<Constant> constants =
        ConstantsReader.read(
            root, chiplets.stream().map(chiplet -> chiplet.type().name()).distinct().toList());
    return root.build(
        () ->
            new ChipletPackage(
                name,
                title,
                nop,
                routing.orElseThrow(),
                chiplets,
                dram.drams(),
                dram.interfaces(),
                terms.orElseThrow(),
                constants));
  }

  private static void checkDataflows(
      InputFile file, NodeReader written, Map<String, ChipletType> types, List<String> known) {
    for (ChipletType type : types.values()) {
      for (String dataflow : type.dataflows()) {
        if (known.contains(dataflow)
            || dataflow.equals(NO_DATAFLOW)
            || dataflowBeside(file, dataflow).isPresent()) {
          continue;
        }
        NodeReader own = written.at(type.name()).at("dataflow");
        (own.isPresent() ? own : written.at(type.name()))
            .problem(
                "has no known dataflow \"" + dataflow + "\"", Spelling.advice(dataflow, known));
      }
    }
  }

  private static double joulePerBit(NodeReader part) {
    if (!part.isPresent()) {
      part.problem("is missing", "");
    }
    return part.isPresent() ? LinkSpecReader.joulePerBit(part.at("energy")) : 0;
  }
}
