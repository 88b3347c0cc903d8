package dev.scar.cost;

/**
 * A state of a loop.
 *
 * @param occurrences how many iterations are in it
 * @param unrolled whether the first iteration covers everything
 * @param edge whether the tile is partial
 * @param partialLast whether the last active unit has a partial tile (spatial loops)
 */
record LoopState(Kind kind, long occurrences, boolean unrolled, boolean edge, boolean partialLast) {
  enum Kind {
    INIT,
    STEADY,
    EDGE
  }

  boolean isInit() {
    return kind == Kind.INIT;
  }
}
