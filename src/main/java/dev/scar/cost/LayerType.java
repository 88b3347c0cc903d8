package dev.scar.cost;

import java.util.EnumSet;
import java.util.Set;

/** The evaluator's layer types, with the dimensions that each tensor is coupled to. */
public enum LayerType {
  CONV(
      EnumSet.of(Dim.N, Dim.C, Dim.Y, Dim.X),
      EnumSet.of(Dim.K, Dim.C, Dim.R, Dim.S),
      EnumSet.of(Dim.N, Dim.K, Dim.Y, Dim.X)),
  /** Costed like CONV. */
  TRCONV(
      EnumSet.of(Dim.N, Dim.C, Dim.Y, Dim.X),
      EnumSet.of(Dim.K, Dim.C, Dim.R, Dim.S),
      EnumSet.of(Dim.N, Dim.K, Dim.Y, Dim.X)),
  /** Depthwise, and element-wise with a 1 × 1 kernel; ignores K. */
  DSCONV(
      EnumSet.of(Dim.N, Dim.C, Dim.Y, Dim.X),
      EnumSet.of(Dim.C, Dim.R, Dim.S),
      EnumSet.of(Dim.N, Dim.C, Dim.Y, Dim.X)),
  /** Grouped; K and C are per group, and C is not reduced over. */
  NGCONV(
      EnumSet.of(Dim.N, Dim.G, Dim.C, Dim.Y, Dim.X),
      EnumSet.of(Dim.G, Dim.K, Dim.C, Dim.R, Dim.S),
      EnumSet.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.Y, Dim.X)),
  GEMM(EnumSet.of(Dim.M, Dim.K), EnumSet.of(Dim.K, Dim.N), EnumSet.of(Dim.M, Dim.N));

  private final Set<Dim> input;
  private final Set<Dim> weight;
  private final Set<Dim> output;

  LayerType(Set<Dim> input, Set<Dim> weight, Set<Dim> output) {
    this.input = input;
    this.weight = weight;
    this.output = output;
  }

  /** Whether a dimension indexes a tensor; the outputs of a group are sums over its channels. */
  boolean couples(Tensor tensor, Dim dim, Set<Correction> corrections) {
    boolean summed = this == NGCONV && tensor == Tensor.OUTPUT && dim == Dim.C;
    if (summed && corrections.contains(Correction.GROUPED_CHANNELS)) {
      return false;
    }
    return switch (tensor) {
      case INPUT -> input.contains(dim);
      case WEIGHT -> weight.contains(dim);
      case OUTPUT -> output.contains(dim);
    };
  }

  /** Whether it is a dimension of the input or the weights. */
  boolean has(Dim dim) {
    return input.contains(dim) || weight.contains(dim);
  }

  boolean isConvolution() {
    return this != GEMM;
  }

  /** The three tensors of a layer. */
  enum Tensor {
    INPUT,
    WEIGHT,
    OUTPUT
  }
}
