package dev.scar.schedule;

import java.util.Locale;

/** Whether a chiplet loads, computes and sends at the same time ({@code model.md#execution}). */
public enum Execution {
  /** One step after another; every step blocks its chiplet. The paper's, and the default. */
  SEQUENTIAL,
  /**
   * Memory, compute and output of a chiplet work side by side, with two mini-batches in L2; a model
   * of a window that is predicted to be no faster so runs there one step after another.
   */
  OVERLAPPED;

  /** As files spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
