package dev.scar.schedule;

import java.util.Locale;

/** What becomes of activations that L2 does not hold ({@code model.md#l2-overflow}). */
public enum L2Overflow {
  /** They are told of; they cost nothing. */
  REPORTED,
  /** Each mini-batch stores them to DRAM and loads them again before it computes. */
  SPILLED;

  /** As files spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
