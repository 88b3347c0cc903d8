package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Operators that take a part of a tensor, or put something around it. */
final class Cuts {
  private Cuts() {}

  /** Adds them by their names. */
  static void addTo(Map<String, FreeOperator> all) {
    all.put("Slice", FreeOperator.cut(Cuts::slice));
    all.put("Split", FreeOperator.cut(Cuts::split));
    all.put("Gather", FreeOperator.cut(Cuts::gather).reading(2));
    all.put("GatherElements", FreeOperator.cut(o -> Forms.like(o, o.shape(1))).reading(2));
    all.put("GatherND", FreeOperator.cut(Cuts::gatherMany).reading(2));
    all.put("com.microsoft.GatherBlockQuantized", FreeOperator.cut(Cuts::unpack).reading(2));
    all.put("Pad", FreeOperator.form(o -> Forms.like(o, pad(o))));
    all.put("TopK", FreeOperator.cut(Cuts::topK));
    for (String name : List.of("Compress", "Unique", "StringNormalizer")) {
      all.put(name, FreeOperator.form(o -> List.of(new Fact(o.type(0), null))));
    }
    all.put("NonZero", FreeOperator.form(Cuts::nonZero));
    all.put(
        "NonMaxSuppression",
        FreeOperator.form(o -> List.of(new Fact(ElementType.INT64, Shape.of(Shape.UNKNOWN, 3))))
            .reading(2));
  }

  private static List<Fact> slice(Operation o) {
    Shape in = o.shape(0);
    List<Long> starts = o.wholes("starts", 1);
    List<Long> ends = o.wholes("ends", 2);
    if (in == null || starts == null || ends == null || starts.size() != ends.size()) {
      return Forms.like(o, null);
    }
    List<Integer> axes = new ArrayList<>();
    List<Integer> given = o.axes(3, in.rank());
    List<Long> steps = o.input(4) == null ? List.of() : o.wholes("steps", 4);
    if (given == null || steps == null || given.size() < starts.size()) {
      return Forms.like(o, null);
    }
    axes.addAll(given.subList(0, starts.size()));
    long[] first = new long[in.rank()];
    long[] step = new long[in.rank()];
    Shape out = in;
    Arrays.fill(step, 1);
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      long size = in.dim(axis);
      long by = i < steps.size() ? steps.get(i) : 1;
      if (by == 0) {
        throw new IllegalArgumentException("takes steps of 0");
      }
      if (size == Shape.UNKNOWN) {
        continue;
      }
      long from = clamp(starts.get(i), size, by > 0 ? size : size - 1);
      long to = by > 0 ? clamp(ends.get(i), size, size) : end(ends.get(i), size);
      first[axis] = from;
      step[axis] = by;
      long room = by > 0 ? to - from : from - to;
      long pace = Math.min(Math.abs(Math.max(by, -Long.MAX_VALUE)), Math.max(1, size));
      out = out.with(axis, Math.max(0, (room + pace - 1) / pace));
    }
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
                    inner[i] = first[i] + at[i] * step[i];
                  }
                  return Indexing.flat(in, inner);
                })));
  }

  private static long clamp(long index, long size, long most) {
    long front = index < 0 ? index + size : index;
    return Math.max(0, Math.min(most, front));
  }

  /** Where a slice that runs backwards ends; -1 is in front of the first element. */
  private static long end(long index, long size) {
    long front = index < 0 ? index + size : index;
    return Math.max(-1, Math.min(size - 1, front));
  }

  private static List<Fact> split(Operation o) {
    Shape in = o.shape(0);
    int outputs = o.node().outputs().size();
    if (in == null) {
      return Forms.like(o, null);
    }
    int axis = in.axis(o.node().whole("axis", 0));
    long size = in.dim(axis);
    List<Long> sizes = o.wholes("split", 1);
    if (sizes == null && (!o.lacks("split", 1) || size == Shape.UNKNOWN || outputs == 0)) {
      return Forms.like(o, null);
    }
    if (sizes != null && sizes.size() != outputs) {
      throw new IllegalArgumentException("splits into " + sizes + ", but makes " + outputs);
    }
    List<Fact> facts = new ArrayList<>();
    long each = outputs == 0 ? 0 : (size + outputs - 1) / outputs;
    long from = 0;
    for (int i = 0; i < outputs; i++) {
      long own = sizes == null ? Math.max(0, Math.min(each, size - from)) : sizes.get(i);
      if (own < 0 || (size != Shape.UNKNOWN && from + own > size)) {
        throw new IllegalArgumentException("splits " + size + " into " + sizes);
      }
      Shape out = in.with(axis, own);
      long start = from;
      Values values =
          Indexing.gather(
              o.values(0),
              out,
              at -> {
                long[] inner = at.clone();
                inner[axis] += start;
                return Indexing.flat(in, inner);
              });
      facts.add(new Fact(o.type(0), out, values));
      from += own;
    }
    return facts;
  }

  private static List<Fact> gather(Operation o) {
    Shape in = o.shape(0);
    Shape chosen = o.shape(1);
    if (in == null || chosen == null) {
      return Forms.like(o, null);
    }
    int axis = in.axis(o.node().whole("axis", 0));
    Shape out = taken(in, axis, chosen);
    Values which = o.values(1);
    Values values =
        which == null
            ? null
            : Indexing.gather(
                o.values(0),
                out,
                at -> {
                  long[] inner = new long[in.rank()];
                  System.arraycopy(at, 0, inner, 0, axis);
                  long[] choice = Arrays.copyOfRange(at, axis, axis + chosen.rank());
                  long index = which.wholes().get((int) Indexing.flat(chosen, choice));
                  inner[axis] = index < 0 ? index + in.dim(axis) : index;
                  System.arraycopy(at, axis + chosen.rank(), inner, axis + 1, in.rank() - axis - 1);
                  return Indexing.flat(in, inner);
                });
    return List.of(new Fact(o.type(0), out, values));
  }

  private static Shape taken(Shape in, int axis, Shape chosen) {
    return in.part(0, axis).then(chosen).then(in.part(axis + 1, in.rank()));
  }

  /** Rows of a table whose elements lie side by side in bytes, along its last axis. */
  private static List<Fact> unpack(Operation o) {
    Shape in = o.shape(0);
    Shape chosen = o.shape(1);
    if (in == null || chosen == null || in.rank() == 0 || in.dim(-1) == Shape.UNKNOWN) {
      return List.of(new Fact(o.type(2), null));
    }
    long bits = Math.max(1, o.node().whole("bits", 4));
    long each = o.type(0).bits() == 8 ? Math.max(1, 8 / bits) : 1;
    Shape table = in.with(-1, Math.multiplyExact(in.dim(-1), each));
    Shape out = taken(table, table.axis(o.node().whole("gather_axis", 0)), chosen);
    return List.of(new Fact(o.type(2), out));
  }

  /** Where elements are not zero: a row for each axis, as long as there are such elements. */
  private static List<Fact> nonZero(Operation o) {
    Shape in = o.shape(0);
    Values values = o.values(0);
    if (in == null || values == null) {
      Shape out = in == null ? null : Shape.of(in.rank(), Shape.UNKNOWN);
      return List.of(new Fact(ElementType.INT64, out));
    }
    List<Long> found =
        LongStream.range(0, values.size())
            .filter(i -> values.reals().get((int) i) != 0)
            .boxed()
            .toList();
    Shape out = Shape.of(in.rank(), found.size());
    return List.of(new Fact(ElementType.INT64, out, in.rank() == 1 ? Values.whole(found) : null));
  }

  private static List<Fact> gatherMany(Operation o) {
    Shape in = o.shape(0);
    Shape chosen = o.shape(1);
    if (in == null || chosen == null || chosen.rank() == 0) {
      return Forms.like(o, null);
    }
    long taken = chosen.dim(-1);
    long shared = o.node().whole("batch_dims", 0);
    if (taken < 0 || shared < 0 || taken + shared > in.rank()) {
      throw new IllegalArgumentException("takes " + taken + " axes of " + in);
    }
    Shape out = chosen.part(0, chosen.rank() - 1).then(in.part((int) (taken + shared), in.rank()));
    return Forms.like(o, out);
  }

  private static @Nullable Shape pad(Operation o) {
    Shape in = o.shape(0);
    List<Long> pads = o.wholes(o.node().has("paddings") ? "paddings" : "pads", 1);
    List<Integer> axes = in == null ? null : o.axes(3, in.rank());
    if (in == null || pads == null || axes == null) {
      return null;
    }
    if (pads.size() != 2 * axes.size()) {
      throw new IllegalArgumentException("has " + pads.size() + " pads for " + in);
    }
    Shape out = in;
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      if (in.dim(axis) != Shape.UNKNOWN) {
        long both = Math.addExact(pads.get(i), pads.get(axes.size() + i));
        long size = Math.addExact(in.dim(axis), both);
        if (size < 0) {
          throw new IllegalArgumentException("cuts " + -both + " of " + in.dim(axis));
        }
        out = out.with(axis, size);
      }
    }
    return out;
  }

  private static List<Fact> topK(Operation o) {
    Shape in = o.shape(0);
    Values wanted = o.values(1);
    Long fixed = o.node().has("k") ? Long.valueOf(o.node().whole("k", 0)) : null;
    Long k = fixed != null ? fixed : wanted == null ? null : Long.valueOf(wanted.first());
    Shape out =
        in == null ? null : in.with(o.node().whole("axis", -1), k == null ? Shape.UNKNOWN : k);
    return List.of(new Fact(o.type(0), out), new Fact(ElementType.INT64, out));
  }
}
