package dev.scar.workload;

import dev.scar.files.NodeReader;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Compares a layer with the layers it reads: channels must add up, rows and columns must agree
 * unless the layer says that its input is pooled or resized on the way.
 *
 * <p>A matrix product takes an image as one row per position. The operands of MATMUL may be parts
 * of tensors, so only elements count: the first input holds the first operand, the others together
 * hold the second one; a single input holds both.
 */
final class TensorFit {
  private static final String ADVICE = "Name its \"inputs\", or say \"graph\": \"approximate\".";
  private static final String RESIZED = "If it is pooled or resized on the way, say so: \"pool\".";

  private static final String GIVEN =
      "Name what no layer makes in the model's \"inputs\" and here, or say \"graph\":"
          + " \"approximate\".";

  private final NodeReader node;
  private final LayerShape shape;
  private final IntFunction<Optional<LayerShape>> producers;

  /**
   * For the layer at this place.
   *
   * @param producers shapes of the layers before it; empty for one that is itself wrong
   */
  TensorFit(NodeReader node, LayerShape shape, IntFunction<Optional<LayerShape>> producers) {
    this.node = node;
    this.shape = shape;
    this.producers = producers;
  }

  /** The main input: concatenated along channels, for ADD tensor by tensor. */
  void checkInputs(List<Source> inputs) {
    if (shape.kind() == LayerKind.ADD) {
      checkEach("inputs", inputs, shape.k());
      return;
    }
    if (inputs.isEmpty() || inputs.stream().anyMatch(this::isUnknown)) {
      return;
    }
    if (shape.kind() == LayerKind.MATMUL) {
      checkOperands(inputs);
      return;
    }
    String pool = node.at("pool").textOr("");
    if (pool.startsWith("flatten")) {
      checkSum(inputs.stream().mapToLong(this::elements), shape.inputElements(), "elements");
      return;
    }
    List<LayerShape> sources = shapes(inputs);
    boolean pooledGiven = !pool.isEmpty() && sources.size() < inputs.size();
    if (!pooledGiven) {
      checkSum(inputs.stream().mapToLong(this::channels), shape.c(), "channels");
    }
    Optional<LayerShape> misfit = sources.stream().filter(s -> !sameSize(s)).findFirst();
    if (pool.isEmpty() && misfit.isPresent()) {
      String size = misfit.get().outputY() + "x" + misfit.get().outputX();
      boolean product = shape.kind() == LayerKind.GEMM;
      node.at(product ? "M" : "Y").problem("does not fit its input, which is " + size, RESIZED);
    }
  }

  private void checkOperands(List<Source> inputs) {
    long first = shape.inputElements();
    long second = shape.operandElements();
    if (inputs.size() == 1) {
      checkOperand("both operands", elements(inputs.get(0)), Math.addExact(first, second));
      return;
    }
    checkOperand("the first operand", elements(inputs.get(0)), first);
    checkOperand("the second operand", sum(inputs.subList(1, inputs.size())), second);
  }

  private void checkOperand(String which, long held, long needed) {
    if (held < needed) {
      NodeReader place = node.has("inputs") ? node.at("inputs") : node.at("op");
      place.problem(
          "with its %d elements cannot hold the %d of %s".formatted(held, needed, which), GIVEN);
    }
  }

  /** Elements of the operands of a product of activations that its inputs do not hold. */
  long missing(List<Source> inputs) {
    if (shape.kind() != LayerKind.MATMUL
        || inputs.isEmpty()
        || inputs.stream().anyMatch(this::isUnknown)) {
      return 0;
    }
    long needed = Math.addExact(shape.inputElements(), shape.operandElements());
    return Math.max(0, needed - sum(inputs));
  }

  private long sum(List<Source> inputs) {
    return inputs.stream().mapToLong(this::elements).reduce(0, Math::addExact);
  }

  /** Tensors that are added to the output, or added to or multiplied with the input. */
  void checkEach(String key, List<Source> tensors, long channels) {
    List<NodeReader> names = node.at(key).items();
    for (int i = 0; i < tensors.size() && names.size() == tensors.size(); i++) {
      Source tensor = tensors.get(i);
      if (tensor instanceof Source.Given given) {
        if (given.input().elements() % channels != 0) {
          names
              .get(i)
              .problem(
                  "has %d elements, which %d channels do not divide"
                      .formatted(given.input().elements(), channels),
                  ADVICE);
        }
      } else if (!isUnknown(tensor) && channels(tensor) != channels) {
        names
            .get(i)
            .problem(
                "has " + channels(tensor) + " channels where " + channels + " are needed", ADVICE);
      }
    }
  }

  private void checkSum(LongStream parts, long whole, String what) {
    List<Long> each = parts.boxed().toList();
    long sum = each.stream().reduce(0L, Math::addExact);
    if (sum != whole) {
      String terms = each.stream().map(String::valueOf).collect(Collectors.joining(" + "));
      String shown = each.size() > 1 ? terms + " = " + sum : terms;
      node.at(shape.kind() == LayerKind.GEMM ? "K" : "C")
          .problem("does not fit its input of " + shown + " " + what, ADVICE);
    }
  }

  private boolean sameSize(LayerShape source) {
    boolean flat = shape.kind() == LayerKind.GEMM || (source.x() == 1 && isProduct(source));
    return flat
        ? Math.multiplyExact(source.outputY(), source.outputX())
            == Math.multiplyExact(shape.y(), shape.x())
        : source.outputY() == shape.y() && source.outputX() == shape.x();
  }

  private static boolean isProduct(LayerShape shape) {
    return shape.kind() == LayerKind.GEMM || shape.kind() == LayerKind.MATMUL;
  }

  /** Whether the layer that makes it is itself wrong. */
  private boolean isUnknown(Source source) {
    return source instanceof Source.Made made && producers.apply(made.layer()).isEmpty();
  }

  private long elements(Source source) {
    return source instanceof Source.Given given
        ? given.input().elements()
        : shapes(List.of(source)).get(0).outputElements();
  }

  /** Channels on the map of this layer; 0 of a given tensor that does not fill it evenly. */
  private long channels(Source source) {
    if (source instanceof Source.Given given) {
      long positions = Math.multiplyExact(shape.y(), shape.x());
      return given.input().elements() % positions == 0 ? given.input().elements() / positions : 0;
    }
    LayerShape made = shapes(List.of(source)).get(0);
    return Math.multiplyExact(made.k(), made.repeat());
  }

  private List<LayerShape> shapes(List<Source> sources) {
    return sources.stream()
        .filter(Source.Made.class::isInstance)
        .map(source -> producers.apply(((Source.Made) source).layer()))
        .flatMap(Optional::stream)
        .toList();
  }
}
