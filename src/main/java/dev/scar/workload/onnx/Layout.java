package dev.scar.workload.onnx;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tensors whose channels are their last axis; what is computed of them is the same. */
final class Layout {
  private static final Set<String> LAST = Set.of("NhwcConv", "NhwcFusedConv", "NhwcMaxPool");

  private Layout() {}

  /** Whether a node reads and makes such tensors. */
  static boolean isLast(OnnxNode node) {
    return LAST.contains(node.op()) || node.whole("channels_last", 0) != 0;
  }

  /**
   * The shape of a tensor with channels behind the first axis.
   *
   * @param last whether they are the last axis now
   */
  static @Nullable Shape first(@Nullable Shape in, boolean last) {
    return in == null || !last ? in : turned(in);
  }

  /** The same of a shape that is known. */
  static Shape turned(Shape in) {
    return in.rank() < 3
        ? in
        : in.part(0, 1).then(in.part(in.rank() - 1, in.rank())).then(in.part(1, in.rank() - 1));
  }

  /** The shape of a tensor with channels behind the first axis as the node makes it. */
  static Shape back(Shape out, boolean last) {
    return out.rank() < 3 || !last
        ? out
        : out.part(0, 1).then(out.part(2, out.rank())).then(out.part(1, 2));
  }
}
