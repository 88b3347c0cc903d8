package dev.scar.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON file: reads the value there and knows how to call the place when it is wrong.
 *
 * <p>Every accessor records a problem and returns a harmless stand-in (the least permitted number,
 * an empty text, an empty list) if the value is missing or unfit. Build something from values only
 * through {@link #build}, or after asking {@link #isSound()}.
 *
 * <pre>{@code
 * NodeReader link = file.at("links").items().get(12);
 * long latencyPs = link.at("latency").quantity(Quantity.TIME);
 * long lanes = link.at("lanes").wholeOr(1, 1, 64);
 * Optional<NopLink> built = link.build(() -> new NopLink(latencyPs, lanes));
 * }</pre>
 *
 * <p>A file may stand on another: {@link #over} reads keys of objects that it lacks from its base,
 * and problems name the file in which the value stands.
 */
public final class NodeReader {
  private static final int LONGEST_SHOWN = 60;

  private final InputFile file;
  private final InputProblems problems;
  private final String path;
  private final JsonNode node;
  private final @Nullable NodeReader base;

  NodeReader(
      InputFile file,
      InputProblems problems,
      String path,
      JsonNode node,
      @Nullable NodeReader base) {
    this.file = file;
    this.problems = problems;
    this.path = path;
    this.node = node;
    this.base = base;
  }

  /** The file of this place. */
  public InputFile file() {
    return file;
  }

  /** This place as messages show it; empty for the whole file. */
  public String path() {
    return path;
  }

  /** Where this load collects what is wrong. */
  public InputProblems problems() {
    return problems;
  }

  /**
   * The same place, standing on another: what an object lacks is read from the base, objects in
   * both are combined in the same way, and everything else replaces what the base has.
   */
  public NodeReader over(NodeReader base) {
    return new NodeReader(
        file, problems, path, node, this.base == null ? base : this.base.over(base));
  }

  public boolean isPresent() {
    return !node.isMissingNode();
  }

  public boolean isText() {
    return node.isTextual();
  }

  public boolean isNumber() {
    return node.isNumber();
  }

  public boolean isList() {
    return node.isArray();
  }

  public boolean isObject() {
    return node.isObject();
  }

  /** Whether nothing here or further inside has been found wrong so far, in any file it uses. */
  public boolean isSound() {
    return problems.isSound(file.shown(), path) && (base == null || base.isSound());
  }

  public boolean has(String key) {
    return at(key).isPresent();
  }

  /**
   * The value of a key; a place without value if there is none. What is not an object has no keys:
   * that is a problem of its own, and of its keys no more is said.
   */
  public NodeReader at(String key) {
    if (isPresent() && !node.isObject()) {
      problem("is not an object", "");
      return new NodeReader(file, problems, path, MissingNode.getInstance(), null);
    }
    JsonNode child = node.path(key);
    NodeReader below = base == null ? null : base.at(key);
    if (below != null && below.isPresent()) {
      if (child.isMissingNode()) {
        return below;
      }
      if (child.isObject() && below.isObject()) {
        return new NodeReader(file, problems, Place.key(path, key), child, below);
      }
    }
    return new NodeReader(file, problems, Place.key(path, key), child, null);
  }

  /** Keys of an object in the order of the file, those of the base first. */
  public List<String> keys() {
    if (isPresent() && !node.isObject()) {
      problem("is not an object", "");
    }
    LinkedHashSet<String> keys = new LinkedHashSet<>(base == null ? List.of() : base.keys());
    node.fieldNames().forEachRemaining(keys::add);
    return List.copyOf(keys);
  }

  /**
   * Entries of a list; none if the key is absent or the list itself is at fault, being too long for
   * instance.
   */
  public List<NodeReader> items() {
    if (!isPresent()
        || problems.has(file.shown(), path)
        || isUnfit(node.isArray(), "is not a list")) {
      return List.of();
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> new NodeReader(file, problems, Place.item(path, i), node.path(i), null))
        .toList();
  }

  /** A text that must be there. */
  public String text() {
    return isUnfit(node.isTextual(), "is not a text") ? "" : node.textValue();
  }

  /** A text that may be left out. */
  public String textOr(String fallback) {
    return isPresent() ? text() : fallback;
  }

  /** A list of texts; empty if the key is absent. */
  public List<String> texts() {
    return items().stream().map(NodeReader::text).toList();
  }

  /** A whole number that must be there, {@code least <= value <= most}. */
  public long whole(long least, long most) {
    boolean integral = node.isIntegralNumber() || (node.isNumber() && isWhole(node.doubleValue()));
    if (isUnfit(integral, "is not a whole number")) {
      return least;
    }
    boolean fits = node.canConvertToLong();
    if (!fits || node.longValue() < least || node.longValue() > most) {
      problem("is outside " + least + " to " + most, "");
      return least;
    }
    return node.longValue();
  }

  /** A whole number that may be left out. */
  public long wholeOr(long fallback, long least, long most) {
    return isPresent() ? whole(least, most) : fallback;
  }

  /** As {@link #whole}, for numbers that fit an {@code int}. */
  public int count(int least, int most) {
    return Math.toIntExact(whole(least, most));
  }

  /** A number that must be there, {@code least <= value <= most}, without unit. */
  public double number(double least, double most) {
    if (isUnfit(node.isNumber(), "is not a number")) {
      return least;
    }
    double value = node.doubleValue();
    if (!(value >= least && value <= most)) {
      problem("is outside " + least + " to " + most, "");
      return least;
    }
    return value;
  }

  /** A quantity with its unit, as a whole number of its base unit; 1 if unfit. */
  public long quantity(Quantity quantity) {
    return measured(quantity, quantity::parseLong, 1L);
  }

  /** A quantity with its unit, as a floating number of its base unit; 1 if unfit. */
  public double amount(Quantity quantity) {
    double value = measured(quantity, quantity::parseDouble, 1.0);
    if (!Double.isFinite(value)) {
      problem("is too large", "Maybe write \"" + quantity.example() + "\".");
      return 1.0;
    }
    return value;
  }

  private <T> T measured(Quantity quantity, Function<String, T> parse, T standIn) {
    boolean bare = node.isNumber();
    if (!bare && isUnfit(node.isTextual(), "is not a " + quantity.title() + " with its unit")) {
      return standIn;
    }
    try {
      return parse.apply(bare ? shown(node) : node.textValue());
    } catch (UnitException e) {
      problem(e.reason(), e.advice());
      return standIn;
    }
  }

  /** The value that a word stands for; the first if unfit. */
  public <T> T choice(Map<String, T> choices) {
    T chosen = choices.get(text());
    if (chosen == null) {
      String advice = Spelling.advice(text(), choices.keySet());
      problem("is not one of " + String.join(", ", choices.keySet()), advice);
      return choices.values().iterator().next();
    }
    return chosen;
  }

  /**
   * Builds from values of this place, if they are sound; values may be read while building. What
   * the constructor refuses (an {@link IllegalArgumentException} or {@link ArithmeticException})
   * becomes a problem of this place.
   */
  public <T> Optional<T> build(Supplier<T> maker) {
    if (!isSound()) {
      return Optional.empty();
    }
    try {
      T made = maker.get();
      return isSound() ? Optional.of(made) : Optional.empty();
    } catch (IllegalArgumentException e) {
      refuse("is not possible: " + e.getMessage());
    } catch (ArithmeticException e) {
      refuse("is too large: a product or sum of its sizes passes 2^63");
    }
    return Optional.empty();
  }

  /** What a constructor makes of a stand-in says nothing new. */
  private void refuse(String expectation) {
    if (isSound()) {
      problems.add(new InputProblem(file.shown(), path, "", expectation, ""));
    }
  }

  /** Records that the value here is unfit. */
  public void problem(String expectation, String advice) {
    problems.add(new InputProblem(file.shown(), path, shown(node), expectation, advice));
  }

  private boolean isUnfit(boolean fit, String expectation) {
    if (!fit) {
      problem(isPresent() ? expectation : "is missing", "");
    }
    return !fit;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= 1L << 53;
  }

  /** A value as messages show it: numbers and texts as they are, everything else by its kind. */
  static String shown(JsonNode node) {
    if (node.isArray()) {
      return "a list";
    }
    if (node.isObject()) {
      return "an object";
    }
    String text = node.isMissingNode() ? "" : node.asText();
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  @Override
  public String toString() {
    return file.shown() + ": " + path;
  }
}
