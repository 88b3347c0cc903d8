package dev.scar.cost;

/** A number in a listing, possibly depending on the layer: {@code 8+Sz(S)-1}. */
@FunctionalInterface
interface SizeExpression {
  /**
   * Its value for this layer.
   *
   * @throws ArithmeticException beyond 2^63 or on division by zero
   */
  long value(Extents layer);
}
