package dev.scar.cost;

/**
 * One line of a listing: {@code TemporalMap(size,offset) dimension} or {@code SpatialMap(…) …}.
 *
 * @param spatial neighbouring units hold tiles {@code offset} apart; otherwise every unit moves by
 *     {@code offset} in each step
 * @param output whether it says X' or Y', so that size and offset count outputs
 * @param text as it was written, for messages
 */
record Directive(
    boolean spatial,
    Dim dim,
    boolean output,
    SizeExpression size,
    SizeExpression offset,
    String text) {
  @Override
  public String toString() {
    return text;
  }
}
