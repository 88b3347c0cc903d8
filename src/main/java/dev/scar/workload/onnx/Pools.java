package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Operators that pool, resize or reduce; they cost nothing, but later shapes hang on them. */
final class Pools {
  private Pools() {}

  /** Adds them by their names. */
  static void addTo(Map<String, FreeOperator> all) {
    for (String name : List.of("MaxPool", "AveragePool", "LpPool")) {
      all.put(name, FreeOperator.form(Pools::pool));
    }
    for (String name : List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")) {
      all.put(name, FreeOperator.form(Pools::global));
    }
    all.put("com.microsoft.QLinearGlobalAveragePool", FreeOperator.form(Pools::global));
    all.put("com.microsoft.QLinearAveragePool", FreeOperator.form(Pools::pool));
    all.put("com.microsoft.NhwcMaxPool", FreeOperator.form(Pools::pool));
    all.put("com.microsoft.QLinearReduceMean", FreeOperator.form(o -> reduce(o, 6)).reading(1));
    all.put("com.microsoft.BiasSplitGelu", FreeOperator.form(o -> Forms.like(o, half(o))));
    all.put("Resize", FreeOperator.form(o -> Forms.like(o, resize(o))));
    all.put("Upsample", FreeOperator.form(o -> Forms.like(o, upsample(o))));
    all.put("MaxUnpool", FreeOperator.form(o -> Forms.like(o, unpool(o))));
    all.put("GridSample", FreeOperator.form(o -> Forms.like(o, sample(o))).reading(2));
    all.put("RoiAlign", FreeOperator.form(o -> Forms.like(o, regions(o))).reading(2));
    for (String name :
        List.of(
            "Sum", "Mean", "Max", "Min", "Prod", "L1", "L2", "LogSum", "LogSumExp", "SumSquare")) {
      all.put("Reduce" + name, FreeOperator.form(o -> reduce(o, 1)));
    }
    for (String name : List.of("ArgMax", "ArgMin")) {
      all.put(name, FreeOperator.form(Pools::place));
    }
  }

  /** One half of each row, multiplied with the other. */
  private static @Nullable Shape half(Operation o) {
    Shape in = o.shape(0);
    return in == null || in.rank() == 0 || in.dim(-1) < 0 ? null : in.with(-1, in.dim(-1) / 2);
  }

  private static List<Fact> pool(Operation o) {
    boolean last = Layout.isLast(o.node());
    Shape in = Layout.first(o.shape(0), last);
    if (in == null || !in.isKnown()) {
      return Forms.like(o, null);
    }
    List<Long> kernel = o.node().wholes("kernel_shape");
    if (kernel == null) {
      throw new IllegalArgumentException("has no kernel_shape");
    }
    boolean ceil = o.node().whole("ceil_mode", 0) != 0;
    Shape out = in.part(0, 2);
    for (Window window : Windows.of(o.node(), in, kernel, false)) {
      out = out.then(Shape.of(window.outputs(ceil)));
    }
    Shape made = Layout.back(out, last);
    return List.of(new Fact(o.type(0), made), new Fact(ElementType.INT64, made));
  }

  private static List<Fact> global(Operation o) {
    boolean last = Layout.isLast(o.node());
    Shape in = Layout.first(o.shape(0), last);
    Shape out = in == null ? null : in.part(0, Math.min(2, in.rank()));
    for (int i = 2; in != null && out != null && i < in.rank(); i++) {
      out = out.then(Shape.of(1));
    }
    return Forms.like(o, out == null ? null : Layout.back(out, last));
  }

  private static @Nullable Shape resize(Operation o) {
    int count = o.count();
    Values scales = o.values(count == 2 ? 1 : 2);
    Values sizes = o.values(3);
    Shape in = o.shape(0);
    if (in == null) {
      return null;
    }
    List<Integer> axes = o.axes(Integer.MAX_VALUE, in.rank());
    if (axes == null || (sizes == null && scales == null)) {
      return null;
    }
    if (sizes != null && sizes.size() == axes.size()) {
      boolean keeps = !o.node().text("keep_aspect_ratio_policy", "stretch").equals("stretch");
      return keeps ? null : set(in, axes, sizes);
    }
    return scales == null ? null : scaled(in, axes, scales.reals());
  }

  private static Shape set(Shape in, List<Integer> axes, Values sizes) {
    Shape out = in;
    for (int i = 0; i < axes.size(); i++) {
      out = out.with(axes.get(i), sizes.wholes().get(i));
    }
    return out;
  }

  /** In the arithmetic of 32 bits that the format's reference uses. */
  private static @Nullable Shape scaled(Shape in, List<Integer> axes, List<Double> scales) {
    if (scales.size() != axes.size()) {
      return null;
    }
    Shape out = in;
    for (int i = 0; i < axes.size(); i++) {
      long size = in.dim(axes.get(i));
      double scale = scales.get(i);
      if (!(scale > 0)) {
        throw new IllegalArgumentException("scales by " + scale);
      }
      long made = (long) Math.floor((double) ((float) size * (float) scale));
      out = out.with(axes.get(i), size == Shape.UNKNOWN ? size : made);
    }
    return out;
  }

  private static @Nullable Shape upsample(Operation o) {
    Shape in = o.shape(0);
    OnnxAttribute fixed = o.node().attributes().get("scales");
    Values given = o.values(1);
    List<Double> scales =
        fixed != null
            ? fixed.reals().stream().map(Float::doubleValue).toList()
            : given == null ? null : given.reals();
    List<Integer> axes = in == null ? null : o.axes(Integer.MAX_VALUE, in.rank());
    return in == null || axes == null || scales == null ? null : scaled(in, axes, scales);
  }

  private static @Nullable Shape unpool(Operation o) {
    Shape in = o.shape(0);
    List<Long> kernel = o.node().wholes("kernel_shape");
    Values wanted = o.values(2);
    if (wanted != null) {
      return new Shape(wanted.wholes());
    }
    if (in == null || !in.isKnown() || kernel == null) {
      return null;
    }
    Shape out = in.part(0, 2);
    for (Window window : Windows.of(o.node(), in, kernel, true)) {
      out = out.then(Shape.of(window.spread()));
    }
    return out;
  }

  private static @Nullable Shape sample(Operation o) {
    Shape in = o.shape(0);
    Shape grid = o.shape(1);
    return in == null || grid == null || in.rank() < 3 || grid.rank() != in.rank()
        ? null
        : in.part(0, 2).then(grid.part(1, grid.rank() - 1));
  }

  private static @Nullable Shape regions(Operation o) {
    Shape in = o.shape(0);
    Shape regions = o.shape(1);
    return in == null || regions == null || in.rank() != 4 || regions.rank() != 2
        ? null
        : Shape.of(
            regions.dim(0),
            in.dim(1),
            o.node().whole("output_height", 1),
            o.node().whole("output_width", 1));
  }

  private static List<Fact> reduce(Operation o, int from) {
    Shape in = o.shape(0);
    List<Integer> axes = in == null ? null : o.axes(from, in.rank());
    Values given = o.values(from);
    boolean none = o.lacks("axes", from) || (given != null && given.size() == 0);
    if (in == null || axes == null) {
      return Forms.like(o, null);
    }
    if (none && o.node().whole("noop_with_empty_axes", 0) != 0) {
      return Forms.like(o, in);
    }
    List<Integer> gone = none ? o.axes(Integer.MAX_VALUE - 1, in.rank()) : axes;
    Shape out = without(in, gone == null ? axes : gone, o.node().whole("keepdims", 1) != 0);
    boolean all = !out.dims().isEmpty() ? out.dims().stream().allMatch(d -> d == 1) : true;
    return List.of(new Fact(o.type(0), out, all ? folded(o) : null));
  }

  /** The one value of a reduction of whole numbers over all axes. */
  private static @Nullable Values folded(Operation o) {
    Values values = o.values(0);
    LongBinaryOperator by =
        switch (o.node().op()) {
          case "ReduceProd" -> Math::multiplyExact;
          case "ReduceSum" -> Math::addExact;
          case "ReduceMax" -> Math::max;
          case "ReduceMin" -> Math::min;
          default -> null;
        };
    if (values == null || by == null || !values.isWhole() || values.size() == 0) {
      return null;
    }
    return Values.whole(values.wholes().stream().reduce(by::applyAsLong).orElseThrow());
  }

  private static Shape without(Shape in, List<Integer> axes, boolean keep) {
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < in.rank(); i++) {
      if (!axes.contains(i)) {
        out.add(in.dim(i));
      } else if (keep) {
        out.add(1L);
      }
    }
    return new Shape(out);
  }

  private static List<Fact> place(Operation o) {
    Shape in = o.shape(0);
    Shape out =
        in == null
            ? null
            : without(
                in,
                List.of(in.axis(o.node().whole("axis", 0))),
                o.node().whole("keepdims", 1) != 0);
    return List.of(new Fact(ElementType.INT64, out));
  }
}
