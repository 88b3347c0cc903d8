package dev.scar.sim;

/** What a {@link Transfer} knows of its packets. */
enum Kept {
  /** Nothing: it is one of endless synthetic traffic, and nobody writes a log. */
  NOTHING,
  /** How far it is at every position. */
  PROGRESS,
  /** Also whom it waited behind. */
  WAITS;

  /** What a replay asks for: waits, where packets only wait for others. */
  static Kept by(ReplayOptions options) {
    return options.waits()
            && options.flowControl().laws().contains(FlowControl.Law.NO_IDLE_WHILE_WAITING)
        ? WAITS
        : PROGRESS;
  }
}
