package dev.scar.sim;

/** What a {@link Transfer} knows of its packets. */
enum Kept {
  /** Nothing: it is one of endless synthetic traffic, and nobody writes a log. */
  NOTHING,
  /** How far it is at every position. */
  PROGRESS,
  /** Also whom it waited behind. */
  WAITS
}
