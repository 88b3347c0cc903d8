package dev.scar.replay;

import dev.scar.sim.QueuedLoad;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the clock is told. */
sealed interface ClockCommand {
  /** Simulate up to a time. */
  record RunUntil(long untilPs, CompletableFuture<Void> done) implements ClockCommand {}

  /**
   * A component has done what it was asked to.
   *
   * @param nextPs its next pending event
   * @param freePs when it is free, for servers
   * @param loads queued there
   */
  record Advanced(int component, long nextPs, long freePs, List<QueuedLoad> loads)
      implements ClockCommand {}

  /** A part has ended its round. */
  enum RoundDone implements ClockCommand {
    DONE
  }
}
