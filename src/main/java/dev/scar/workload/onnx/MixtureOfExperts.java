package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feed-forward networks of which each token takes a few, as ONNX Runtime has them as one operator:
 * {@code up} (with {@code gate} in the same matrix or in one of its own), then {@code down}.
 */
final class MixtureOfExperts {
  private MixtureOfExperts() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("com.microsoft.MoE", o -> work(o, ranks(o, 3) == 3 ? 1 : 2, 1));
    all.put("com.microsoft.QMoE", o -> work(o, 3, packing(o)));
  }

  private static int ranks(Operation o, int input) {
    Shape shape = o.shape(input);
    return shape == null ? 0 : shape.rank();
  }

  /** How many elements lie in one that is stored. */
  private static long packing(Operation o) {
    long bits = o.node().whole("expert_weight_bits", 4);
    if (bits < 1 || bits > 8 || 8 % bits != 0) {
      throw new IllegalArgumentException("has expert_weight_bits " + bits);
    }
    return o.type(2).bits() == 8 ? 8 / bits : 1;
  }

  /**
   * The products of all pairs of a token and an expert.
   *
   * @param apart how many inputs lie from one matrix to the next
   * @param packing elements in a stored one
   */
  private static Worker.Result work(Operation o, int apart, long packing) {
    Shape in = o.needed(0);
    long experts = o.needed(2).rank() == 3 ? o.needed(2).dim(0) : 0;
    long taken = o.node().whole("k", 1);
    if (in.rank() < 2 || experts < 1 || taken < 1 || taken > experts) {
      throw new IllegalArgumentException(
          "takes " + taken + " of experts " + o.needed(2) + " for an input of " + in);
    }
    long hidden = in.dim(-1);
    long tokens = in.part(0, in.rank() - 1).elements();
    int down = 2 + apart;
    int other = down + apart;
    boolean gated = ranks(o, other) == 3;
    long inner = width(o.needed(down), experts, hidden, packing);
    long first = width(o.needed(2), experts, hidden, packing);
    if ((first != inner && (gated || first != 2 * inner))
        || (gated && width(o.needed(other), experts, hidden, packing) != inner)) {
      throw new IllegalArgumentException(
          "has experts of " + first + " columns, of which " + inner + " are read");
    }
    Of of = new Of(o, experts, taken, Math.multiplyExact(tokens, taken), packing);
    Flow made = of.layer(gated ? "gate" : "up", 2, first, hidden, o.input(0), null, 0);
    Flow up = gated ? of.layer("up", other, inner, hidden, o.input(0), null, 0) : null;
    Flow acted =
        up != null
            ? o.join(Flow.Kind.PRODUCT, List.of(made, up), null, 1, "")
            : first == inner ? made : o.join(Flow.Kind.MEETING, List.of(made), null, 1, "SwiGLU");
    Flow out = of.layer("down", down, hidden, inner, o.input(1), acted, in.elements());
    return Worker.Result.of(o.type(0), in, out);
  }

  /** Columns of a matrix of which one side is the hidden size, whichever. */
  private static long width(Shape matrices, long experts, long hidden, long packing) {
    long each = Math.multiplyExact(matrices.elements() / experts, packing);
    if (matrices.rank() != 3 || matrices.dim(0) != experts || hidden < 1 || each % hidden != 0) {
      throw new IllegalArgumentException(
          "has experts " + matrices + " for an input of " + hidden + " elements a token");
    }
    return each / hidden;
  }

  /** What its layers have in common. */
  private record Of(Operation o, long experts, long taken, long pairs, long packing) {
    /**
     * One of its products.
     *
     * @param from a tensor of data that it reads, beside {@code also}
     * @param outputs elements that are left of what it multiplies out; 0 for all
     */
    Flow layer(
        String part,
        int weights,
        long columns,
        long terms,
        @Nullable Tensor from,
        @Nullable Flow also,
        long outputs) {
      Shape in = o.needed(0);
      Flow read = from == null ? null : from.flow();
      boolean chosen = also != null && read != null;
      Task task =
          new Task(o)
              .part(part)
              .takes(taken)
              .samples(in.rank() > 2 ? in.dim(0) : 0)
              .leaves(outputs)
              .read(
                  chosen
                      ? o.join(Flow.Kind.PRODUCT, List.of(also, read), null, 1, "")
                      : also != null ? also : read);
      Task weighted =
          packing > 1 ? task.weights(Products.packed(8 / packing)) : task.weights(weights);
      return weighted.product(pairs, columns, terms, experts);
    }
  }
}
