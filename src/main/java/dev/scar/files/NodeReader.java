package dev.scar.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON file that its schema has found sound: reads the value there and knows how to
 * call the place when its meaning is wrong.
 *
 * <p>Kinds and bounds that the schema states are not checked again: asking for a value of another
 * kind than the schema's is a mistake of the program. Left to the accessors are values that only a
 * base could have ({@link #over}), bounds that depend on other values, and quantities with units.
 * An accessor then records a problem and returns a harmless stand-in (the least permitted number,
 * an empty text). Build something from values only through {@link #build}, or after asking {@link
 * #isSound()}.
 *
 * <pre>{@code
 * NodeReader link = file.at("links").items().get(12);
 * long latencyPs = link.at("latency").quantity(Quantity.TIME);
 * long lanes = link.at("lanes").wholeOr(1);
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

  /** What each file alone says here, the uppermost first, without those that say nothing. */
  public List<NodeReader> layers() {
    List<NodeReader> layers = new ArrayList<>();
    for (NodeReader one = this; one != null; one = one.base) {
      if (one.isPresent()) {
        layers.add(new NodeReader(one.file, problems, one.path, one.node, null));
      }
    }
    return layers;
  }

  public boolean isPresent() {
    return !node.isMissingNode();
  }

  public boolean isText() {
    return node.isTextual();
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

  /** The value of a key; a place without value if there is none, as in what is not an object. */
  public NodeReader at(String key) {
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
    LinkedHashSet<String> keys = new LinkedHashSet<>(base == null ? List.of() : base.keys());
    node.fieldNames().forEachRemaining(keys::add);
    return List.copyOf(keys);
  }

  /** Entries of a list; none if the key is absent. */
  public List<NodeReader> items() {
    return IntStream.range(0, node.size())
        .mapToObj(i -> new NodeReader(file, problems, Place.item(path, i), node.path(i), null))
        .toList();
  }

  /** A text that must be there. */
  public String text() {
    return isMissing() ? "" : expect(node.isTextual(), node.textValue());
  }

  /** A text that may be left out. */
  public String textOr(String fallback) {
    return isPresent() ? text() : fallback;
  }

  /** The value as messages show it. */
  public String shown() {
    return shown(node);
  }

  /** A list of texts; empty if the key is absent. */
  public List<String> texts() {
    return items().stream().map(NodeReader::text).toList();
  }

  /** A whole number that must be there; 1 if it is missing. */
  public long whole() {
    return isMissing() ? 1 : expect(node.isNumber(), node.longValue());
  }

  /** A whole number of any size that must be there, such as a sum of times. */
  public BigInteger sum() {
    return isMissing() ? BigInteger.ONE : expect(node.isNumber(), node.bigIntegerValue());
  }

  /** A whole number that may be left out. */
  public long wholeOr(long fallback) {
    return isPresent() ? whole() : fallback;
  }

  /** A whole number within bounds that are not the schema's, the least one if unfit. */
  public int count(int least, int most) {
    long value = whole();
    if (isPresent() && (value < least || value > most)) {
      problem("is outside " + least + " to " + most, "");
    }
    return value < least || value > most ? least : (int) value;
  }

  /** A number that must be there, without unit; 1 if it is missing. */
  public double number() {
    return isMissing() ? 1 : expect(node.isNumber(), node.doubleValue());
  }

  /** A quantity with its unit, as a whole number of its base unit; 1 if unfit. */
  public long quantity(Quantity quantity) {
    return measured(quantity::parseLong, 1L);
  }

  /** A quantity with its unit, as a floating number of its base unit; 1 if unfit. */
  public double amount(Quantity quantity) {
    return measured(quantity::parseDouble, 1.0);
  }

  private <T> T measured(Function<String, T> parse, T standIn) {
    if (isMissing()) {
      return standIn;
    }
    try {
      return parse.apply(expect(node.isTextual(), node.textValue()));
    } catch (UnitException e) {
      problem(e.reason(), e.advice());
      return standIn;
    }
  }

  /** The value that a word of the schema stands for. */
  public <T> T choice(Map<String, T> choices) {
    return Optional.ofNullable(choices.get(text())).orElseThrow(this::unexpected);
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

  private boolean isMissing() {
    if (!isPresent()) {
      problem("is missing", "");
    }
    return !isPresent();
  }

  private <T> T expect(boolean asInSchema, T value) {
    if (!asInSchema) {
      throw unexpected();
    }
    return value;
  }

  private IllegalStateException unexpected() {
    return new IllegalStateException(this + " is read as what its schema does not say");
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
