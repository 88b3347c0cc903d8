package dev.scar.sim;

import java.util.List;
import java.util.function.Consumer;

/** Components, and what sets them going part by part; an {@link Engine} makes time pass in it. */
public interface World {
  /** What events happen to. */
  Components components();

  /**
   * Nothing is pending any more, or nothing has been yet: starts the next part.
   *
   * @return false if there is none
   */
  boolean begin(Starter starter);

  /**
   * Tells the ways that packets may take until the next part begins, as ordinals of the components
   * they pass; −1 for an injection port that is no component. Pieces of ways are as good, if each
   * component and the next one are in one of them.
   */
  void ways(Consumer<int[]> told);

  /**
   * The smallest delay between components, other than at one instant to a component that acts later
   * in it.
   */
  long smallestDelayPs();

  /** Whether arrivals make chiplets act; without that, endpoints only send. */
  boolean feedsBack();

  /**
   * Whether a transfer may be served as a whole while it meets no other one: nobody asks for its
   * packets, and everything it passes serves packets as {@code replay-rules.md#rule-6} says,
   * without pauses.
   */
  default boolean servesTrains() {
    return false;
  }

  /** Passes a barrier. */
  interface Starter {
    /** Everything {@linkplain Component#restart restarts}, before anything begins. */
    void restart(long timePs);

    /** Gives a chiplet its next stages. The first of them starts at {@code startPs}. */
    void begin(int chiplet, List<StageRun> runs, long startPs);
  }
}
