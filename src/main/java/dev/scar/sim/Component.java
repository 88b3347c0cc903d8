package dev.scar.sim;

import java.util.List;

/**
 * Anything that events happen to: a link, a port, a DRAM, a chiplet, a source of packets, or what
 * else a {@link FlowControl} puts into a package. Driven by one thread at a time.
 *
 * <p>What a component takes is its own matter: those that are given something they know nothing of
 * refuse it with an {@link IllegalStateException}, which is a defect of whoever sent it.
 */
public interface Component {
  /** No event is pending. */
  long NEVER = Long.MAX_VALUE;

  /** Its number, see {@link Components}. */
  int ordinal();

  /** The time of its earliest pending event, or {@link #NEVER}. */
  long nextPs();

  /**
   * Handles everything due before {@code untilPs}, instant by instant, its own new events included
   * ({@code replay-rules.md#rule-15}).
   */
  void advance(long untilPs, Emitter out);

  /** A packet, run, request or credit for one of its inputs; see {@link Emitter#packet}. */
  default void offer(
      int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    throw new IllegalStateException("component " + ordinal() + " takes no packets");
  }

  /** A transfer that it waits for, or consumes, arrives at this time. */
  default void deliver(Transfer transfer, long timePs) {
    throw new IllegalStateException("component " + ordinal() + " waits for no transfer");
  }

  /** Next stages to run; the first starts at {@code startPs}. */
  default void begin(List<StageRun> stageRuns, long startPs) {
    throw new IllegalStateException("component " + ordinal() + " runs no stages");
  }

  /**
   * A barrier: nothing is under way, and what it remembers for fairness returns to its beginning.
   * What happens between two barriers so depends on nothing before.
   *
   * @param timePs when the barrier is
   */
  default void restart(long timePs) {}

  /** When it is free to serve again at the earliest; 0 for what serves nothing. */
  default long freePs() {
    return 0;
  }

  /** The loads that still have packets to be served here. */
  default List<QueuedLoad> queuedLoads() {
    return List.of();
  }

  /** Adds what it did to the result; it is at rest. */
  default void collect(ReplayCollector into) {}
}
