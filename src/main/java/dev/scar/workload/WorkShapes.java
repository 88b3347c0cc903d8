package dev.scar.workload;

import dev.scar.workload.onnx.Window;
import dev.scar.workload.onnx.Work;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The shapes of layers for the work of an ONNX file, for one of its samples.
 *
 * <p>A convolution along one axis is one of a single row. What has no shape of its own becomes a
 * product of the same weights, multiply-accumulates and outputs: a convolution along three axes, or
 * of several samples at once, has a row for each output and a term for each tap of each channel.
 */
final class WorkShapes {
  private static final Axis ONE = new Axis(1, 1, 1, 0);

  private final long samples;

  private WorkShapes(long samples) {
    this.samples = samples;
  }

  /**
   * For a file of so many samples: those that work says that it is for, else the size of the first
   * axis of its first input; 1 if work does not divide into so many.
   */
  static WorkShapes of(List<Work> works, long leading) {
    long told = works.stream().mapToLong(Work::samples).reduce(0, WorkShapes::divisor);
    for (long each : new long[] {leading, told}) {
      if (each > 1
          && each <= ScenarioModel.LARGEST_BATCH
          && works.stream().allMatch(work -> divides(work, each))) {
        return new WorkShapes(each);
      }
    }
    return new WorkShapes(1);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private static boolean divides(Work work, long by) {
    boolean whole =
        switch (work.kind()) {
          case CONVOLUTION, TRANSPOSED -> true;
          case WEIGHTED, RECURRENT -> work.rows() % by == 0;
          case EXPERTS -> work.rows() % Math.multiplyExact(by, work.taken()) == 0;
          case FREE -> (work.heads() > 1 ? work.heads() : work.rows()) % by == 0;
        };
    return whole && work.samples() % by == 0;
  }

  /** The samples that the file computes at once. */
  long samples() {
    return samples;
  }

  /** What is approximate about the shape; empty if nothing is. */
  String approximation(Work work) {
    if (work.kind() == Work.Kind.EXPERTS) {
      return String.format(
          Locale.ROOT,
          "of %d experts a batch of %d is expected to touch %.2f, whose weights are read; a sample's are %d products side by"
              + " side, each with an equal part of its rows, rounded up",
          work.heads(),
          samples,
          experts(work).touched((double) tokens(work) * samples),
          experts(work).side(tokens(work)));
    }
    boolean convolution = !work.windows().isEmpty();
    return convolution && !isPlane(work)
        ? "a convolution along "
            + work.windows().size()
            + " axes as the product of its outputs and taps, each of which it brings to the processing elements"
        : "";
  }

  private boolean isPlane(Work work) {
    return work.windows().size() <= 2 && work.samples() == samples;
  }

  /**
   * The shape of a piece of work.
   *
   * @throws IllegalArgumentException if a bound is larger than layers may have
   * @throws ArithmeticException beyond 2^63
   */
  LayerShape shape(Work work) {
    return switch (work.kind()) {
      case CONVOLUTION -> isPlane(work) ? plane(work) : unrolled(work, w -> w.outputs(false), 1);
      case TRANSPOSED -> isPlane(work) ? plane(work) : unrolled(work, Window::size, taps(work));
      case WEIGHTED, RECURRENT ->
          LayerShape.product(
              work.kind() == Work.Kind.RECURRENT ? LayerKind.RECURRENT : LayerKind.GEMM,
              work.rows() / samples,
              work.columns(),
              work.terms(),
              work.heads());
      case EXPERTS -> {
        long side = experts(work).side(tokens(work));
        long pairs = work.rows() / samples;
        yield LayerShape.product(
            LayerKind.GEMM, (pairs + side - 1) / side, work.columns(), work.terms(), side);
      }
      case FREE -> {
        boolean many = work.heads() > 1;
        yield LayerShape.product(
            LayerKind.MATMUL,
            many ? work.rows() : work.rows() / samples,
            work.columns(),
            work.terms(),
            many ? work.heads() / samples : 1);
      }
    };
  }

  /** Elements that a piece of work of this shape reads, of both operands. */
  long inputs(Work work, LayerShape shape) {
    return work.windows().isEmpty() || isPlane(work)
        ? Math.addExact(shape.inputElements(), shape.operandElements())
        : Math.multiplyExact(
            Math.multiplyExact(work.samples() / samples, work.terms()),
            size(work.windows(), Window::size));
  }

  /** Elements of the tensor that a piece of work of this shape makes. */
  long outputs(Work work, LayerShape shape) {
    if (work.kind() == Work.Kind.EXPERTS && work.outputs() == 0) {
      return Math.multiplyExact(work.rows() / samples, work.columns());
    }
    return work.outputs() > 0 ? work.outputs() / samples : shape.outputElements();
  }

  private static Experts experts(Work work) {
    return new Experts(work.heads(), work.taken());
  }

  /** Those of a sample that take experts. */
  private long tokens(Work work) {
    return work.rows() / work.taken() / samples;
  }

  /** Weights that the batch reads; of experts those that it is expected to touch. */
  long weights(Work work, LayerShape shape) {
    if (work.kind() != Work.Kind.EXPERTS) {
      return shape.weightElements();
    }
    long expert = Math.multiplyExact(work.columns(), work.terms());
    double touched = experts(work).touched((double) tokens(work) * samples);
    return Math.max(shape.weightElements(), Math.round(touched * expert));
  }

  /**
   * Multiply-accumulates of a shape; of a transposed convolution those of its inputs, of experts
   * those of the pairs of a token and an expert.
   */
  long macs(Work work, LayerShape shape) {
    if (work.kind() == Work.Kind.EXPERTS) {
      return Math.multiplyExact(
          work.rows() / samples, Math.multiplyExact(work.columns(), work.terms()));
    }
    return shape.kind() == LayerKind.TRANSPOSED
        ? Math.multiplyExact(shape.weightElements(), Math.multiplyExact(shape.y(), shape.x()))
        : shape.macs();
  }

  private static long taps(Work work) {
    return size(work.windows(), Window::kernel);
  }

  private static long size(List<Window> windows, ToLongFunction<Window> of) {
    return windows.stream().mapToLong(of).reduce(1, Math::multiplyExact);
  }

  private LayerShape unrolled(Work work, ToLongFunction<Window> each, long spread) {
    long groups = work.heads();
    long rows = Math.multiplyExact(work.samples() / samples, size(work.windows(), each));
    long columns = Math.multiplyExact(work.columns() / groups, spread);
    long terms = Math.multiplyExact(work.terms() / groups, taps(work) / spread);
    return LayerShape.product(LayerKind.GEMM, rows, columns, terms, groups);
  }

  private static LayerShape plane(Work work) {
    boolean transposed = work.kind() == Work.Kind.TRANSPOSED;
    List<Axis> axes = work.windows().stream().map(w -> axis(w, transposed)).toList();
    long groups = work.heads();
    boolean depthwise = groups > 1 && groups == work.terms() && groups == work.columns();
    LayerKind kind =
        transposed
            ? LayerKind.TRANSPOSED
            : depthwise ? LayerKind.DEPTHWISE : groups > 1 ? LayerKind.GROUPED : LayerKind.CONV;
    return new LayerShape(
        kind,
        work.columns(),
        work.terms(),
        axes.size() == 1 ? ONE : axes.get(0),
        axes.get(axes.size() - 1),
        groups,
        1);
  }

  /**
   * Negative padding cuts the input of a convolution, and adds to the output of a transposed one.
   */
  private static Axis axis(Window w, boolean transposed) {
    long cut = Math.min(0, w.before()) + Math.min(0, w.after());
    return new Axis(
        transposed ? w.size() : w.size() + cut,
        w.kernel(),
        w.stride(),
        Math.max(0, w.before()),
        Math.max(0, w.after()),
        w.dilation(),
        transposed ? w.extra() - cut : 0);
  }
}
