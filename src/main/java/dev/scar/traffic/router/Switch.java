package dev.scar.traffic.router;

/** Decides which flits cross a router in a cycle. */
interface Switch {
  /** A flit has come to a channel. */
  default void arrived(int channel, long cycle) {}

  /**
   * Chooses input channels whose front flits go, at most one to an output.
   *
   * @param granted gets them, from the place {@code at} on
   * @return the place after the last one
   */
  int allocate(int node, long cycle, int[] granted, int at);
}
