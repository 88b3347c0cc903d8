package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file's tensors so far, and what was noted on the way.
 *
 * <p>Own inference comes first; what the file says of tensors inside (value_info) counts where it
 * gives up, and a contradiction is noted.
 */
final class Knowledge {
  private static final int MOST_VALUES = 2_000_000;
  private static final int MOST_WARNINGS = 20;

  private final InputFile file;
  private final Sizes sizes;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<String, OnnxValue> said = new HashMap<>();
  private final Map<String, List<String>> sequences = new HashMap<>();
  private final List<Flow> flows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int warnings;
  private long kept;
  private int copies;

  Knowledge(InputFile file, ImportOptions options) {
    this.file = file;
    this.sizes = new Sizes(file, options);
  }

  /** How messages call the file. */
  String file() {
    return file.shown();
  }

  Sizes sizes() {
    return sizes;
  }

  /** All flows so far, to which more are added. */
  List<Flow> flows() {
    return flows;
  }

  /** The names of all tensors that exist. */
  Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** What is known of a tensor; null if there is none yet. */
  @Nullable Tensor tensor(String name) {
    return tensors.get(name);
  }

  void add(String name, Tensor tensor) {
    tensors.put(name, tensor);
  }

  /**
   * Another name for a tensor or sequence, such as a result that is an input of the same body and
   * has no node that makes it; nothing if that name has a tensor.
   */
  void alias(String name, String other) {
    Tensor tensor = tensors.get(name);
    if (tensor != null && !other.isEmpty() && tensors.putIfAbsent(other, tensor) == null) {
      List<String> elements = sequences.get(name);
      if (elements != null) {
        sequences.put(other, elements);
      }
    }
  }

  /** Adds a sequence of tensors. */
  void addSequence(String name, List<String> elements) {
    if (!name.isEmpty()) {
      add(name, new Tensor(ElementType.UNDEFINED, ElementType.UNDEFINED, null, null, false, null));
      sequences.put(name, List.copyOf(elements));
    }
  }

  /** The names of a sequence's tensors; null if there is no such sequence. */
  @Nullable List<String> sequence(String name) {
    return sequences.get(name);
  }

  /** Begins the names of tensors in a copy of nodes; no name of a file begins so. */
  String prefix() {
    return "\0" + ++copies + "/";
  }

  /** The name of a parameter that is a number. */
  String number(long value) {
    return constant("\0number " + value, ElementType.INT64, value);
  }

  /** The name of a parameter that is true. */
  String truth() {
    return constant("\0true", ElementType.BOOL, 1);
  }

  private String constant(String name, ElementType type, long value) {
    tensors.computeIfAbsent(name, key -> Tensor.parameter(type, Shape.SCALAR, Values.whole(value)));
    return name;
  }

  /** Adds a tensor of the file itself. */
  void addParameter(String name, OnnxTensor tensor) {
    add(name, Tensor.parameter(tensor.type(), tensor.dims(), tensor.values()));
  }

  /** The file says this of a tensor of that name, unless it has said something before. */
  void says(String name, OnnxValue value) {
    said.putIfAbsent(name, value);
  }

  /** The type that the file says, if it says one. */
  ElementType saidType(String name, ElementType fallback) {
    OnnxValue value = said.get(name);
    return value == null ? fallback : value.type();
  }

  /** The shape that the file says; null if it says none. */
  @Nullable Shape saidShape(String name) {
    return sizes.ofTensor(said.get(name));
  }

  /** The shape that was found, or what the file says where it was not. */
  @Nullable Shape shape(String name, @Nullable Shape found) {
    if (found != null && found.isKnown()) {
      return found;
    }
    Shape other = saidShape(name);
    return other != null && (found == null || other.isKnown()) ? other : found;
  }

  /** Adds a result of a node. */
  void put(
      OnnxNode node,
      int output,
      Fact fact,
      ElementType stored,
      boolean fixed,
      @Nullable Flow flow) {
    String name = node.outputs().get(output);
    if (name.isEmpty()) {
      return;
    }
    Shape shape = shape(name, fact.shape());
    Shape other = saidShape(name);
    if (shape != null && other != null && contradicts(shape, other)) {
      warn(node, "makes " + name + " of shape " + shape + ", but the file says " + other);
    }
    Values values = fact.values();
    kept += values == null ? 0 : values.size();
    Values few = kept > MOST_VALUES ? null : values;
    add(name, new Tensor(fact.type(), stored, shape, few, fixed, flow));
  }

  private static boolean contradicts(Shape found, Shape said) {
    if (found.rank() != said.rank()) {
      return true;
    }
    for (int i = 0; i < found.rank(); i++) {
      long a = found.dim(i);
      long b = said.dim(i);
      if (a != b && a != Shape.UNKNOWN && b != Shape.UNKNOWN && b != 0) {
        return true;
      }
    }
    return false;
  }

  void note(String text) {
    notes.add(text);
  }

  /** Notes something about a node; after some, only counts. */
  void warn(OnnxNode node, String text) {
    if (++warnings <= MOST_WARNINGS) {
      notes.add("node " + node.shown() + ": " + text);
    }
  }

  /** Everything that was noted. */
  List<String> notes() {
    if (warnings > MOST_WARNINGS) {
      notes.add("and " + (warnings - MOST_WARNINGS) + " warnings more");
      warnings = 0;
    }
    return notes;
  }

  /** A node that cannot be imported. */
  InputException problem(OnnxNode node, String expectation, String advice) {
    return new InputException(
        new InputProblem(
            file.shown(), "node " + node.shown(), node.operator(), expectation, advice));
  }
}
