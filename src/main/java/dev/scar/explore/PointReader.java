package dev.scar.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.cost.Dataflows;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.Library;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.run.GeneratedTopology;
import dev.scar.run.Inputs;
import dev.scar.study.PackageExperiment;
import dev.scar.workload.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns points into questions. What is wrong with a point is told by its fields: a problem's file
 * is the field, or {@code package} with the place in the topology.
 *
 * <p>Files are read once, from the study's folder or the shelves. Not safe for several threads.
 */
public final class PointReader {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MOST_KEPT = 1000;
  private static final String EDITED = "package";

  private final Inputs inputs;
  private final Path folder;
  private final Library library;
  private final TopologyReader topologies;
  private final Map<String, Scenario> scenarios = kept();
  private final Map<Map<String, String>, Base> bases = kept();

  /**
   * A reader.
   *
   * @param folder of the study, in which names are looked up first
   */
  public PointReader(Inputs inputs, Path folder) {
    this.inputs = inputs;
    this.folder = folder;
    this.library = new Library(inputs.home());
    this.topologies = new TopologyReader(library, Dataflows.SHIPPED);
  }

  /** Only the newest are kept. */
  private static <K, V> Map<K, V> kept() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_KEPT;
      }
    };
  }

  /**
   * What a point asks. <b>Cost:</b> some milliseconds.
   *
   * @throws InputException if there is no such scenario, package or option
   */
  public PackageExperiment read(Point point) {
    Map<String, String> texts = new TreeMap<>();
    Map<String, String> changes = new TreeMap<>();
    point
        .settings()
        .forEach(
            (field, json) -> {
              if (field.startsWith(Settings.PACKAGE)) {
                changes.put(field.substring(Settings.PACKAGE.length()), json);
              } else {
                texts.put(field, text(json));
              }
            });
    String named = texts.get(Settings.SCENARIO);
    if (named == null) {
      throw refused(Settings.SCENARIO, "", "is missing", "Maybe write \"scenario\": \"sc4\".");
    }
    Scenario scenario = scenario(named);
    ChipletPackage made = chipletPackage(texts, changes, named, scenario);
    return new PointOptions(texts).experiment(scenario, made);
  }

  /**
   * Inputs that have read what a point asks about, its package from a text in which everything is
   * spelled out.
   *
   * @param made the point's package
   */
  Inputs inputs(Point point, ChipletPackage made) {
    String name = made.name() + ".json";
    Inputs fresh = new Inputs(inputs.home());
    fresh.scenario(
        found(Settings.SCENARIO, text(point.settings().getOrDefault(Settings.SCENARIO, ""))));
    fresh.topology(InputFile.ofText(Path.of(name), name, TopologyEditFormat.text(made)));
    return fresh;
  }

  private static String text(String json) {
    try {
      JsonNode value = MAPPER.readTree(json);
      return value.isTextual() ? value.asText() : value.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Scenario scenario(String name) {
    Scenario known = scenarios.get(name);
    if (known == null) {
      known = of(Settings.SCENARIO, () -> inputs.scenario(found(Settings.SCENARIO, name)));
      scenarios.put(name, known);
    }
    return known;
  }

  /** A file of the study's folder, else what the shelf has. */
  private String found(String field, String name) {
    if (!Library.isDownwards(name)) {
      throw refused(
          field,
          name,
          "is not a plain name or a path below the study's folder",
          "Letters, digits, \".\", \"_\" and \"-\", with \"/\" between folders.");
    }
    Path beside = folder.resolve(name.endsWith(".json") ? name : name + ".json");
    return Files.isRegularFile(beside) ? beside.toString() : name;
  }

  private ChipletPackage chipletPackage(
      Map<String, String> texts, Map<String, String> changes, String named, Scenario scenario) {
    Map<String, String> from = new TreeMap<>();
    Settings.GENERATED.forEach(
        field -> Optional.ofNullable(texts.get(field)).ifPresent(text -> from.put(field, text)));
    String topology = texts.get(Settings.TOPOLOGY);
    if (!texts.containsKey(Settings.SHAPE)) {
      from.keySet().stream()
          .findFirst()
          .ifPresent(
              field -> {
                throw refused(field, "", "changes nothing without shape", "");
              });
      from.put(
          Settings.TOPOLOGY,
          topology == null
              ? Inputs.packageOf(found(Settings.SCENARIO, named), scenario)
              : topology);
    } else if (topology != null) {
      throw refused(
          Settings.TOPOLOGY, topology, "changes nothing beside shape", "Keep one of them.");
    }
    Base base = bases.get(from);
    if (base == null) {
      base = base(from, topology == null);
      bases.put(Map.copyOf(from), base);
    }
    return changes.isEmpty()
        ? base.made()
        : topologies.read(
            InputFile.ofText(
                base.file().path(),
                EDITED,
                TopologyEditFormat.with(base.file().text(), base.whole(), changes)));
  }

  /**
   * A package before its changes.
   *
   * @param whole its file with everything spelled out
   */
  private record Base(InputFile file, ChipletPackage made, String whole) {
    static Base of(InputFile file, ChipletPackage made) {
      return new Base(file, made, TopologyEditFormat.text(made));
    }
  }

  private Base base(Map<String, String> from, boolean ownName) {
    String topology = from.get(Settings.TOPOLOGY);
    if (topology != null) {
      String name = ownName ? topology : found(Settings.TOPOLOGY, topology);
      InputFile file = of(Settings.TOPOLOGY, () -> library.find(Library.Shelf.TOPOLOGIES, name));
      return Base.of(file, of(Settings.TOPOLOGY, () -> topologies.read(file)));
    }
    String shape = from.getOrDefault(Settings.SHAPE, "");
    GeneratedTopology generated =
        new GeneratedTopology(
            shape,
            from.getOrDefault(Settings.CHIPLETS, GeneratedTopology.DEFAULT.pattern()),
            from.getOrDefault(Settings.PRESET, GeneratedTopology.DEFAULT.preset()),
            Optional.ofNullable(from.get(Settings.ROUTING)));
    String name = shape.replaceAll("[^A-Za-z0-9]+", "-");
    String text = of(Settings.SHAPE, () -> generated.text(name));
    try {
      InputFile file = InputFile.ofText(Settings.SHAPE, text);
      return Base.of(file, topologies.read(file));
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream()
              .map(
                  p ->
                      new InputProblem(
                          fieldOf(p), p.path(), p.value(), p.expectation(), p.advice()))
              .toList());
    }
  }

  /** What a place of a generated file was made from. */
  private static String fieldOf(InputProblem problem) {
    String path = problem.path();
    return path.startsWith("chiplets") || path.startsWith("nodes")
        ? Settings.CHIPLETS
        : path.startsWith("extends")
            ? Settings.PRESET
            : path.startsWith("routing") ? Settings.ROUTING : Settings.SHAPE;
  }

  private interface Reading<T> {
    T read();
  }

  /** What is wrong with a field that names a file is told as the file's, behind the field. */
  private static <T> T of(String field, Reading<T> reading) {
    try {
      return reading.read();
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream()
              .map(
                  p ->
                      new InputProblem(
                          field,
                          "",
                          p.file() + (p.path().isEmpty() ? "" : ": " + p.path()),
                          p.expectation(),
                          p.advice()))
              .toList());
    }
  }

  static InputException refused(String field, String value, String expectation, String advice) {
    return new InputException(new InputProblem(field, "", value, expectation, advice));
  }
}
