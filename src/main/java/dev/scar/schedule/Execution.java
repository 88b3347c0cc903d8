package dev.scar.schedule;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Preset;
import java.util.Locale;

/** Whether a chiplet loads, computes and sends at the same time ({@code model.md#execution}). */
public enum Execution {
  /** One step after another; every step blocks its chiplet. The paper's, and what files mean. */
  SEQUENTIAL,
  /**
   * Memory, compute and output of a chiplet work side by side, with two mini-batches in L2; a model
   * of a window that is predicted to be no faster so runs there one step after another.
   */
  OVERLAPPED;

  /** How schedules are made for a package unless one is told: overlapped as silicon is built. */
  public static Execution usual(ChipletPackage chipletPackage) {
    return chipletPackage.terms().preset() == Preset.BUILT ? OVERLAPPED : SEQUENTIAL;
  }

  /** As files spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
