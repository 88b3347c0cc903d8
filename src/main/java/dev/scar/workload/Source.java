package dev.scar.workload;

/** Where a tensor that a layer reads comes from. */
sealed interface Source {
  /** From a layer, by its index. */
  record Made(int layer) implements Source {}

  /** From DRAM; no layer makes it. */
  record Given(NamedInput input) implements Source {}
}
