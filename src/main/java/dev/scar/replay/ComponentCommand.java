package dev.scar.replay;

import akka.actor.typed.ActorRef;
import dev.scar.sim.StageRun;
import java.util.List;

/** What the clock tells a component. */
public sealed interface ComponentCommand {
  /**
   * Handle everything due before {@code untilPs}.
   *
   * @param inbox what has come since the last time
   * @param outbox where to put what is emitted; travels back with the answer
   */
  record Advance(long untilPs, Inbox inbox, Outbox outbox, ActorRef<ClockCommand> replyTo)
      implements ComponentCommand {}

  /** Run these stages from {@code startPs} on; only chiplets get this. */
  record Begin(List<StageRun> runs, long startPs, Outbox outbox, ActorRef<ClockCommand> replyTo)
      implements ComponentCommand {}
}
