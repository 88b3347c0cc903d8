package dev.scar.workload;

/**
 * Whose arithmetic the costs of a scenario's layers follow.
 *
 * <p>It belongs to the scenario, since results are compared within one. The scenarios that restate
 * the paper's say {@code original}, so that their figures stay comparable; without a word it is
 * {@code corrected}.
 */
public enum LayerCosts {
  /** The original tool's, its slips included. */
  ORIGINAL("original"),
  /** The same model without the slips: every multiply-accumulate counts once. */
  CORRECTED("corrected");

  private final String word;

  LayerCosts(String word) {
    this.word = word;
  }

  /** What files and messages call it. */
  public String word() {
    return word;
  }
}
