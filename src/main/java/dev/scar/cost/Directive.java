package dev.scar.cost;

/** One directive of a listing. */
sealed interface Directive {
  /**
   * A loop over a dimension: every unit holds {@code size} indices; time (temporal) or the
   * neighbouring unit (spatial) moves by {@code offset}.
   *
   * @param output whether it is written for the output axis (Y′ or X′)
   */
  record Loop(boolean spatial, SizeExpression size, SizeExpression offset, Dim dim, boolean output)
      implements Directive {}

  /** What follows describes the mapping inside a group of this many units. */
  record Cluster(SizeExpression units) implements Directive {}
}
