package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of MAESTRO's model files. As in the original, colons, commas and semicolons only
 * separate; {@code //} starts a comment.
 */
final class MaestroSyntax {
  /** More layers than this in one file are taken for a slip. */
  static final int MOST_LAYERS = 100_000;

  private static final Pattern TOKEN =
      Pattern.compile("(?<skip>[ \\t\\f:,;]+|//[^\\n]*)|(?<line>\\r?\\n|\\r)|[{}]|[^\\s:,;{}]+");
  private static final Set<String> DIMENSIONS =
      Set.of("N", "B", "G", "K", "C", "M", "R", "S", "Y", "X", "Y'", "X'");
  private static final String END = "";

  private final String file;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final Map<String, Long> constants = new TreeMap<>();
  private int next;

  /** A network as it is written; the line is that of its name. */
  record NetworkText(
      int line,
      String name,
      int framesPerSecond,
      double probability,
      List<String> dependencies,
      List<MaestroLayerText> layers) {}

  /**
   * Splits a text.
   *
   * @param file how messages call it
   */
  MaestroSyntax(String file, String text) {
    this.file = file;
    Matcher matcher = TOKEN.matcher(text);
    int line = 1;
    while (matcher.find()) {
      if (matcher.group("line") != null) {
        line++;
      } else if (matcher.group("skip") == null) {
        tokens.add(matcher.group());
        lines.add(line);
      }
    }
    tokens.add(END);
    lines.add(line);
  }

  /**
   * Everything.
   *
   * @throws InputException at the first thing that does not belong
   */
  List<NetworkText> networks() {
    List<NetworkText> networks = new ArrayList<>();
    int layers = 0;
    do {
      if (isNext("Constant")) {
        constant();
        continue;
      }
      if (isNext("Accelerator")) {
        hardware();
        continue;
      }
      expect("Network");
      if (networks.size() == Scenario.MOST_MODELS) {
        throw problem("is one of more than " + Scenario.MOST_MODELS + " networks", "");
      }
      NetworkText network = network();
      layers += network.layers().size();
      if (layers > MOST_LAYERS) {
        throw problem("follows more than " + MOST_LAYERS + " layers", "");
      }
      networks.add(network);
    } while (!isNext(END) || networks.isEmpty());
    return networks;
  }

  /** {@code Constant Len 128;} names a number that sizes may use. */
  private void constant() {
    take();
    String name = take();
    next--;
    if (constants.put(name, number(1, LayerShape.LARGEST_BOUND)) != null) {
      throw problem("follows constant " + name + ", which is given twice", "");
    }
  }

  /** A description of hardware, which models do not depend on. */
  private void hardware() {
    take();
    if (!isNext("{")) {
      take();
    }
    expect("{");
    for (int open = 1; open > 0; ) {
      String token = take();
      open += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
    }
  }

  private NetworkText network() {
    int line = lines.get(next);
    String name = isNext("{") ? "network" : take();
    int framesPerSecond = 0;
    double probability = 1;
    List<String> dependencies = new ArrayList<>();
    List<MaestroLayerText> layers = new ArrayList<>();
    expect("{");
    while (!takeIf("}")) {
      switch (peek()) {
        case "FPS" -> framesPerSecond = (int) number(1, 1_000_000);
        case "Probability" -> probability = probability();
        case "Dependency" -> dependencies.addAll(names());
        case "Layer" -> layers.add(layer());
        default -> throw problem("does not belong in a network", "It has layers.");
      }
    }
    if (layers.isEmpty()) {
      throw problem("follows a network without layers", "");
    }
    return new NetworkText(line, name, framesPerSecond, probability, dependencies, layers);
  }

  private List<String> names() {
    take();
    expect("{");
    List<String> names = new ArrayList<>();
    while (!takeIf("}")) {
      if (isNext(END) || isNext("{")) {
        throw problem("stands where the name of a network is expected", "");
      }
      names.add(take());
    }
    return names;
  }

  private MaestroLayerText layer() {
    int line = lines.get(next);
    take();
    String name = isNext("{") ? "layer" : take();
    String type = "";
    Map<String, Long> strides = new TreeMap<>();
    Map<String, Long> sizes = new TreeMap<>();
    expect("{");
    while (!takeIf("}")) {
      switch (peek()) {
        case "Type" -> {
          take();
          type = take();
        }
        case "Stride" -> sizes(strides);
        case "Dimensions" -> sizes(sizes);
        case "Dataflow" -> skipBlock();
        default -> throw problem("does not belong in a layer", "It has Type, Stride, Dimensions.");
      }
    }
    MaestroLayerText layer = new MaestroLayerText(file, line, name, type, strides, sizes);
    if (type.isEmpty()) {
      throw layer.problem(name, "has no Type");
    }
    return layer;
  }

  private void sizes(Map<String, Long> sizes) {
    take();
    expect("{");
    while (!takeIf("}")) {
      if (!DIMENSIONS.contains(peek())) {
        throw problem("is not a dimension", "They are N, B, G, K, C, M, R, S, Y, X, Y' and X'.");
      }
      String dimension = peek();
      long size = number(1, LayerShape.LARGEST_BOUND);
      Long earlier = sizes.put(dimension, size);
      if (earlier != null && earlier != size) {
        throw problem("follows dimension " + dimension + ", which is given twice", "");
      }
    }
  }

  private void skipBlock() {
    take();
    expect("{");
    while (!takeIf("}")) {
      if (isNext(END) || isNext("{")) {
        throw problem("stands inside a Dataflow block that is not closed", "");
      }
      take();
    }
  }

  /** The whole number after the next word. */
  private long number(long least, long most) {
    take();
    try {
      Long constant = constants.get(peek());
      long value = constant == null ? Long.parseLong(peek()) : constant;
      if (value >= least && value <= most) {
        take();
        return value;
      }
    } catch (NumberFormatException e) {
      throw problem("is not a whole number", "");
    }
    throw problem("is outside " + least + " to " + most, "");
  }

  private double probability() {
    take();
    try {
      double value = new BigDecimal(peek()).doubleValue();
      if (value >= 0 && value <= 1) {
        take();
        return value;
      }
    } catch (NumberFormatException e) {
      throw problem("is not a number", "");
    }
    throw problem("is not a probability", "It lies between 0 and 1.");
  }

  private String peek() {
    return tokens.get(next);
  }

  private boolean isNext(String token) {
    return peek().equals(token);
  }

  private String take() {
    String token = peek();
    if (token.equals(END)) {
      throw problem("comes too early", "A brace is not closed.");
    }
    next++;
    return token;
  }

  private boolean takeIf(String token) {
    boolean is = isNext(token);
    next += is ? 1 : 0;
    return is;
  }

  private void expect(String token) {
    if (!takeIf(token)) {
      throw problem("stands where \"" + token + "\" is expected", "");
    }
  }

  private InputException problem(String expectation, String advice) {
    String value = isNext(END) ? "the end" : peek();
    return new InputException(
        new InputProblem(file, "line " + lines.get(next), value, expectation, advice));
  }
}
