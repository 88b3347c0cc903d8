package dev.scar.workload;

/**
 * A tensor that no layer makes and that is not the model's own input either, such as a cache of
 * keys or a table: it stands in DRAM, and every layer that reads it loads it for every sample.
 *
 * @param name what layers call it; empty for the operands of an approximate graph that nobody names
 * @param elements for one sample
 */
public record NamedInput(String name, long elements) {
  public NamedInput {
    if (elements < 1) {
      throw new IllegalArgumentException("input " + name + " is empty");
    }
  }

  /** What the named tensors leave open of a product's operands. */
  static NamedInput rest(long elements) {
    return new NamedInput("", elements);
  }
}
