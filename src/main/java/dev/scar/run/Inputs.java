package dev.scar.run;

import dev.scar.cost.CostModel;
import dev.scar.cost.CsvCostReader;
import dev.scar.cost.Dataflows;
import dev.scar.files.InputFile;
import dev.scar.files.Library;
import dev.scar.files.NodeReader;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleReader;
import dev.scar.workload.ModelFile;
import dev.scar.workload.ModelReader;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import dev.scar.workload.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads files by name or path, and remembers what was read: for the origin of a result, and for the
 * copies that a run's folder needs so that it can be replayed elsewhere. Safe for several threads.
 *
 * <p>A name such as {@code sc4} is a file of the home folder ({@code workloads/sc4.json}); anything
 * with a {@code /} or ending in {@code .json} is a path. All methods that read throw {@link
 * dev.scar.files.InputException} with everything that is wrong.
 */
public final class Inputs {
  private final Path home;
  private final Library library;
  private final ScenarioReader scenarios;
  private final TopologyReader topologies;
  private final DataflowFiles dataflows;
  private final ReadFiles files = new ReadFiles();

  /** Over this home folder, which holds {@code workloads} and {@code topologies}. */
  public Inputs(Path home) {
    this(home, Dataflows.shipped());
  }

  /**
   * The same, with packages whose chiplet types may name these dataflows, and those that lie beside
   * their files.
   */
  public Inputs(Path home, Dataflows known) {
    this.home = home.toAbsolutePath();
    this.library = new Library(home, files);
    this.scenarios = new ScenarioReader(library);
    this.topologies = new TopologyReader(library, known.names());
    this.dataflows = new DataflowFiles(known);
  }

  /** Names that a shelf of the home folder has, in alphabetical order. */
  public List<String> names(Library.Shelf shelf) {
    return library.names(shelf);
  }

  /** The home folder. */
  public Path home() {
    return home;
  }

  /** A scenario by name, or a file. */
  public Scenario scenario(String nameOrPath) {
    return scenario(library.find(Library.Shelf.SCENARIOS, nameOrPath));
  }

  private Scenario scenario(InputFile file) {
    Scenario read = scenarios.read(file);
    files.read(Library.Shelf.SCENARIOS, file);
    return read;
  }

  /**
   * What a scenario's package is to be read as: a file of that name beside the scenario's file, or
   * one that ships.
   *
   * @param nameOrPath by which the scenario was read
   */
  public static String packageOf(String nameOrPath, Scenario read) {
    String named = read.defaultPackage();
    Path beside = Path.of(nameOrPath).resolveSibling(named + ".json");
    boolean plain = named.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    return plain && nameOrPath.endsWith(".json") && Files.isRegularFile(beside)
        ? beside.toString()
        : named;
  }

  /** A package by name, or a file. */
  public ChipletPackage topology(String nameOrPath) {
    return topology(library.find(Library.Shelf.TOPOLOGIES, nameOrPath));
  }

  /** A package of a text that need not be a file. */
  public ChipletPackage topology(InputFile file) {
    ChipletPackage read = topologies.read(file);
    dataflows.read(file, read);
    files.read(Library.Shelf.TOPOLOGIES, file);
    return read;
  }

  /**
   * SHA-256 of every file that was read so far: {@code scenarioSha256}, {@code topologySha256},
   * other tables, then the models that the scenario names ({@code modelSha256:NAME}) and the
   * topologies that the package extends ({@code baseSha256:NAME}), and dataflows that lie beside
   * topologies ({@code dataflowSha256:NAME}).
   */
  public Map<String, String> hashes() {
    Map<String, String> hashes = files.hashes();
    hashes.putAll(dataflows.hashes());
    return hashes;
  }

  /** How a schedule in a run's folder refers to the scenario that was read. */
  String scenarioReference() {
    return files.reference(library, Library.Shelf.SCENARIOS);
  }

  /** How a schedule in a run's folder refers to the package that was read. */
  String topologyReference() {
    return files.reference(library, Library.Shelf.TOPOLOGIES);
  }

  /** How a schedule in this folder refers to scenario or package, if it can. */
  public Optional<String> reference(Library.Shelf shelf, Path folder) {
    return files.reference(library, shelf, folder);
  }

  /**
   * How a command in a run's folder refers to the scenario or the package that was read: by name,
   * or by the path of its copy.
   */
  public String argument(Library.Shelf shelf) {
    return files.argument(library, shelf);
  }

  /**
   * How a command in a run's folder refers to what was read as that.
   *
   * @param what {@code costs} or {@code start}
   */
  public String argument(String what) {
    return Objects.requireNonNull(ReadFiles.OTHERS.get(what));
  }

  /** What a run's folder must hold beside its schedule, by place, so that it can be replayed. */
  Map<String, String> copies() {
    Map<String, String> copies = files.copies(library);
    dataflows.texts().forEach((name, text) -> copies.put(ReadFiles.TOPOLOGY_COPIES + name, text));
    return copies;
  }

  /** A model file. */
  public ModelFile model(String nameOrPath) {
    return new ModelReader().read(library.find(Library.Shelf.MODELS, nameOrPath));
  }

  /** Published figures of a scenario's models, by name; of shipped models that have any. */
  public Map<String, ModelFile.Published> published(Scenario scenario) {
    List<String> shipped = library.names(Library.Shelf.MODELS);
    Map<String, ModelFile.Published> found = new TreeMap<>();
    for (ScenarioModel model : scenario.models()) {
      String name = model.model().name();
      if (shipped.contains(name)) {
        ModelFile.Published figures =
            new ModelReader().read(library.find(Library.Shelf.MODELS, name)).published();
        if (!(figures.layers() + figures.macs() + figures.weights()).isEmpty()) {
          found.put(name, figures);
        }
      }
    }
    return found;
  }

  /** The dataflows that packages may name, and those beside the packages that were read. */
  public Dataflows dataflows() {
    return dataflows.all();
  }

  /** The cost model, with the dataflows of the packages that are read, before this or after. */
  public CostModel costs() {
    return dataflows.costs();
  }

  /** The cost model, or a table of costs of a scenario's models. */
  public CostModel costs(@Nullable Path database, Scenario scenario) {
    if (database == null) {
      return costs();
    }
    InputFile file = InputFile.of(database);
    CostModel read =
        new CsvCostReader(scenario.models().stream().map(ScenarioModel::model).distinct().toList())
            .read(file);
    files.read("costs", file);
    return read;
  }

  /**
   * A schedule file.
   *
   * @param scenario used instead of the one that the file names, if given
   * @param topology the same for the package
   */
  public Schedule schedule(Path file, @Nullable String scenario, @Nullable String topology) {
    return schedule("schedule", file, scenario, topology);
  }

  /** The same, of a schedule that a search begins with. */
  public Schedule start(Path file, @Nullable String scenario, @Nullable String topology) {
    return schedule("start", file, scenario, topology);
  }

  private Schedule schedule(
      String what, Path file, @Nullable String scenario, @Nullable String topology) {
    ScheduleReader reader =
        new ScheduleReader(
            new ScheduleReader.Resolver() {
              @Override
              public Scenario scenario(NodeReader name) {
                if (scenario != null) {
                  return Inputs.this.scenario(scenario);
                }
                InputFile found = library.reference(Library.Shelf.SCENARIOS, name);
                name.problems().throwIfAny();
                return Inputs.this.scenario(found);
              }

              @Override
              public ChipletPackage chipletPackage(NodeReader name) {
                if (topology != null) {
                  return Inputs.this.topology(topology);
                }
                InputFile found = library.reference(Library.Shelf.TOPOLOGIES, name);
                name.problems().throwIfAny();
                return Inputs.this.topology(found);
              }
            });
    InputFile given = InputFile.of(file);
    Schedule read = reader.read(given);
    files.read(what, given);
    return read;
  }
}
