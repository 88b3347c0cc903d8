package dev.scar.plan;

import java.util.EnumSet;
import java.util.Set;

/**
 * From one segment of a chiplet to its next one ({@code replay-rules.md#rule-25}): what each step
 * of the next one has to wait for. {@link Tail} says whether the queues of memory, compute and
 * output run on.
 */
public final class Handover {
  private Handover() {}

  /** What of the segments before on a chiplet must have ended. */
  public enum Need {
    /** All of it. */
    ALL,
    /** All loads and stores. */
    MEMORY,
    /** The weights that they load for the next segment. */
    EARLY,
    /** All computations. */
    COMPUTED,
    /** All computations but the last one. */
    COMPUTED_BEFORE,
    /** All that is sent and stored. */
    OUT,
    /** All that is sent and stored of mini-batches before the last one. */
    OUT_BEFORE
  }

  /**
   * What a step has to wait for of the segments before, as if their mini-batches and its own were
   * those of one segment; a load beside that for all stores before it.
   *
   * @param runsOn whether the queues run on from the segment before
   */
  public static Set<Need> needs(Stage next, boolean runsOn, int step, int miniBatch) {
    if (!runsOn) {
      return step == 0 && miniBatch == 0 ? EnumSet.of(Need.ALL) : Set.of();
    }
    if (miniBatch > 1) {
      return Set.of();
    }
    boolean first = miniBatch == 0;
    Step what = next.steps().get(step);
    if (what instanceof Step.Wait wait) {
      if (!wait.isLast()) {
        return first ? EnumSet.of(Need.MEMORY, Need.COMPUTED_BEFORE) : EnumSet.of(Need.COMPUTED);
      }
      return first ? EnumSet.of(Need.EARLY, Need.COMPUTED, Need.OUT_BEFORE) : EnumSet.of(Need.OUT);
    }
    if (!first || !(what instanceof Step.Move move)) {
      return Set.of();
    }
    return switch (move.flow().kind()) {
      case SEND, STORE -> EnumSet.of(Need.OUT);
      case PREFETCH -> EnumSet.of(Need.MEMORY);
      case LOAD, SPILL, REFILL -> Set.of();
    };
  }

  /** What a transfer of this kind is part of. */
  public static Set<Need> queues(Flow.Kind kind) {
    return switch (kind) {
      case LOAD, SPILL, REFILL -> EnumSet.of(Need.MEMORY);
      case PREFETCH -> EnumSet.of(Need.MEMORY, Need.EARLY);
      case SEND -> EnumSet.of(Need.OUT);
      case STORE -> EnumSet.of(Need.MEMORY, Need.OUT);
    };
  }
}
