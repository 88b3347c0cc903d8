package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators that give the elements of a tensor another form. */
final class Forms {
  private Forms() {}

  /** Adds them by their names. */
  static void addTo(Map<String, FreeOperator> all) {
    all.put("Reshape", FreeOperator.form(o -> one(o, reshape(o))));
    all.put("Flatten", FreeOperator.form(o -> one(o, flatten(o))));
    all.put("Squeeze", FreeOperator.form(o -> one(o, squeeze(o))));
    all.put("Unsqueeze", FreeOperator.form(o -> one(o, unsqueeze(o))));
    all.put("Transpose", FreeOperator.form(Forms::transpose));
    all.put("Expand", FreeOperator.form(Forms::expand));
    all.put("Tile", FreeOperator.form(Forms::tile));
    all.put("Concat", FreeOperator.form(Forms::concat).reading(Integer.MAX_VALUE));
    all.put("com.microsoft.QLinearConcat", FreeOperator.form(Forms::quantizedConcat).reading(99));
    all.put("DepthToSpace", FreeOperator.form(o -> like(o, blocks(o, true))));
    all.put("SpaceToDepth", FreeOperator.form(o -> like(o, blocks(o, false))));
  }

  static List<Fact> like(Operation o, @Nullable Shape shape) {
    return List.of(new Fact(o.type(0), shape));
  }

  /** The same elements in their order. */
  private static List<Fact> one(Operation o, @Nullable Shape shape) {
    return List.of(new Fact(o.type(0), shape, shape == null ? null : o.values(0)));
  }

  private static @Nullable Shape reshape(Operation o) {
    List<Long> wanted = o.wholes("shape", 1);
    Shape in = o.shape(0);
    if (wanted == null) {
      return null;
    }
    boolean copies = o.node().whole("allowzero", 0) == 0;
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      long dim = wanted.get(i);
      boolean copied = dim == 0 && copies;
      if (dim < -1 || (copied && in != null && i >= in.rank())) {
        throw new IllegalArgumentException("its new shape " + wanted + " is none");
      }
      out.add(copied ? (in == null ? Shape.UNKNOWN : in.dim(i)) : dim);
    }
    int open = wanted.indexOf(-1L);
    if (open < 0 || in == null || !in.isKnown()) {
      return checked(in, new Shape(out));
    }
    out.set(open, 1L);
    long others = new Shape(out).elements();
    long elements = in.elements();
    if (others < 0 || (others == 0 ? elements != 0 : elements % others != 0)) {
      throw new IllegalArgumentException("has " + in + " where " + wanted + " is asked for");
    }
    out.set(open, others == 0 ? 0 : elements / others);
    return checked(in, new Shape(out));
  }

  private static Shape checked(@Nullable Shape in, Shape out) {
    if (in != null && in.isKnown() && out.isKnown() && in.elements() != out.elements()) {
      throw new IllegalArgumentException("cannot turn " + in + " into " + out);
    }
    return out;
  }

  private static @Nullable Shape flatten(Operation o) {
    Shape in = o.shape(0);
    if (in == null || !in.isKnown()) {
      return null;
    }
    long axis = o.node().whole("axis", 1);
    int cut = (int) (axis < 0 ? axis + in.rank() : axis);
    if (cut < 0 || cut > in.rank()) {
      throw new IllegalArgumentException("axis " + axis + " is none of " + in.rank());
    }
    return Shape.of(in.part(0, cut).elements(), in.part(cut, in.rank()).elements());
  }

  private static @Nullable Shape squeeze(Operation o) {
    Shape in = o.shape(0);
    List<Integer> axes = in == null ? null : o.axes(1, in.rank());
    if (in == null || axes == null) {
      return null;
    }
    boolean all = o.lacks("axes", 1);
    if (all && !in.isKnown()) {
      return null;
    }
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      boolean gone = all ? in.dim(i) == 1 : axes.contains(i);
      if (gone && !all && in.dim(i) > 1) {
        throw new IllegalArgumentException("axis " + i + " of " + in + " is not 1");
      }
      if (!gone) {
        out.add(in.dim(i));
      }
    }
    return new Shape(out);
  }

  private static @Nullable Shape unsqueeze(Operation o) {
    Shape in = o.shape(0);
    List<Long> axes = o.wholes("axes", 1);
    if (in == null || axes == null) {
      return null;
    }
    int rank = in.rank() + axes.size();
    List<Integer> added = axes.stream().map(axis -> Shape.axis(axis, rank)).toList();
    List<Long> out = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank; i++) {
      out.add(added.contains(i) ? 1 : in.dim(next++));
    }
    return new Shape(out);
  }

  private static List<Fact> transpose(Operation o) {
    Shape in = o.shape(0);
    if (in == null) {
      return like(o, null);
    }
    List<Long> given = o.node().wholes("perm");
    List<Integer> order =
        new ArrayList<>(
            given == null
                ? IntStream.range(0, in.rank()).boxed().toList()
                : given.stream().map(in::axis).toList());
    if (given == null) {
      Collections.reverse(order);
    }
    if (order.stream().distinct().count() != in.rank() || order.size() != in.rank()) {
      throw new IllegalArgumentException("its perm " + given + " is no order of " + in.rank());
    }
    Shape out = new Shape(order.stream().map(in::dim).toList());
    return List.of(
        new Fact(
            o.type(0),
            out,
            Indexing.gather(
                o.values(0),
                out,
                at -> {
                  long[] inner = new long[at.length];
                  for (int i = 0; i < at.length; i++) {
                    inner[order.get(i)] = at[i];
                  }
                  return Indexing.flat(in, inner);
                })));
  }

  private static List<Fact> expand(Operation o) {
    Shape in = o.shape(0);
    List<Long> wanted = o.wholes("shape", 1);
    if (in == null || wanted == null) {
      return like(o, null);
    }
    Shape out = in.broadcast(new Shape(wanted));
    return List.of(new Fact(o.type(0), out, Indexing.expand(o.values(0), in, out)));
  }

  private static List<Fact> tile(Operation o) {
    Shape in = o.shape(0);
    List<Long> times = o.wholes("repeats", 1);
    if (in == null || times == null || times.size() != in.rank()) {
      return like(o, null);
    }
    Shape out =
        new Shape(
            IntStream.range(0, in.rank())
                .mapToObj(
                    i ->
                        in.dim(i) == Shape.UNKNOWN
                            ? Shape.UNKNOWN
                            : Math.multiplyExact(in.dim(i), times.get(i)))
                .toList());
    return List.of(
        new Fact(
            o.type(0),
            out,
            Indexing.gather(
                o.values(0),
                out,
                at -> {
                  long[] inner = new long[at.length];
                  for (int i = 0; i < at.length; i++) {
                    inner[i] = at[i] % in.dim(i);
                  }
                  return Indexing.flat(in, inner);
                })));
  }

  private static List<Fact> concat(Operation o) {
    List<Shape> parts = new ArrayList<>();
    for (int i = 0; i < o.count(); i++) {
      Shape part = o.shape(i);
      if (part == null) {
        return like(o, null);
      }
      parts.add(part);
    }
    Shape out = sideBySide(parts, o.node().whole("axis", 1));
    Values values = o.values(0);
    for (int i = 1; i < o.count() && values != null; i++) {
      Values more = o.values(i);
      values = more == null || out.rank() != 1 ? null : values.then(more);
    }
    return List.of(new Fact(o.type(0), out, Indexing.isSmall(out) ? values : null));
  }

  private static List<Fact> quantizedConcat(Operation o) {
    List<Shape> parts = new ArrayList<>();
    for (int i = 2; i < o.count(); i += 3) {
      parts.add(o.needed(i));
    }
    return List.of(new Fact(o.type(2), sideBySide(parts, o.node().whole("axis", 1))));
  }

  private static Shape sideBySide(List<Shape> parts, long axis) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("joins nothing");
    }
    Shape out = parts.get(0);
    int along = out.axis(axis);
    for (Shape part : parts.subList(1, parts.size())) {
      if (part.rank() != out.rank()) {
        throw new IllegalArgumentException("joins " + out + " and " + part);
      }
      for (int i = 0; i < out.rank(); i++) {
        long a = out.dim(i);
        long b = part.dim(i);
        if (i != along && a != b && a != Shape.UNKNOWN && b != Shape.UNKNOWN) {
          throw new IllegalArgumentException("joins " + out + " and " + part + " along " + along);
        }
      }
      long sum =
          out.dim(along) == Shape.UNKNOWN || part.dim(along) == Shape.UNKNOWN
              ? Shape.UNKNOWN
              : Math.addExact(out.dim(along), part.dim(along));
      out = out.with(along, sum);
    }
    return out;
  }

  private static Shape blocks(Operation o, boolean toSpace) {
    Shape in = o.needed(0);
    long block = Math.max(1, o.node().whole("blocksize", 1));
    if (in.rank() != 4) {
      throw new IllegalArgumentException("has " + in + " where 4 axes are needed");
    }
    long square = Math.multiplyExact(block, block);
    return toSpace
        ? Shape.of(in.dim(0), in.dim(1) / square, in.dim(2) * block, in.dim(3) * block)
        : Shape.of(in.dim(0), in.dim(1) * square, in.dim(2) / block, in.dim(3) / block);
  }
}
