package dev.scar.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What JSON has been seen at a place, from which a schema follows. Keys that were not in every
 * object are optional; a number with a fraction may be null, since one that is not finite is.
 */
final class Shape {
  private final Set<String> types = new TreeSet<>();
  private final Map<String, Shape> keys = new LinkedHashMap<>();
  private final Set<String> required = new TreeSet<>();
  private Optional<Shape> items = Optional.empty();

  /**
   * Takes note of a value.
   *
   * @param isMap whether an object at a path has keys that are values, not names
   */
  void see(JsonNode value, String path, Predicate<String> isMap) {
    if (value.isObject()) {
      seeObject(value, path, isMap);
    } else if (value.isArray()) {
      types.add("array");
      value.forEach(item -> item().see(item, path + "[]", isMap));
    } else {
      types.add(
          value.isIntegralNumber()
              ? "integer"
              : value.isNumber()
                  ? "number"
                  : value.isBoolean() ? "boolean" : value.isNull() ? "null" : "string");
    }
  }

  private Shape item() {
    items = Optional.of(items.orElseGet(Shape::new));
    return items.get();
  }

  private void seeObject(JsonNode value, String path, Predicate<String> isMap) {
    boolean first = types.add("object");
    String prefix = path.isEmpty() ? "" : path + ".";
    if (isMap.test(prefix + "*")) {
      value.forEach(one -> item().see(one, prefix + "*", isMap));
      return;
    }
    Set<String> names = new TreeSet<>();
    value.fieldNames().forEachRemaining(names::add);
    if (first) {
      required.addAll(names);
    }
    required.retainAll(names);
    value
        .fields()
        .forEachRemaining(
            field ->
                keys.computeIfAbsent(field.getKey(), key -> new Shape())
                    .see(field.getValue(), prefix + field.getKey(), isMap));
  }

  /** Calls for every place below this one, in order. */
  void walk(String path, java.util.function.BiConsumer<String, Shape> visit) {
    String prefix = path.isEmpty() ? "" : path + ".";
    if (!path.isEmpty() && !path.endsWith("[]")) {
      visit.accept(path, this);
    }
    keys.forEach((key, shape) -> shape.walk(prefix + key, visit));
    items.ifPresent(
        shape -> shape.walk(types.contains("array") ? path + "[]" : prefix + "*", visit));
  }

  /** Its type in words. */
  String type() {
    Set<String> shown = new TreeSet<>(types);
    if (shown.contains("number")) {
      shown.remove("integer");
    }
    if (types.contains("array") && items.isPresent() && !items.get().types.contains("object")) {
      shown.remove("array");
      shown.add("list of " + items.get().type());
    }
    return String.join(" or ", shown);
  }

  /** Whether it has more inside than its type says. */
  boolean isWhole() {
    return keys.isEmpty();
  }

  /** The schema. */
  void describe(ObjectNode schema) {
    Set<String> all = new TreeSet<>(types);
    if (all.contains("number")) {
      all.add("null");
      all.remove("integer");
    }
    if (all.size() == 1) {
      schema.put("type", all.iterator().next());
    } else if (!all.isEmpty()) {
      ArrayNode list = schema.putArray("type");
      all.forEach(list::add);
    }
    if (types.contains("array")) {
      items.ifPresent(shape -> shape.describe(schema.putObject("items")));
    } else if (items.isPresent()) {
      items.get().describe(schema.putObject("additionalProperties"));
    }
    if (!keys.isEmpty()) {
      if (!required.isEmpty()) {
        ArrayNode names = schema.putArray("required");
        required.forEach(names::add);
      }
      ObjectNode properties = schema.putObject("properties");
      keys.forEach((key, shape) -> shape.describe(properties.putObject(key)));
      schema.put("additionalProperties", false);
    }
  }
}
