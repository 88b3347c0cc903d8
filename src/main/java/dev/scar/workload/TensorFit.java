package dev.scar.workload;

import dev.scar.files.NodeReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Compares a layer with the layers it reads: channels must add up, rows and columns must agree
 * unless the layer says that its input is pooled or resized on the way.
 *
 * <p>A matrix product takes an image as one row per position. Of a tensor of which the layer reads
 * a part, or less than its layer makes, only elements count. The operands of MATMUL may be parts of
 * tensors, so only elements count: the first input holds the first operand, the others together
 * hold the second one; a single input holds both.
 */
final class TensorFit {
  private static final String ADVICE = "Name its \"inputs\", or say \"graph\": \"approximate\".";
  private static final String RESIZED = "If it is pooled or resized on the way, say so: \"pool\".";

  private static final String UNEVEN = "has %d elements, which %d channels do not divide";

  private static final String GIVEN =
      "Name what no layer makes in the model's \"inputs\" and here, or say \"graph\":"
          + " \"approximate\".";

  private final NodeReader node;
  private final LayerShape shape;
  private final IntFunction<Optional<MadeTensor>> producers;
  private final Map<Integer, Long> parts;

  /**
   * For the layer at this place.
   *
   * @param producers tensors of the layers before it; empty for one that is itself wrong
   * @param parts elements that it reads of layers of whose tensors it reads a part
   */
  TensorFit(
      NodeReader node,
      LayerShape shape,
      IntFunction<Optional<MadeTensor>> producers,
      Map<Integer, Long> parts) {
    this.node = node;
    this.shape = shape;
    this.producers = producers;
    this.parts = parts;
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
    if (pool.startsWith("flatten") || !inputs.stream().allMatch(this::isWhole)) {
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
      boolean product = isProduct(shape);
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
          names.get(i).problem(UNEVEN.formatted(given.input().elements(), channels), ADVICE);
        }
      } else if (isUnknown(tensor)) {
        continue;
      } else if (!isWhole(tensor)) {
        if (elements(tensor) % channels != 0) {
          names.get(i).problem(UNEVEN.formatted(elements(tensor), channels), ADVICE);
        }
      } else if (channels(tensor) != channels) {
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
      node.at(isProduct(shape) ? "K" : "C")
          .problem("does not fit its input of " + shown + " " + what, ADVICE);
    }
  }

  private boolean sameSize(LayerShape source) {
    boolean flat = isProduct(shape) || (source.x() == 1 && isProduct(source));
    return flat
        ? Math.multiplyExact(source.outputY(), source.outputX())
            == Math.multiplyExact(shape.y(), shape.x())
        : source.outputY() == shape.y() && source.outputX() == shape.x();
  }

  private static boolean isProduct(LayerShape shape) {
    return switch (shape.kind()) {
      case GEMM, RECURRENT, MATMUL -> true;
      default -> false;
    };
  }

  /** Whether the layer that makes it is itself wrong. */
  private boolean isUnknown(Source source) {
    return source instanceof Source.Made made && producers.apply(made.layer()).isEmpty();
  }

  private long elements(Source source) {
    return source instanceof Source.Given given
        ? given.input().elements()
        : part(source).orElseGet(() -> made(source).orElseThrow().elements());
  }

  /** How much of it the layer says that it reads. */
  private Optional<Long> part(Source source) {
    return source instanceof Source.Made from
        ? Optional.ofNullable(parts.get(from.layer()))
        : Optional.empty();
  }

  private Optional<MadeTensor> made(Source source) {
    return source instanceof Source.Made from ? producers.apply(from.layer()) : Optional.empty();
  }

  /** Whether it is read with the rows, columns and channels of the layer that makes it. */
  private boolean isWhole(Source source) {
    return part(source).isEmpty() && made(source).map(MadeTensor::isWhole).orElse(true);
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
        .map(this::made)
        .flatMap(Optional::stream)
        .map(MadeTensor::shape)
        .toList();
  }
}
