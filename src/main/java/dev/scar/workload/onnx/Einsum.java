package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products in index notation, such as {@code bshd,bthd->bhst}, of one or two operands.
 *
 * <p>A letter of both operands that the result lacks is summed over; one of both that it keeps
 * counts products; one of a single operand makes rows or columns. Multiply-accumulates are the
 * product of all different letters.
 */
final class Einsum {
  private static final char ELLIPSIS = '.';

  private Einsum() {}

  static void addTo(Map<String, Worker> all) {
    all.put("Einsum", Einsum::work);
  }

  private static Worker.Result work(Operation o) {
    String equation = o.node().text("equation", "").replace(" ", "").replace("...", ".");
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (sides.length > 2 || terms.length != o.count() || o.count() == 0 || o.count() > 2) {
      throw new IllegalArgumentException(
          "has the equation \""
              + equation
              + "\" for "
              + o.count()
              + " operands; sums of one or two are known, write others as MatMul");
    }
    Map<Character, Long> sizes = new HashMap<>();
    List<List<Character>> letters = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      letters.add(letters(terms[i], o.needed(i), sizes));
    }
    List<Character> result = sides.length == 2 ? output(sides[1], sizes) : implicit(letters);
    if (!sizes.keySet().containsAll(result)) {
      throw new IllegalArgumentException("its equation " + equation + " makes a letter of nothing");
    }
    Shape out = new Shape(result.stream().map(sizes::get).toList());
    return Worker.Result.of(o.type(0), out, flow(o, letters, result, sizes, out));
  }

  /** The letters of an operand; those of an ellipsis are digits, counted from the right. */
  private static List<Character> letters(String term, Shape shape, Map<Character, Long> sizes) {
    int free = shape.rank() - (int) term.chars().filter(c -> c != ELLIPSIS).count();
    List<Character> letters = new ArrayList<>();
    for (char letter : term.toCharArray()) {
      for (int i = free; letter == ELLIPSIS && i > 0; i--) {
        letters.add((char) ('0' + i));
      }
      if (letter != ELLIPSIS) {
        letters.add(letter);
      }
    }
    if (letters.size() != shape.rank() || free > 9) {
      throw new IllegalArgumentException("has " + shape + " for \"" + term + "\"");
    }
    for (int i = 0; i < letters.size(); i++) {
      long size = shape.dim(i);
      long known = sizes.getOrDefault(letters.get(i), 1L);
      if (known != size && known != 1 && size != 1) {
        throw new IllegalArgumentException("has two sizes for letter " + letters.get(i));
      }
      sizes.put(letters.get(i), Math.max(known, size));
    }
    return letters;
  }

  private static List<Character> output(String side, Map<Character, Long> sizes) {
    List<Character> letters = new ArrayList<>();
    for (char letter : side.toCharArray()) {
      for (char digit = '9'; letter == ELLIPSIS && digit > '0'; digit--) {
        if (sizes.containsKey(digit)) {
          letters.add(digit);
        }
      }
      if (letter != ELLIPSIS) {
        letters.add(letter);
      }
    }
    return letters;
  }

  /** Letters that appear once, in alphabetic order, behind those of an ellipsis. */
  private static List<Character> implicit(List<List<Character>> operands) {
    Map<Character, Integer> times = new TreeMap<>();
    operands.forEach(operand -> operand.forEach(letter -> times.merge(letter, 1, Integer::sum)));
    List<Character> once = new ArrayList<>();
    for (char digit = '9'; digit > '0'; digit--) {
      if (times.containsKey(digit)) {
        once.add(digit);
      }
    }
    times.forEach(
        (letter, count) -> {
          if (count == 1 && !Character.isDigit(letter)) {
            once.add(letter);
          }
        });
    return once;
  }

  private static @Nullable Flow flow(
      Operation o,
      List<List<Character>> operands,
      List<Character> result,
      Map<Character, Long> sizes,
      Shape out) {
    List<Flow> data = new ArrayList<>();
    for (int i = 0; i < o.count(); i++) {
      Tensor tensor = o.input(i);
      if (tensor != null && tensor.flow() != null) {
        data.add(tensor.flow());
      }
    }
    boolean alone = operands.size() == 1;
    TreeSet<Character> a = new TreeSet<>(operands.get(0));
    TreeSet<Character> b = new TreeSet<>(operands.get(alone ? 0 : 1));
    long heads = size(sizes, a, c -> b.contains(c) && result.contains(c));
    long rows = size(sizes, a, c -> !b.contains(c));
    long columns = size(sizes, b, c -> !a.contains(c));
    long terms = size(sizes, a, c -> b.contains(c) && !result.contains(c));
    boolean fixed = o.count() > 0 && Products.isParameter(o, 0);
    if (alone || data.isEmpty() || rows * columns * terms == 1) {
      return o.join(Flow.Kind.PRODUCT, data, out, 1, alone ? "Einsum" : "");
    }
    long multiplied = Math.multiplyExact(Math.multiplyExact(heads, rows), columns);
    Task task = new Task(o).reads(0, 1);
    if (multiplied > out.elements()) {
      task.leaves(out.elements());
    }
    if (fixed) {
      return task.weights(0).product(columns, rows, terms, heads);
    }
    return (Products.isParameter(o, 1) ? task.weights(1) : task)
        .product(rows, columns, terms, heads);
  }

  private static long size(
      Map<Character, Long> sizes, TreeSet<Character> letters, Predicate<Character> which) {
    return letters.stream()
        .filter(which)
        .map(letter -> sizes.getOrDefault(letter, 1L))
        .reduce(1L, Math::multiplyExact);
  }
}
