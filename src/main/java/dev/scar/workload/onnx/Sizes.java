package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.onnx.OnnxValue.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives numbers to the sizes of inputs: those of the file, else those that the user says for a
 * symbol or an input. A symbol never becomes a number by itself.
 */
final class Sizes {
  /** The largest size of a tensor along one axis. */
  static final long LARGEST = Integer.MAX_VALUE;

  private final InputFile file;
  private final ImportOptions options;
  private final Set<String> used = new TreeSet<>();
  private final Map<String, Set<String>> missing = new TreeMap<>();

  Sizes(InputFile file, ImportOptions options) {
    this.file = file;
    this.options = options;
    new TreeMap<>(options.dims()).forEach((symbol, size) -> check("--dim " + symbol, size));
    new TreeMap<>(options.shapes())
        .forEach((input, dims) -> dims.forEach(size -> check("--shape " + input, size)));
  }

  private void check(String option, long size) {
    if (size < 1 || size > LARGEST) {
      throw new InputException(
          new InputProblem(
              file.shown(),
              option,
              String.valueOf(size),
              "is not a size",
              "Sizes are 1 to " + LARGEST + "."));
    }
  }

  /**
   * The shape of an input; empty of meaning if a symbol is missing, which {@link #check} tells.
   *
   * @throws InputException if it has no shape, or one that is none
   */
  Shape ofInput(OnnxValue input) {
    List<Long> said = options.shapes().get(input.name());
    if (said != null) {
      used.add(input.name());
      return new Shape(said);
    }
    if (input.dims() == null) {
      throw problem(
          input, "", "has no shape", "Give it: --shape " + input.name() + "=1x3x224x224.");
    }
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < input.dims().size(); i++) {
      Dim dim = input.dims().get(i);
      Long size = dim.size() != null ? dim.size() : symbol(dim.symbol());
      if (size == null && !dim.symbol().isEmpty()) {
        missing.computeIfAbsent(dim.symbol(), key -> new TreeSet<>()).add(input.name());
        size = 1L;
      }
      if (size == null || size < 1) {
        throw problem(
            input,
            size == null ? "" : String.valueOf(size),
            "has a dimension " + i + " that is no size",
            "Give its shape: --shape " + input.name() + "=" + example(input.dims()) + ".");
      }
      if (size > LARGEST) {
        throw problem(
            input,
            String.valueOf(size),
            "has a dimension " + i + " that is too large; " + LARGEST + " is most",
            "");
      }
      dims.add(size);
    }
    return new Shape(dims);
  }

  private static String example(List<Dim> dims) {
    return dims.stream()
        .map(dim -> dim.size() == null || dim.size() < 1 ? "1" : String.valueOf(dim.size()))
        .collect(Collectors.joining("x"));
  }

  /** A symbol's number; of sums and products of symbols and numbers, theirs. */
  private @Nullable Long symbol(String symbol) {
    Long given = options.dims().get(symbol);
    if (given != null) {
      used.add(symbol);
      return given;
    }
    for (String operator : List.of("+", "*")) {
      int at = symbol.indexOf(operator);
      if (at > 0) {
        Long left = term(symbol.substring(0, at).trim());
        Long right = term(symbol.substring(at + 1).trim());
        return left == null || right == null
            ? null
            : Long.valueOf(
                operator.equals("+")
                    ? Math.addExact(left, right)
                    : Math.multiplyExact(left, right));
      }
    }
    return null;
  }

  private @Nullable Long term(String text) {
    return text.matches("[0-9]{1,10}") ? Long.valueOf(text) : symbol(text);
  }

  /** What the file says of a tensor inside; null where it does not settle its sizes. */
  @Nullable Shape ofTensor(@Nullable OnnxValue value) {
    if (value == null || value.dims() == null) {
      return null;
    }
    List<Long> dims = new ArrayList<>();
    for (Dim dim : value.dims()) {
      Long size = dim.size() != null ? dim.size() : options.dims().get(dim.symbol());
      dims.add(size == null || size < 0 ? Shape.UNKNOWN : size);
    }
    return new Shape(dims);
  }

  /**
   * Tells what is missing and, as notes, what was said for nothing.
   *
   * @throws InputException if a symbol has no number
   */
  List<String> check() {
    if (!missing.isEmpty()) {
      Set<String> inputs = new TreeSet<>();
      missing.values().forEach(inputs::addAll);
      String wanted =
          missing.keySet().stream()
              .limit(20)
              .map(symbol -> symbol + "=...")
              .collect(Collectors.joining(","));
      throw new InputException(
          new InputProblem(
              file.shown(),
              (inputs.size() == 1 ? "input " : "inputs ") + String.join(", ", inputs),
              "",
              "has sizes without a number: "
                  + missing.keySet().stream().limit(20).collect(Collectors.joining(", ")),
              "Give them: --dim " + wanted));
    }
    List<String> notes = new ArrayList<>();
    for (String name : new TreeSet<>(options.dims().keySet())) {
      if (!used.contains(name)) {
        notes.add("--dim " + name + " was given, but no input has such a size");
      }
    }
    for (String name : new TreeSet<>(options.shapes().keySet())) {
      if (!used.contains(name)) {
        notes.add("--shape " + name + " was given, but there is no such input");
      }
    }
    return notes;
  }

  private InputException problem(OnnxValue input, String value, String expectation, String advice) {
    return new InputException(
        new InputProblem(file.shown(), "input " + input.name(), value, expectation, advice));
  }
}
