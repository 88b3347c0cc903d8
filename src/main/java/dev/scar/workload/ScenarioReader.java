package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.Library;
import dev.scar.files.NodeReader;
import dev.scar.units.Quantity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads scenario files and the model files that they name; each model file is read once.
 *
 * <p>Models are looked up beside the scenario ({@code models/NAME.json}, {@code NAME.json}), then
 * in the home folder. Beyond what a {@link ScenarioModel} checks, whole-batch totals must stay
 * below 2^63. Safe for several threads.
 */
public final class ScenarioReader {
  private static final int UNSTATED = 0;

  private final JsonFileReader json = new JsonFileReader("scenario");
  private final ModelReader models = new ModelReader();
  private final Library library;

  /** Names in scenario files are resolved by this library. */
  public ScenarioReader(Library library) {
    this.library = library;
  }

  /**
   * Reads what the command line names: {@code sc4}, or a path.
   *
   * @throws InputException with everything that is wrong with the scenario and its models
   */
  public Scenario read(String nameOrPath) {
    return read(library.find(Library.Shelf.SCENARIOS, nameOrPath));
  }

  /**
   * Reads a file.
   *
   * @throws InputException with everything that is wrong with the scenario and its models
   */
  public Scenario read(InputFile file) {
    InputProblems problems = new InputProblems();
    NodeReader root = json.read(file, problems);
    Shapes shapes = shapes(root.at("shapes"), Shapes.CORRECTED);
    int bits = ModelReader.bits(root.at("precision"), UNSTATED);
    LayerCosts costs =
        root.at("layerCosts").textOr("").equals(LayerCosts.ORIGINAL.word())
            ? LayerCosts.ORIGINAL
            : LayerCosts.CORRECTED;
    Map<Path, Optional<ModelFile>> read = new HashMap<>();
    List<ScenarioModel> members =
        root.at("models").items().stream()
            .flatMap(entry -> member(entry, shapes, costs, bits, read).stream())
            .toList();
    checkIds(root.at("models").items(), members);
    problems.throwIfAny();
    String name = root.at("name").text();
    Optional<Scenario> scenario =
        root.build(
            () ->
                new Scenario(
                    name,
                    root.at("title").textOr(name),
                    root.at("layerLists").textOr(""),
                    root.at("topology").text(),
                    members));
    problems.throwIfAny();
    return scenario.orElseThrow();
  }

  private Optional<ScenarioModel> member(
      NodeReader entry,
      Shapes shapes,
      LayerCosts costs,
      int bits,
      Map<Path, Optional<ModelFile>> read) {
    InputFile file = library.reference(Library.Shelf.MODELS, entry.at("model"));
    if (!entry.at("model").isSound()) {
      return Optional.empty();
    }
    Optional<ModelFile> found = read.get(file.path());
    if (found == null) {
      found = model(file, entry.problems());
      read.put(file.path(), found);
    }
    return found.flatMap(model -> entry.build(() -> member(entry, model, shapes, costs, bits)));
  }

  private Optional<ModelFile> model(InputFile file, InputProblems problems) {
    try {
      return models.read(file, problems);
    } catch (InputException e) {
      // What is wrong is among the problems, which end the load when the other models are read.
      return Optional.empty();
    }
  }

  private static void checkIds(List<NodeReader> entries, List<ScenarioModel> members) {
    Map<String, Integer> indexOf = new HashMap<>();
    for (int i = 0; i < members.size() && members.size() == entries.size(); i++) {
      Integer earlier = indexOf.putIfAbsent(members.get(i).id(), i);
      if (earlier != null) {
        entries
            .get(i)
            .at(entries.get(i).has("id") ? "id" : "model")
            .problem("is the id of models[" + earlier + "] as well", "Give one another \"id\".");
      }
    }
  }

  private static ScenarioModel member(
      NodeReader entry, ModelFile file, Shapes shapes, LayerCosts costs, int bits) {
    Model read = file.model(shapes(entry.at("shapes"), shapes)).with(costs);
    boolean overruled = bits > 0 || entry.has("precision");
    Model model = overruled ? read.withoutPrecisions() : read;
    int own = bits > 0 ? bits : file.bitsPerElement();
    ScenarioModel member =
        new ScenarioModel(
            entry.at("id").textOr(model.name()),
            model,
            (int) entry.at("batch").whole(),
            ModelReader.bits(entry.at("precision"), own),
            arrivals(entry.at("arrivals")));
    checkTotals(member);
    return member;
  }

  private static Arrivals arrivals(NodeReader place) {
    if (!place.isPresent()) {
      return Arrivals.AT_ONCE;
    }
    if (place.isList()) {
      return new Arrivals.Listed(
          place.items().stream().map(item -> item.quantity(Quantity.TIME)).toList());
    }
    NodeReader first = place.at("first");
    return new Arrivals.Periodic(
        first.isPresent() ? first.quantity(Quantity.TIME) : 0,
        place.at("every").quantity(Quantity.TIME));
  }

  /** Refuses a batch whose work or traffic overflows, so that no sum over it can. */
  private static void checkTotals(ScenarioModel member) {
    Math.multiplyExact(member.model().macs(), (long) member.batch());
    long bytes = 0;
    for (int i = 0; i < member.model().layers().size(); i++) {
      long moved = Math.addExact(member.outputBytes(i), member.givenBytes(i));
      bytes = Math.addExact(bytes, Math.addExact(moved, member.weightBytes(i)));
    }
    Math.multiplyExact(bytes, (long) member.batch());
  }

  private static Shapes shapes(NodeReader word, Shapes fallback) {
    return word.textOr(fallback.word()).equals(Shapes.LITERAL.word())
        ? Shapes.LITERAL
        : Shapes.CORRECTED;
  }
}
