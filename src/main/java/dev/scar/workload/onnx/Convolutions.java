package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;

/** Convolutions of one to three axes, plain, quantized, fused, transposed. */
final class Convolutions {
  private Convolutions() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("Conv", o -> convolution(o, 1, -1));
    all.put("ConvInteger", o -> convolution(o, 1, -1));
    all.put("QLinearConv", o -> convolution(o, 3, -1));
    all.put("com.microsoft.FusedConv", o -> convolution(o, 1, 3));
    all.put("com.microsoft.QLinearConv", o -> convolution(o, 3, -1));
    all.put("com.microsoft.NhwcConv", o -> convolution(o, 1, -1));
    all.put("com.microsoft.NhwcFusedConv", o -> convolution(o, 1, 3));
    all.put("ConvTranspose", Convolutions::transposed);
    all.put("com.microsoft.ConvTransposeWithDynamicPads", Convolutions::transposed);
    all.put("DeformConv", Convolutions::deformed);
  }

  private static Worker.Result convolution(Operation o, int kernels, int added) {
    boolean last = Layout.isLast(o.node());
    Shape in = last ? Layout.turned(o.needed(0)) : o.needed(0);
    long groups = o.node().whole("group", 1);
    Shape kernel = kernel(o.needed(kernels), in, groups, last);
    check(in, kernel);
    if (groups < 1
        || Math.multiplyExact(kernel.dim(1), groups) != in.dim(1)
        || kernel.dim(0) % groups != 0) {
      throw new IllegalArgumentException(
          "has kernels " + kernel + " in " + groups + " groups for an input of " + in);
    }
    List<Window> windows = windows(o, in, kernel, false);
    Shape out = Shape.of(in.dim(0), kernel.dim(0));
    for (Window window : windows) {
      out = out.then(Shape.of(window.outputs(false)));
    }
    out = Layout.back(out, last);
    if (Products.isParameter(o, 0) && Products.isParameter(o, kernels)) {
      return Worker.Result.of(o.type(0), out, null);
    }
    Flow flow = task(o, in, kernels).convolution(false, kernel.dim(0), in.dim(1), groups, windows);
    Tensor more = o.input(added);
    if (more != null && more.flow() != null) {
      flow = o.join(Flow.Kind.SUM, List.of(flow, more.flow()), out, 1, "");
    }
    return Worker.Result.of(o.type(0), out, flow);
  }

  /** With its channels behind the filters; where tensors have them last, it may have so too. */
  private static Shape kernel(Shape kernel, Shape in, long groups, boolean last) {
    boolean fits = !last || kernel.rank() < 3 || in.rank() < 3 || groups < 1;
    return fits || kernel.dim(1) == in.dim(1) / groups ? kernel : Layout.turned(kernel);
  }

  private static Task task(Operation o, Shape in, int kernels) {
    Task task = new Task(o).samples(in.dim(0)).reads(0, kernels).weights(kernels);
    return Products.isParameter(o, kernels)
        ? task
        : task.note("its kernel is computed by the network, and counted as weights");
  }

  private static List<Window> windows(Operation o, Shape in, Shape kernel, boolean transposed) {
    List<Long> taps = kernel.part(2, kernel.rank()).dims();
    List<Long> said = o.node().wholes("kernel_shape");
    if (said != null && !said.isEmpty() && !said.equals(taps)) {
      throw new IllegalArgumentException("says kernel_shape " + said + ", but has " + kernel);
    }
    return Windows.of(o.node(), in, taps, transposed);
  }

  private static void check(Shape in, Shape kernel) {
    if (in.rank() < 3 || in.rank() != kernel.rank()) {
      throw new IllegalArgumentException("has kernels " + kernel + " for an input of " + in);
    }
  }

  private static Worker.Result transposed(Operation o) {
    Shape in = o.needed(0);
    Shape kernel = o.needed(1);
    long groups = o.node().whole("group", 1);
    check(in, kernel);
    if (groups < 1 || kernel.dim(0) != in.dim(1) || in.dim(1) % groups != 0) {
      throw new IllegalArgumentException(
          "has kernels " + kernel + " in " + groups + " groups for an input of " + in);
    }
    long channels = Math.multiplyExact(kernel.dim(1), groups);
    List<Window> windows = windows(o, in, kernel, true);
    Shape out = Shape.of(in.dim(0), channels);
    for (Window window : windows) {
      out = out.then(Shape.of(window.spread()));
    }
    if (Products.isParameter(o, 0) && Products.isParameter(o, 1)) {
      return Worker.Result.of(o.type(0), out, null);
    }
    Flow flow = task(o, in, 1).convolution(true, channels, in.dim(1), groups, windows);
    return Worker.Result.of(o.type(0), out, flow);
  }

  /** Taps lie where offsets say; their number is that of a plain convolution. */
  private static Worker.Result deformed(Operation o) {
    Worker.Result plain = convolution(o, 1, -1);
    Flow flow = plain.flow();
    Tensor offsets = o.input(2);
    return flow == null || offsets == null || offsets.flow() == null
        ? plain
        : new Worker.Result(
            plain.facts(),
            o.join(
                Flow.Kind.MEETING,
                List.of(flow, offsets.flow()),
                plain.facts().get(0).shape(),
                1,
                ""));
  }
}
