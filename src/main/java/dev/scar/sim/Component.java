package dev.scar.sim;

/** Anything that events happen to. Driven by one thread at a time. */
public sealed interface Component permits ServerModel, ChipletModel, SourceModel {
  /** No event is pending. */
  long NEVER = Long.MAX_VALUE;

  /** Its number: links, then DRAMs, then ejection ports, then chiplets. */
  int ordinal();

  /** The time of its earliest pending event, or {@link #NEVER}. */
  long nextPs();

  /**
   * Handles everything due before {@code untilPs}, instant by instant, its own new events included
   * ({@code replay-rules.md#rule-15}).
   */
  void advance(long untilPs, Emitter out);
}
