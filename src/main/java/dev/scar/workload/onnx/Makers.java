package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Operators that make a tensor of the shape of another, or of nothing but sizes. */
final class Makers {
  private Makers() {}

  /** Adds them by their names. */
  static void addTo(Map<String, FreeOperator> all) {
    all.put("Shape", FreeOperator.form(Makers::shape).reading(0));
    all.put("Size", FreeOperator.form(Makers::size).reading(0));
    all.put("ConstantOfShape", FreeOperator.form(Makers::constant).reading(0));
    all.put("Range", FreeOperator.form(Makers::range).reading(0));
    all.put("OneHot", FreeOperator.form(Makers::oneHot));
    all.put("com.microsoft.EmbedLayerNormalization", FreeOperator.plain(Makers::embedding));
    all.put("com.microsoft.QEmbedLayerNormalization", FreeOperator.plain(Makers::embedding));
    for (String name : List.of("HannWindow", "HammingWindow", "BlackmanWindow")) {
      all.put(name, FreeOperator.form(Makers::window).reading(0));
    }
    for (String name : List.of("RandomNormal", "RandomUniform")) {
      all.put(name, FreeOperator.chance(Makers::random));
      all.put(name + "Like", FreeOperator.chance(o -> Forms.like(o, o.shape(0))));
    }
    all.put("Multinomial", FreeOperator.form(Makers::drawn));
  }

  private static List<Fact> shape(Operation o) {
    Shape in = o.shape(0);
    if (in == null) {
      return List.of(new Fact(ElementType.INT64, null));
    }
    int from = bound(o.node().whole("start", 0), in.rank());
    int to = Math.max(from, bound(o.node().whole("end", in.rank()), in.rank()));
    Shape asked = in.part(from, to);
    return List.of(
        new Fact(
            ElementType.INT64,
            Shape.of(asked.rank()),
            asked.isKnown() ? Values.whole(asked.dims()) : null));
  }

  private static int bound(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static List<Fact> size(Operation o) {
    Shape in = o.shape(0);
    Values count = in == null || !in.isKnown() ? null : Values.whole(in.elements());
    return List.of(new Fact(ElementType.INT64, Shape.SCALAR, count));
  }

  private static List<Fact> constant(Operation o) {
    OnnxAttribute value = o.node().attributes().get("value");
    OnnxTensor tensor = value == null ? null : value.tensor();
    ElementType type = tensor == null ? ElementType.FLOAT : tensor.type();
    Values sizes = o.values(0);
    if (sizes == null) {
      return List.of(new Fact(type, null));
    }
    Shape shape = new Shape(sizes.wholes());
    Values fill = tensor == null ? Values.real(List.of(0.0)) : tensor.values();
    return List.of(new Fact(type, shape, Indexing.gather(fill, shape, at -> 0)));
  }

  private static List<Fact> range(Operation o) {
    Values start = o.values(0);
    Values limit = o.values(1);
    Values step = o.values(2);
    if (start == null || limit == null || step == null) {
      return List.of(new Fact(o.type(0), Shape.of(Shape.UNKNOWN)));
    }
    double by = step.firstReal();
    double length = Math.ceil((limit.firstReal() - start.firstReal()) / by);
    if (by == 0 || !(length < Long.MAX_VALUE)) {
      throw new IllegalArgumentException("counts without end");
    }
    Shape shape = Shape.of((long) Math.max(0, length));
    boolean kept = start.isWhole() && step.isWhole() && Indexing.isSmall(shape);
    Values values =
        kept
            ? Values.whole(
                LongStream.range(0, shape.dim(0))
                    .map(i -> start.first() + i * step.first())
                    .boxed()
                    .toList())
            : null;
    return List.of(new Fact(o.type(0), shape, values));
  }

  private static List<Fact> oneHot(Operation o) {
    Shape in = o.shape(0);
    Values depth = o.values(1);
    if (in == null || depth == null) {
      return List.of(new Fact(o.type(2), null));
    }
    int axis = Shape.axis(o.node().whole("axis", -1), in.rank() + 1);
    Shape classes = Shape.of(depth.first());
    return List.of(
        new Fact(o.type(2), in.part(0, axis).then(classes).then(in.part(axis, in.rank()))));
  }

  /** Rows of a table for tokens, to which those of positions and segments are added. */
  private static List<Fact> embedding(Operation o) {
    Shape tokens = o.shape(0);
    Shape table = o.shape(2);
    Fact made =
        new Fact(
            o.type(2).isFloating() ? o.type(2) : ElementType.FLOAT,
            tokens == null || table == null || table.rank() != 2
                ? null
                : tokens.then(table.part(1, 2)));
    Fact mask = new Fact(ElementType.INT32, tokens == null ? null : tokens.part(0, 1));
    return List.of(made, mask, made);
  }

  private static List<Fact> window(Operation o) {
    Values size = o.values(0);
    ElementType type = ElementType.of(o.node().whole("output_datatype", 1));
    return List.of(new Fact(type, size == null ? null : Shape.of(size.first())));
  }

  private static List<Fact> drawn(Operation o) {
    Shape in = o.shape(0);
    ElementType type = ElementType.of(o.node().whole("dtype", 6));
    long count = o.node().whole("sample_size", 1);
    return List.of(new Fact(type, in == null || in.rank() != 2 ? null : in.with(1, count)));
  }

  private static List<Fact> random(Operation o) {
    List<Long> dims = o.node().wholes("shape");
    ElementType type = ElementType.of(o.node().whole("dtype", 1));
    return List.of(new Fact(type, dims == null ? null : new Shape(dims)));
  }
}
