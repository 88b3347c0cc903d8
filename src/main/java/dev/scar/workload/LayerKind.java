package dev.scar.workload;

/** The operations that a layer can be. */
public enum LayerKind {
  /** Dense two-dimensional convolution. */
  CONV,
  /** Depthwise convolution: one filter per channel, K = C. */
  DEPTHWISE,
  /** Grouped convolution: K and C are totals over all groups. */
  GROUPED,
  /** Transposed convolution (up-convolution). */
  TRANSPOSED,
  /** Activations times weights: M rows, N output features, K reduction. */
  GEMM,
  /** The same, whose rows follow one another: the steps of a recurrent layer. */
  RECURRENT,
  /** Activations times activations, {@code repeat} times (once per attention head). */
  MATMUL,
  /** Element-wise addition of several tensors. */
  ADD
}
