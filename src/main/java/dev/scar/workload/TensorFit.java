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
 * <p>A matrix product takes an image as one row per position. The operands of MATMUL come from
 * parts of tensors and are not compared.
 */
final class TensorFit {
  private static final String ADVICE = "Name its \"inputs\", or say \"graph\": \"approximate\".";
  private static final String RESIZED = "If it is pooled or resized on the way, say so: \"pool\".";

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
  void checkInputs(List<Integer> inputs) {
    if (shape.kind() == LayerKind.ADD) {
      checkEach("inputs", inputs, shape.k());
      return;
    }
    List<LayerShape> sources = shapes(inputs);
    if (shape.kind() == LayerKind.MATMUL || sources.isEmpty() || sources.size() < inputs.size()) {
      return;
    }
    String pool = node.at("pool").textOr("");
    if (pool.startsWith("flatten")) {
      checkSum(
          sources.stream().mapToLong(LayerShape::outputElements),
          shape.inputElements(),
          "elements");
      return;
    }
    checkSum(sources.stream().mapToLong(TensorFit::channels), shape.c(), "channels");
    Optional<LayerShape> misfit = sources.stream().filter(s -> !sameSize(s)).findFirst();
    if (pool.isEmpty() && misfit.isPresent()) {
      String size = misfit.get().outputY() + "x" + misfit.get().outputX();
      boolean product = shape.kind() == LayerKind.GEMM;
      node.at(product ? "M" : "Y").problem("does not fit its input, which is " + size, RESIZED);
    }
  }

  /** Tensors that are added to the output, or added to or multiplied with the input. */
  void checkEach(String key, List<Integer> tensors, long channels) {
    List<NodeReader> names = node.at(key).items();
    for (int i = 0; i < tensors.size() && names.size() == tensors.size(); i++) {
      Optional<LayerShape> tensor = producers.apply(tensors.get(i));
      if (tensor.isPresent() && channels(tensor.get()) != channels) {
        names
            .get(i)
            .problem(
                "has " + channels(tensor.get()) + " channels where " + channels + " are needed",
                ADVICE);
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

  private static long channels(LayerShape shape) {
    return Math.multiplyExact(shape.k(), shape.repeat());
  }

  private List<LayerShape> shapes(List<Integer> indices) {
    return indices.stream().map(producers::apply).flatMap(Optional::stream).toList();
  }
}
