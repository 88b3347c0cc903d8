package dev.scar.explore;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Spelling;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topology files, and changes to them by place: {@code nop.bandwidth}, {@code
 * chipletTypes.nvd.pes}, {@code chipletTypes.*.l2} for all types, {@code dram.interfaces[0]},
 * {@code dram.interfaces[*].bandwidth}.
 */
final class TopologyEditFormat {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,4}|\\*)]|\\.");
  private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)((?: .+)?)");
  private static final MathContext SHORT = new MathContext(6);
  private static final String ALL = "*";

  private TopologyEditFormat() {}

  /** The file of a package. */
  static String text(ChipletPackage made) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TopologyWriter.write(made, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * A topology file with these JSON values in these places, as if a file upon it said so: what is
   * not said still follows from what is, as a port's bandwidth from that of the links.
   *
   * @param file which may stand on others
   * @param whole the same package with everything spelled out, which has the lists and the names
   *     that {@code *} stands for
   * @throws InputException if there is no such place; whether the value suits is not asked here
   */
  static String with(String file, String whole, Map<String, String> values) {
    JsonNode root = parse(file);
    JsonNode all = parse(whole);
    values.forEach((place, value) -> set(root, all, steps(place), place, parse(value)));
    return root.toString();
  }

  /** The JSON values of those of these places that hold one number, with or without a unit. */
  static Map<String, String> numbers(String file, Set<String> places) {
    JsonNode root = parse(file);
    Map<String, String> numbers = new TreeMap<>();
    for (String place : places) {
      List<JsonNode> at = List.of(root);
      for (String step : steps(place)) {
        List<JsonNode> next = new ArrayList<>();
        at.forEach(node -> next.addAll(all(node, step)));
        at = next;
      }
      Set<String> values = at.stream().map(JsonNode::toString).collect(toCollection(TreeSet::new));
      if (values.size() == 1 && NUMBER.matcher(at.get(0).asText()).matches()) {
        numbers.put(place, values.iterator().next());
      }
    }
    return numbers;
  }

  private static List<JsonNode> all(JsonNode node, String step) {
    List<JsonNode> children = new ArrayList<>();
    if (step.equals(ALL)) {
      node.forEach(children::add);
    } else {
      children.add(node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step));
    }
    children.removeIf(JsonNode::isMissingNode);
    return children;
  }

  /** A number, with or without unit, multiplied; whole numbers without unit stay whole. */
  static String scaled(String json, double factor) {
    JsonNode value = parse(json);
    Matcher number = NUMBER.matcher(value.asText());
    if (!number.matches()) {
      throw new IllegalArgumentException(json + " is no number");
    }
    BigDecimal scaled =
        new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(factor)).round(SHORT);
    boolean whole = value.isNumber() && value.isIntegralNumber();
    String text =
        (whole ? scaled.setScale(0, RoundingMode.HALF_EVEN) : scaled)
            .stripTrailingZeros()
            .toPlainString();
    return value.isTextual() ? "\"" + text + number.group(2) + "\"" : text;
  }

  /** Sets the value at the end of these steps, below a place of the file. */
  private static void set(
      JsonNode at, JsonNode whole, List<String> steps, String place, JsonNode value) {
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    for (String name : step.equals(ALL) ? names(whole, place) : List.of(step)) {
      if (at instanceof ArrayNode list) {
        int entry = name.matches("[0-9]{1,4}") ? Integer.parseInt(name) : list.size();
        if (entry >= list.size()) {
          throw missing(place, name, list);
        }
        if (rest.isEmpty()) {
          list.set(entry, value);
        } else if (list.get(entry).isContainerNode()) {
          set(list.get(entry), list.get(entry), rest, place, value);
        } else {
          throw missing(place, rest.get(0), list.get(entry));
        }
      } else if (rest.isEmpty()) {
        ((ObjectNode) at).set(name, value);
      } else {
        JsonNode below = whole.path(name);
        if (!at.path(name).isContainerNode()) {
          ((ObjectNode) at)
              .set(name, below.isArray() ? below.deepCopy() : MAPPER.createObjectNode());
        } else if (below.isArray()) {
          ((ObjectNode) at).set(name, below.deepCopy());
        }
        set(at.path(name), below, rest, place, value);
      }
    }
  }

  /** All names of an object, or numbers of a list. */
  private static List<String> names(JsonNode of, String place) {
    List<String> names = new ArrayList<>();
    of.fieldNames().forEachRemaining(names::add);
    for (int i = 0; i < of.size() && of.isArray(); i++) {
      names.add(String.valueOf(i));
    }
    if (names.isEmpty()) {
      throw missing(place, ALL, of);
    }
    return names;
  }

  private static List<String> steps(String place) {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(place);
    int end = 0;
    while (step.find() && step.start() == end) {
      end = step.end();
      if (step.group(1) != null) {
        steps.add(step.group(1));
      } else if (step.group(2) != null) {
        steps.add(step.group(2));
      }
    }
    if (end < place.length() || steps.isEmpty()) {
      throw refused(
          place, "is not a place in a topology", "Maybe write \"package.nop.bandwidth\".");
    }
    return steps;
  }

  private static InputException missing(String place, String step, JsonNode node) {
    List<String> known = new ArrayList<>();
    node.fieldNames().forEachRemaining(known::add);
    String advice =
        node.isArray()
            ? "The list has " + node.size() + " entries, numbered from 0."
            : Spelling.nearest(step, known)
                .map(word -> "Maybe write \"" + word + "\".")
                .orElse("There are " + String.join(", ", known) + ".");
    return refused(place, "has no " + step + " in the package", advice);
  }

  private static InputException refused(String place, String expectation, String advice) {
    return new InputException(
        new InputProblem(Settings.PACKAGE + place, "", "", expectation, advice));
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
