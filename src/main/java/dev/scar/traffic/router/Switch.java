package dev.scar.traffic.router;

/** Decides which flits cross a router in a cycle. */
interface Switch {
  /** A flit has come to a channel. */
  default void arrived(int channel, long cycle) {}

  /**
   * Chooses input channels whose front flits go, at most one to an output.
   *
   * @param granted gets them
   * @return how many
   */
  int allocate(int node, long cycle, int[] granted);
}
