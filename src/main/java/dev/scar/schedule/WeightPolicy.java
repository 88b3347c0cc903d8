package dev.scar.schedule;

import java.util.Locale;

/** When a segment's weights are loaded ({@code model.md#weights-and-mini-batch}). */
public enum WeightPolicy {
  /**
   * Once per window where weights and activations fit L2 together, otherwise once per mini-batch.
   */
  AUTO,
  /** Always once per window; the paper's optimistic reading. */
  RESIDENT,
  /** Always once per mini-batch. */
  STREAMED;

  /** As files spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
