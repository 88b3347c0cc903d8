package dev.scar.traffic.router;

/** Decides which flits cross a router in a cycle. */
interface Switch {
  /** Flits have come to these channels. */
  default void arrived(int[] channels, int from, int end, long cycle) {}

  /**
   * Chooses input channels whose front flits go, at most one to an output.
   *
   * @param first the first node
   * @param end the node after the last one
   * @param granted gets the channels, those of a node together, in the order of the nodes
   * @return how many they are
   */
  int allocate(int first, int end, long cycle, int[] granted);
}
