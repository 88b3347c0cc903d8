package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.NodeReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads model files: one object with a list of layers, described in the site's page on workload
 * formats.
 *
 * <p>Bounds are checked before anything is built: at most 100 000 layers, loop bounds up to {@link
 * LayerShape#LARGEST_BOUND}, sizes within 2^63. Costs O(layers + edges). Safe for several threads.
 */
public final class ModelReader {
  static final int DEFAULT_BITS = 8;
  private static final Pattern PRECISION = Pattern.compile("([1-9][0-9]?) bit");

  private final JsonFileReader json = new JsonFileReader("model");

  /**
   * Reads a file.
   *
   * @throws InputException with everything that is wrong with it
   */
  public ModelFile read(InputFile file) {
    InputProblems problems = new InputProblems();
    Optional<ModelFile> model = read(file, problems);
    problems.throwIfAny();
    return model.orElseThrow();
  }

  /**
   * As {@link #read(InputFile)}, adding to the problems of a larger load; empty if there are any.
   */
  Optional<ModelFile> read(InputFile file, InputProblems problems) {
    NodeReader root = json.read(file, problems);
    boolean exact = !root.at("graph").textOr("exact").equals("approximate");
    LayerListReader layers = new LayerListReader(exact);
    root.at("inputs").items().forEach(layers::readInput);
    root.at("layers").items().forEach(layers::read);
    layers.checkInputsAreRead(root.at("inputs").items());
    String name = root.at("name").text();
    String title = root.at("title").textOr(name);
    return root.build(
        () ->
            new ModelFile(
                sized(new Model(name, title, layers.corrected())),
                sized(new Model(name, title, layers.literal())),
                root.at("source").textOr(""),
                root.at("notes").texts(),
                published(root.at("published")),
                exact,
                bits(root.at("precision"), DEFAULT_BITS)));
  }

  private static ModelFile.Published published(NodeReader figures) {
    List<String> texts =
        Stream.of("macs", "weights", "layers").map(key -> figures.at(key).textOr("")).toList();
    return new ModelFile.Published(texts.get(0), texts.get(1), texts.get(2));
  }

  /** Refuses a model whose totals overflow. */
  private static Model sized(Model model) {
    long elements = Math.addExact(model.macs(), model.weightElements());
    for (Layer layer : model.layers()) {
      elements = Math.addExact(elements, layer.outputElements());
      for (NamedInput input : layer.namedInputs()) {
        elements = Math.addExact(elements, input.elements());
      }
    }
    return model;
  }

  /** Bits of {@code "8 bit"}. */
  static int bits(NodeReader precision, int fallback) {
    if (!precision.isPresent()) {
      return fallback;
    }
    Matcher form = PRECISION.matcher(precision.text());
    if (!form.matches()) {
      precision.problem("is not a precision", "Maybe write \"8 bit\".");
      return fallback;
    }
    return Integer.parseInt(form.group(1));
  }
}
