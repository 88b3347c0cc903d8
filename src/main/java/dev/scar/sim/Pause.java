package dev.scar.sim;

import java.util.Locale;

/** Why a DRAM serves nobody although someone is there ({@code replay-rules.md#dram-pauses}). */
public enum Pause implements Culprit {
  /** It refreshes its cells. */
  REFRESH,
  /** Its bus turns from reads to writes or back. */
  TURNAROUND;

  /** What tables call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
