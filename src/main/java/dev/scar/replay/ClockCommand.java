package dev.scar.replay;

/** What the clock is told. */
public sealed interface ClockCommand
    permits ClockCommand.Start, ClockCommand.Advanced, OpenLoopClock.RunUntil {
  /** Begin the replay. */
  record Start() implements ClockCommand {}

  /**
   * A component has done what it was asked to.
   *
   * @param nextPs its next pending event
   * @param freePs when it is free, for servers
   */
  record Advanced(int component, Outbox outbox, long nextPs, long freePs) implements ClockCommand {}
}
