package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of convolutions and pools: strides, pads, dilations. */
final class Windows {
  private Windows() {}

  /**
   * One window for each axis behind the first two.
   *
   * @param kernel taps along each axis
   * @param transposed whether outputs are spread over a larger map
   * @throws IllegalArgumentException if the arguments do not fit the tensor
   */
  static List<Window> of(OnnxNode node, Shape in, List<Long> kernel, boolean transposed) {
    int axes = in.rank() - 2;
    if (axes < 1 || kernel.size() != axes) {
      throw new IllegalArgumentException(
          "has a kernel of " + kernel.size() + " axes for an input of " + in);
    }
    List<Long> pads = argument(node, "pads", 2 * axes, 0);
    List<Long> strides = argument(node, "strides", axes, 1);
    List<Long> dilations = argument(node, "dilations", axes, 1);
    List<Long> extra = argument(node, "output_padding", axes, 0);
    List<Long> wanted = node.wholes("output_shape");
    if (wanted != null && wanted.size() < axes) {
      throw new IllegalArgumentException(
          "has an output_shape " + wanted + " for " + axes + " axes");
    }
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Window window =
          new Window(
              in.dim(i + 2),
              kernel.get(i),
              strides.get(i),
              pads.get(i),
              pads.get(axes + i),
              dilations.get(i),
              extra.get(i));
      Long goal = wanted == null ? null : wanted.get(wanted.size() - axes + i);
      windows.add(transposed ? spread(node, window, goal) : fitted(node, window));
    }
    return windows;
  }

  private static List<Long> argument(OnnxNode node, String name, int count, long fallback) {
    List<Long> given = node.wholes(name);
    if (given == null || given.isEmpty()) {
      return Collections.nCopies(count, fallback);
    }
    if (given.size() != count) {
      throw new IllegalArgumentException("has " + given.size() + " " + name + ", not " + count);
    }
    return given;
  }

  /** With the padding that auto_pad asks for. */
  private static Window fitted(OnnxNode node, Window w) {
    String mode = node.text("auto_pad", "NOTSET");
    if (mode.equals("VALID")) {
      return padded(w, 0, 0, 0);
    }
    if (!mode.startsWith("SAME")) {
      return w;
    }
    long outputs = (w.size() + w.stride() - 1) / w.stride();
    long missing = (outputs - 1) * w.stride() + w.reach() - w.size();
    return halved(w, Math.max(0, missing), mode.equals("SAME_UPPER"), 0);
  }

  /** With the padding or the extra rows that a wanted size asks for. */
  private static Window spread(OnnxNode node, Window w, @Nullable Long goal) {
    String mode = node.text("auto_pad", "NOTSET");
    boolean same = mode.startsWith("SAME");
    if (goal == null && !same) {
      return mode.equals("VALID") ? padded(w, 0, 0, w.extra()) : w;
    }
    long size = goal == null ? Math.multiplyExact(w.size(), w.stride()) : goal;
    long whole = Math.addExact(Math.multiplyExact(w.size() - 1, w.stride()), w.reach()) + w.extra();
    long missing = whole - size;
    return missing < 0
        ? padded(w, 0, 0, w.extra() - missing)
        : halved(w, missing, mode.equals("SAME_UPPER"), w.extra());
  }

  private static Window halved(Window w, long padding, boolean oddAtEnd, long extra) {
    long less = padding / 2;
    return oddAtEnd
        ? padded(w, less, padding - less, extra)
        : padded(w, padding - less, less, extra);
  }

  private static Window padded(Window w, long before, long after, long extra) {
    return new Window(w.size(), w.kernel(), w.stride(), before, after, w.dilation(), extra);
  }
}
