package dev.scar.files;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads JSON files of one kind: bounds, syntax and schema are checked here, meaning by the caller.
 *
 * <p>Compiling the schema takes a good part of a first read; keep the reader for further files of
 * the kind. Safe for use by several threads.
 */
public final class JsonFileReader {
  private final JsonSyntaxReader syntax = new JsonSyntaxReader();
  private final JsonSchemaReader schema;

  /**
   * For files of this kind.
   *
   * @param kind name of a schema in the jar: {@code dev/scar/schema/KIND.schema.json}
   * @throws IllegalArgumentException if there is no such schema
   */
  public JsonFileReader(String kind) {
    this.schema = new JsonSchemaReader(kind);
  }

  /**
   * The whole file. The caller adds to the problems what is wrong with its meaning, and ends with
   * {@link InputProblems#throwIfAny()}.
   *
   * @throws InputException if there is no such file, or if it is not JSON within the bounds or not
   *     what the schema says; with what was collected before
   */
  public NodeReader read(InputFile file, InputProblems problems) {
    JsonNode tree = parse(file, problems);
    if (new FiniteNumbers(file.shown(), problems).check("", tree)) {
      schema.check(tree, file.shown(), problems);
    }
    if (!problems.isSound(file.shown(), "")) {
      throw problems.toException();
    }
    return new NodeReader(file, problems, "", tree, null);
  }

  private JsonNode parse(InputFile file, InputProblems problems) {
    try {
      return syntax.read(file);
    } catch (InputException e) {
      e.problems().forEach(problems::add);
      throw problems.toException();
    }
  }

  /** A literal such as 1e999 is valid JSON but no number of ours. */
  private record FiniteNumbers(String file, InputProblems problems) {
    boolean check(String path, JsonNode node) {
      if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
        problems.add(new InputProblem(file, path, "", "is too large a number", ""));
        return false;
      }
      boolean finite = true;
      for (int i = 0; i < node.size() && node.isArray(); i++) {
        JsonNode child = node.path(i);
        if (child.isContainerNode() || child.isFloatingPointNumber()) {
          finite &= check(Place.item(path, i), child);
        }
      }
      for (var entry : node.properties()) {
        JsonNode child = entry.getValue();
        if (child.isContainerNode() || child.isFloatingPointNumber()) {
          finite &= check(Place.key(path, entry.getKey()), child);
        }
      }
      return finite;
    }
  }
}
