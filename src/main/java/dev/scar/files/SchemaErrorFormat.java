package dev.scar.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Words the schema validator's errors the way the project does.
 *
 * <p>Advice comes from the schema itself: an unknown key is compared with the keys known there, a
 * wrong word with the permitted ones; {@code examples} of a schema yield "Maybe write …", and a
 * sub-schema that forbids a key explains that by its {@code description}.
 */
final class SchemaErrorFormat {
  private static final Map<String, String> TYPES =
      Map.of(
          "integer", "a whole number",
          "number", "a number",
          "string", "a text",
          "array", "a list",
          "object", "an object",
          "boolean", "true or false",
          "null", "null");

  private final JsonNode schema;
  private final String file;

  SchemaErrorFormat(JsonNode schema, String file) {
    this.schema = schema;
    this.file = file;
  }

  /** Adds each error as a problem; of alternatives, what is wrong inside the one that was meant. */
  void translate(List<Error> errors, InputProblems problems) {
    Set<String> meant = new LinkedHashSet<>();
    Set<NodePath> choices = new LinkedHashSet<>();
    List<Error> last = new ArrayList<>();
    for (Error error : errors) {
      if (isChoice(error)) {
        choices.add(error.getInstanceLocation());
        last.add(error);
      } else if (isUnknownKey(error)) {
        InputProblem problem = unknownKey(error);
        Spelling.nearest(property(error), knownKeys(error))
            .ifPresent(key -> meant.add(childPath(error, key)));
        problems.add(problem);
      }
    }
    for (Error error : errors) {
      boolean ofChoice = choices.contains(error.getInstanceLocation());
      if (!ofChoice && !isUnknownKey(error) && !isMissing(error, meant)) {
        problems.add(problem(error));
      }
    }
    for (Error error : last) {
      if (problems.isSound(file, path(error))) {
        problems.add(problem(error));
      }
    }
  }

  private static boolean isChoice(Error error) {
    return error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf");
  }

  private static boolean isUnknownKey(Error error) {
    return error.getKeyword().equals("additionalProperties")
        || error.getKeyword().equals("unevaluatedProperties");
  }

  /** Whether the error misses a key that is there under a misspelt name. */
  private static boolean isMissing(Error error, Set<String> meant) {
    return error.getKeyword().equals("required")
        && meant.contains(childPath(error, property(error)));
  }

  private InputProblem unknownKey(Error error) {
    String key = property(error);
    String advice = Spelling.advice(key, knownKeys(error));
    return new InputProblem(file, childPath(error, key), "", "is not a known key", advice);
  }

  private InputProblem problem(Error error) {
    if (error.getKeyword().equals("required")) {
      return new InputProblem(file, childPath(error, property(error)), "", "is missing", "");
    }
    if (error.getKeyword().equals("propertyNames")) {
      String key = property(error);
      return new InputProblem(file, childPath(error, key), "", "is not a permitted name", "");
    }
    return new InputProblem(file, path(error), value(error), expectation(error), advice(error));
  }

  /** A text in the place of something else is shown with its quotes, which are the mistake. */
  private static String value(Error error) {
    String value = NodeReader.shown(error.getInstanceNode());
    boolean quoted = error.getKeyword().equals("type") && error.getInstanceNode().isTextual();
    return quoted ? "\"" + value + "\"" : value;
  }

  private String expectation(Error error) {
    JsonNode bound = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> lacksUnit(error) ? "has no unit" : "is not " + types(bound);
      case "enum" -> "is not one of " + words(bound);
      case "const" -> "is not " + NodeReader.shown(bound);
      case "minimum" -> "is less than " + bound.asText();
      case "maximum" -> "is more than " + bound.asText();
      case "exclusiveMinimum" -> "is not more than " + bound.asText();
      case "exclusiveMaximum" -> "is not less than " + bound.asText();
      case "minLength" -> "is too short";
      case "maxLength" -> "is longer than " + bound.asText() + " characters";
      case "minItems", "minProperties" ->
          bound.asInt() == 1 ? "is empty" : "has fewer entries than " + bound.asText();
      case "maxItems", "maxProperties" -> "has more entries than " + bound.asText();
      case "uniqueItems" -> "has an entry twice";
      case "false" -> "does not belong here";
      default -> "does not have a permitted form";
    };
  }

  private String advice(Error error) {
    JsonNode around = around(error, 1);
    JsonNode example = around.path("examples").path(0);
    return switch (error.getKeyword()) {
      case "false" -> around(error, 3).path("description").asText("");
      case "enum" ->
          Spelling.nearest(error.getInstanceNode().asText(), list(error.getSchemaNode()))
              .map(word -> "Maybe write \"" + word + "\".")
              .orElse("");
      case "oneOf", "anyOf", "pattern" ->
          example.isMissingNode()
              ? around.path("description").asText("")
              : "Maybe write " + example + ".";
      default -> {
        if (isQuotedNumber(error)) {
          yield "Write it without quotes.";
        }
        if (lacksUnit(error)) {
          String unit = example.asText().substring(example.asText().indexOf(' ') + 1);
          yield "Maybe write \"" + NodeReader.shown(error.getInstanceNode()) + " " + unit + "\".";
        }
        yield example.isMissingNode() ? "" : "Maybe write " + example + ".";
      }
    };
  }

  private static boolean isQuotedNumber(Error error) {
    String types = error.getSchemaNode().toString();
    String form =
        types.contains("\"number\"")
            ? "-?[0-9.]{1,20}"
            : types.contains("\"integer\"") ? "-?[0-9]{1,20}" : "";
    return error.getKeyword().equals("type")
        && error.getInstanceNode().isTextual()
        && error.getInstanceNode().textValue().matches(form);
  }

  /** A number where the schema's example is a text with a unit. */
  private boolean lacksUnit(Error error) {
    return error.getKeyword().equals("type")
        && error.getInstanceNode().isNumber()
        && around(error, 1).path("examples").path(0).asText("").matches("[0-9.]+ \\S+");
  }

  private static String types(JsonNode type) {
    return type.isArray()
        ? list(type).stream().map(SchemaErrorFormat::typeName).collect(Collectors.joining(" or "))
        : typeName(type.asText());
  }

  private static String typeName(String type) {
    return TYPES.getOrDefault(type, type);
  }

  private static String words(JsonNode words) {
    return String.join(", ", list(words));
  }

  private static List<String> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private List<String> knownKeys(Error error) {
    List<String> keys = new ArrayList<>();
    around(error, 1)
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isBoolean() || entry.getValue().asBoolean()) {
                keys.add(entry.getKey());
              }
            });
    return keys;
  }

  /** The part of the schema so many levels above the keyword that failed. */
  private JsonNode around(Error error, int levels) {
    JsonPointer pointer = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
    for (int i = 0; i < levels && pointer.head() != null; i++) {
      pointer = pointer.head();
    }
    return schema.at(pointer);
  }

  private static String property(Error error) {
    return error.getProperty() == null ? "" : error.getProperty();
  }

  private static String childPath(Error error, String key) {
    return Place.key(path(error), key);
  }

  private static String path(Error error) {
    NodePath location = error.getInstanceLocation();
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      path =
          element instanceof Integer index
              ? Place.item(path, index)
              : Place.key(path, element.toString());
    }
    return path;
  }
}
