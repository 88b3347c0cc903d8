package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices, plain, general, quantized, fused. */
final class Products {
  private Products() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("MatMul", o -> product(o, 0, 1, false, false));
    all.put("MatMulInteger", o -> product(o, 0, 1, false, false));
    all.put("QLinearMatMul", o -> product(o, 0, 3, false, false));
    all.put("Gemm", o -> general(o, 0, 1, 2));
    all.put("com.microsoft.FusedGemm", o -> general(o, 0, 1, 2));
    all.put("com.microsoft.GemmFastGelu", o -> general(o, 0, 1, 2));
    all.put("com.microsoft.QGemm", o -> general(o, 0, 3, 6));
    all.put("com.microsoft.DynamicQuantizeMatMul", o -> product(o, 0, 1, false, false));
    all.put("com.microsoft.MatMulIntegerToFloat", o -> product(o, 0, 1, false, false));
    all.put("com.microsoft.MatMulInteger16", o -> product(o, 0, 1, false, false));
    all.put("com.microsoft.TransposeMatMul", Products::fused);
    all.put("com.microsoft.FusedMatMul", Products::fused);
    all.put("com.microsoft.FusedMatMulActivation", Products::fused);
    all.put("ai.onnx.ml.LinearClassifier", o -> linear(o, true));
    all.put("ai.onnx.ml.LinearRegressor", o -> linear(o, false));
    for (String name : new String[] {"MatMulNBits", "MatMulBnb4", "MatMulFpQ4"}) {
      all.put("com.microsoft." + name, Products::packed);
    }
  }

  private static Worker.Result fused(Operation o) {
    return product(
        o,
        new Operand(0, batched(o, 0, "transBatchA"), o.node().whole("transA", 0) != 0),
        new Operand(1, batched(o, 1, "transBatchB"), o.node().whole("transB", 0) != 0));
  }

  private static Worker.Result general(Operation o, int left, int right, int added) {
    if (o.needed(left).rank() != 2 || o.needed(right).rank() != 2) {
      throw new IllegalArgumentException(
          "multiplies " + o.needed(left) + " and " + o.needed(right) + "; it takes matrices");
    }
    Worker.Result made =
        product(o, left, right, o.node().whole("transA", 0) != 0, o.node().whole("transB", 0) != 0);
    Tensor more = o.input(added);
    Flow flow = made.flow();
    if (flow == null || more == null || more.flow() == null) {
      return made;
    }
    Shape shape = made.facts().get(0).shape();
    Flow sum = o.join(Flow.Kind.SUM, List.of(flow, more.flow()), shape, 1, "");
    return new Worker.Result(made.facts(), sum);
  }

  /** A tensor whose first axis may stand for the rows of matrices, not for their number. */
  private static Shape batched(Operation o, int input, String attribute) {
    Shape in = o.needed(input);
    int rank = in.rank();
    return rank < 3 || o.node().whole(attribute, 0) == 0
        ? in
        : in.part(1, rank - 1).then(in.part(0, 1)).then(in.part(rank - 1, rank));
  }

  private static Worker.Result product(
      Operation o, int left, int right, boolean leftTurned, boolean rightTurned) {
    return product(
        o,
        new Operand(left, o.needed(left), leftTurned),
        new Operand(right, o.needed(right), rightTurned));
  }

  /**
   * An operand.
   *
   * @param input which of the node's
   * @param turned whether its last two axes change places
   */
  private record Operand(int input, Shape shape, boolean turned) {}

  /** As MatMul: operands of one axis are a row or a column, leading axes are broadcast. */
  private static Worker.Result product(Operation o, Operand left, Operand right) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.rank() == 0 || b.rank() == 0) {
      throw new IllegalArgumentException("multiplies " + a + " and " + b);
    }
    Shape first = turned(a.rank() == 1 ? Shape.of(1, a.dim(0)) : a, left.turned() && a.rank() > 1);
    Shape second =
        turned(b.rank() == 1 ? Shape.of(b.dim(0), 1) : b, right.turned() && b.rank() > 1);
    if (first.dim(-1) != second.dim(-2)) {
      throw new IllegalArgumentException(
          "multiplies " + first + " by " + second + ", whose terms do not agree");
    }
    Shape outer = outer(first).broadcast(outer(second));
    Shape rows = a.rank() == 1 ? Shape.SCALAR : Shape.of(first.dim(-2));
    Shape columns = b.rank() == 1 ? Shape.SCALAR : Shape.of(second.dim(-1));
    Shape out = outer.then(rows).then(columns);
    ElementType type = o.type(left.input());
    Flow flow = flow(o, left.input(), right.input(), first, second, outer.elements());
    return Worker.Result.of(type, out, flow);
  }

  private static @Nullable Flow flow(
      Operation o, int left, int right, Shape a, Shape b, long times) {
    boolean fixedLeft = isParameter(o, left);
    boolean fixedRight = isParameter(o, right);
    if (fixedLeft && fixedRight) {
      return null;
    }
    long m = a.dim(-2);
    long n = b.dim(-1);
    long k = a.dim(-1);
    if (!fixedLeft && !fixedRight) {
      return new Task(o).reads(left, right).product(m, n, k, times);
    }
    long matrices = outer(fixedRight ? b : a).elements();
    Task task = new Task(o).reads(fixedRight ? left : right).weights(fixedRight ? right : left);
    long rows = Math.multiplyExact(fixedRight ? m : n, times / Math.max(1, matrices));
    return task.product(rows, fixedRight ? n : m, k, matrices);
  }

  static boolean isParameter(Operation o, int index) {
    Tensor tensor = o.input(index);
    return tensor != null && tensor.isParameter();
  }

  private static Shape outer(Shape shape) {
    return shape.part(0, shape.rank() - 2);
  }

  private static Shape turned(Shape shape, boolean really) {
    return really ? shape.with(-1, shape.dim(-2)).with(-2, shape.dim(-1)) : shape;
  }

  /** A row of coefficients for each class or target, in an attribute; classes are named first. */
  private static Worker.Result linear(Operation o, boolean names) {
    Shape in = o.needed(0);
    OnnxAttribute found = o.node().attributes().get("coefficients");
    long weights = found == null ? 0 : found.reals().size();
    long terms = in.rank() == 0 ? 0 : in.dim(-1);
    if (terms == 0 || weights == 0 || weights % terms != 0) {
      throw new IllegalArgumentException("has " + weights + " coefficients for an input of " + in);
    }
    long rows = in.part(0, in.rank() - 1).elements();
    Flow flow =
        new Task(o).reads(0).weights(ElementType.FLOAT).product(rows, weights / terms, terms, 1);
    Fact scores = new Fact(ElementType.FLOAT, Shape.of(rows, weights / terms));
    Fact labels = new Fact(ElementType.INT64, Shape.of(rows));
    return new Worker.Result(names ? List.of(labels, scores) : List.of(scores), flow);
  }

  /** Weights packed in blocks, whose sizes are arguments. */
  private static Worker.Result packed(Operation o) {
    Shape a = o.needed(0);
    long terms = o.node().whole("K", a.dim(-1));
    long columns = o.node().whole("N", 0);
    long bits = o.node().whole("bits", 4);
    if (terms != a.dim(-1)) {
      throw new IllegalArgumentException("has K = " + terms + " for an input of " + a);
    }
    long rows = a.part(0, a.rank() - 1).elements();
    Flow flow = new Task(o).reads(0).weights(packed(bits)).product(rows, columns, terms, 1);
    return Worker.Result.of(o.type(0), a.with(-1, columns), flow);
  }

  /** The type of weights of so many bits. */
  static ElementType packed(long bits) {
    return bits == 2 ? ElementType.UINT2 : bits == 4 ? ElementType.UINT4 : ElementType.UINT8;
  }
}
