package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that work element by element, with the arithmetic that shapes are computed with. */
final class Elementwise {
  private static final String UNARY =
      "Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Clip CumSum Cos Cosh Elu Erf Exp Gelu"
          + " HardSigmoid HardSwish Hardmax Identity ImageScaler LeakyRelu Log LogSoftmax LpNormalization LRN"
          + " MeanVarianceNormalization Mish ParametricSoftplus Relu ScaledTanh Selu Sigmoid Shrink Sin"
          + " Sinh Softmax Softplus Softsign Swish Tan Tanh ThresholdedRelu Affine Scale Crop"
          + " Trilu Bernoulli BatchNormalization InstanceNormalization GroupNormalization"
          + " LayerNormalization RMSNormalization SimplifiedLayerNormalization Dropout"
          + " EyeLike Optional OptionalGetElement ReverseSequence"
          + " ScatterElements Scatter ScatterND TensorScatter"
          + " com.microsoft.BiasGelu com.microsoft.FastGelu com.microsoft.Gelu com.microsoft.QuickGelu"
          + " com.microsoft.BiasSoftmax com.microsoft.BiasDropout"
          + " com.microsoft.SkipLayerNormalization com.microsoft.SkipSimplifiedLayerNormalization"
          + " CumProd com.microsoft.GroupNorm com.microsoft.Trilu com.microsoft.QLinearSigmoid com.microsoft.QLinearLeakyRelu"
          + " com.microsoft.QLinearSoftmax com.microsoft.SimplifiedLayerNormalization";

  private Elementwise() {}

  /** Adds them by their names. */
  static void addTo(Map<String, FreeOperator> all) {
    for (String name : UNARY.split(" +")) {
      all.put(name, FreeOperator.plain(Elementwise::likeFirst));
    }
    for (String name :
        List.of(
            "Clip",
            "CumSum",
            "CumProd",
            "Trilu",
            "Dropout",
            "ReverseSequence",
            "RotaryEmbedding",
            "com.microsoft.RotaryEmbedding")) {
      all.put(name, FreeOperator.plain(Elementwise::likeFirst).reading(1));
    }
    for (String name : List.of("SkipLayerNormalization", "SkipSimplifiedLayerNormalization")) {
      all.put(
          "com.microsoft." + name,
          FreeOperator.meeting(Flow.Kind.SUM, Elementwise::skipNormalization).reading(2));
    }
    all.put("com.microsoft.BiasAdd", FreeOperator.meeting(Flow.Kind.SUM, Elementwise::likeFirst));
    all.put(
        "com.microsoft.SkipGroupNorm",
        FreeOperator.meeting(
            Flow.Kind.SUM, o -> List.of(likeFirst(o).get(0), likeFirst(o).get(0))));
    unary(all);
    arithmetic(all);
    comparisons(all);
    all.put("Where", FreeOperator.plain(Elementwise::where));
    all.put("PRelu", FreeOperator.plain(o -> both(o, null, null, false)));
    all.put(
        "Cast", FreeOperator.plain(o -> List.of(cast(o, ElementType.of(o.node().whole("to", 1))))));
    all.put("CastLike", FreeOperator.plain(o -> List.of(cast(o, o.type(1)))).reading(1));
    all.put("QuantizeLinear", FreeOperator.plain(Elementwise::quantize).reading(1));
    all.put("DequantizeLinear", FreeOperator.plain(o -> as(o, ElementType.FLOAT)).reading(1));
    all.put("com.microsoft.QuantizeLinear", FreeOperator.plain(Elementwise::quantize).reading(1));
    all.put(
        "com.microsoft.DequantizeLinear",
        FreeOperator.plain(o -> as(o, ElementType.FLOAT)).reading(1));
    all.put(
        "DynamicQuantizeLinear",
        FreeOperator.plain(
            o ->
                List.of(
                    new Fact(ElementType.UINT8, o.shape(0)),
                    new Fact(ElementType.FLOAT, Shape.SCALAR),
                    new Fact(ElementType.UINT8, Shape.SCALAR))));
    all.put("com.microsoft.QLinearAdd", sumOfQuantized(Flow.Kind.SUM));
    all.put("com.microsoft.QLinearMul", sumOfQuantized(Flow.Kind.PRODUCT));
  }

  private static FreeOperator sumOfQuantized(Flow.Kind kind) {
    return FreeOperator.meeting(
        kind,
        o -> {
          Shape a = o.shape(0);
          Shape b = o.shape(3);
          return List.of(new Fact(o.type(0), a == null || b == null ? null : a.broadcast(b)));
        });
  }

  private static void unary(Map<String, FreeOperator> all) {
    Map<String, LongUnaryOperator> whole = new TreeMap<>();
    whole.put("Neg", Math::negateExact);
    whole.put("Abs", Math::abs);
    whole.put("Not", x -> x == 0 ? 1 : 0);
    whole.put("Sign", Long::signum);
    Map<String, DoubleUnaryOperator> real = new TreeMap<>();
    real.put("Neg", x -> -x);
    real.put("Abs", Math::abs);
    real.put("Sign", Math::signum);
    real.put("Floor", Math::floor);
    real.put("Ceil", Math::ceil);
    real.put("Round", Math::rint);
    real.put("Sqrt", Math::sqrt);
    real.put("Reciprocal", x -> 1 / x);
    for (String name :
        List.of("Neg", "Abs", "Not", "Sign", "Floor", "Ceil", "Round", "Sqrt", "Reciprocal")) {
      LongUnaryOperator ofWhole = whole.getOrDefault(name, x -> x);
      DoubleUnaryOperator ofReal = real.getOrDefault(name, x -> x == 0 ? 1 : 0);
      all.put(
          name,
          FreeOperator.plain(
              o -> {
                Values in = o.values(0);
                Values out =
                    in == null
                        ? null
                        : in.with(
                            in,
                            (a, b) -> ofWhole.applyAsLong(a),
                            (a, b) -> ofReal.applyAsDouble(a));
                return List.of(new Fact(o.type(0), o.shape(0), out));
              }));
    }
    all.put("IsNaN", FreeOperator.plain(o -> as(o, ElementType.BOOL)));
    all.put("IsInf", FreeOperator.plain(o -> as(o, ElementType.BOOL)));
  }

  private static void arithmetic(Map<String, FreeOperator> all) {
    put(all, "Add", Flow.Kind.SUM, Math::addExact, Double::sum);
    put(all, "Sub", Flow.Kind.SUM, Math::subtractExact, (a, b) -> a - b);
    put(all, "Sum", Flow.Kind.SUM, Math::addExact, Double::sum);
    put(all, "Mean", Flow.Kind.SUM, (a, b) -> (a + b) / 2, (a, b) -> (a + b) / 2);
    put(all, "Mul", Flow.Kind.PRODUCT, Math::multiplyExact, (a, b) -> a * b);
    put(all, "Div", Flow.Kind.PRODUCT, (a, b) -> a / b, (a, b) -> a / b);
    put(all, "Mod", Flow.Kind.MEETING, Math::floorMod, (a, b) -> a % b);
    put(all, "Max", Flow.Kind.MEETING, Math::max, Math::max);
    put(all, "Min", Flow.Kind.MEETING, Math::min, Math::min);
    put(all, "Pow", Flow.Kind.MEETING, (a, b) -> (long) Math.pow(a, b), Math::pow);
    put(all, "And", Flow.Kind.MEETING, (a, b) -> a & b, (a, b) -> 0);
    put(all, "Or", Flow.Kind.MEETING, (a, b) -> a | b, (a, b) -> 0);
    put(all, "Xor", Flow.Kind.MEETING, (a, b) -> a ^ b, (a, b) -> 0);
    for (String name : List.of("BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor")) {
      all.put(name, FreeOperator.plain(o -> both(o, null, null, false)));
    }
  }

  private static void comparisons(Map<String, FreeOperator> all) {
    compare(all, "Equal", (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0);
    compare(all, "Less", (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0);
    compare(all, "Greater", (a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0);
    compare(all, "LessOrEqual", (a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0);
    compare(all, "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0);
  }

  private static void put(
      Map<String, FreeOperator> all,
      String name,
      Flow.Kind kind,
      LongBinaryOperator whole,
      DoubleBinaryOperator real) {
    all.put(name, FreeOperator.meeting(kind, o -> both(o, whole, real, false)));
  }

  private static void compare(
      Map<String, FreeOperator> all,
      String name,
      LongBinaryOperator whole,
      DoubleBinaryOperator real) {
    all.put(name, FreeOperator.plain(o -> both(o, whole, real, true)));
  }

  /** As the first input, its values too if the operator hands them on. */
  private static List<Fact> likeFirst(Operation o) {
    Values values = o.node().op().equals("Identity") ? o.values(0) : null;
    Fact same = new Fact(o.type(0), o.shape(0), values);
    return o.node().op().equals("Dropout")
        ? List.of(same, new Fact(ElementType.BOOL, o.shape(0)))
        : List.of(same);
  }

  private static List<Fact> skipNormalization(Operation o) {
    Fact unknown = new Fact(ElementType.FLOAT, null);
    Fact like = new Fact(o.type(0), o.shape(0));
    return List.of(like, unknown, unknown, like);
  }

  private static List<Fact> as(Operation o, ElementType type) {
    return List.of(new Fact(type, o.shape(0)));
  }

  private static Fact cast(Operation o, ElementType to) {
    Values in = o.values(0);
    Values out = in == null || !(to.isWhole() || to.isFloating()) ? null : in.as(to.isWhole());
    if (out != null && to == ElementType.BOOL) {
      out = out.with(out, (a, b) -> a == 0 ? 0 : 1, (a, b) -> a == 0 ? 0 : 1);
    }
    return new Fact(to, o.shape(0), out);
  }

  private static List<Fact> quantize(Operation o) {
    ElementType given = ElementType.of(o.node().whole("output_dtype", 0));
    ElementType type = o.input(2) != null ? o.type(2) : given;
    return as(o, type == ElementType.UNDEFINED ? ElementType.UINT8 : type);
  }

  /** Of all inputs, one after the other; without arithmetic only their shape. */
  private static List<Fact> both(
      Operation o,
      @Nullable LongBinaryOperator whole,
      @Nullable DoubleBinaryOperator real,
      boolean truth) {
    ElementType type = truth ? ElementType.BOOL : o.type(0);
    Shape shape = o.shape(0);
    Values values = whole == null ? null : o.values(0);
    for (int i = 1; i < o.count(); i++) {
      Shape other = o.shape(i);
      Values more = o.values(i);
      if (shape == null || other == null) {
        return List.of(new Fact(type, null));
      }
      Shape before = shape;
      shape =
          o.node().has("broadcast") && other.rank() <= shape.rank()
              ? shape
              : shape.broadcast(other);
      values =
          values == null || more == null || whole == null || real == null
              ? null
              : combine(
                  Indexing.expand(values, before, shape),
                  Indexing.expand(more, other, shape),
                  whole,
                  real);
    }
    return List.of(new Fact(type, shape, values));
  }

  private static @Nullable Values combine(
      @Nullable Values a, @Nullable Values b, LongBinaryOperator whole, DoubleBinaryOperator real) {
    if (a == null || b == null) {
      return null;
    }
    try {
      return a.with(b, whole, real);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static List<Fact> where(Operation o) {
    Shape condition = o.shape(0);
    Shape yes = o.shape(1);
    Shape no = o.shape(2);
    if (condition == null || yes == null || no == null) {
      return List.of(new Fact(o.type(1), null));
    }
    Shape shape = condition.broadcast(yes).broadcast(no);
    Values which = Indexing.expand(o.values(0), condition, shape);
    Values a = Indexing.expand(o.values(1), yes, shape);
    Values b = Indexing.expand(o.values(2), no, shape);
    Values out =
        which == null || a == null || b == null
            ? null
            : a.then(b).pick(a.size(), i -> which.wholes().get(i) != 0 ? i : a.size() + i);
    return List.of(new Fact(o.type(1), shape, out));
  }
}
