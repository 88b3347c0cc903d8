package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The clock of {@link Parts}, and parent of their actors: gives all of them the next round when all
 * have ended the last one. If one fails, the simulation fails with its cause.
 */
final class PartsClock extends AbstractBehavior<ClockCommand> {
  private final Parts parts;
  private final List<ActorRef<Round>> actors = new ArrayList<>();
  private ClockCommand.@Nullable RunUntil order;
  private int outstanding;

  /** Run until this time, and say so then. */
  private record Round(long untilPs, ActorRef<ClockCommand> replyTo) {}

  private PartsClock(ActorContext<ClockCommand> context, Parts parts) {
    super(context);
    this.parts = parts;
    for (int part = 0; part < parts.count(); part++) {
      ActorRef<Round> actor = context.spawn(part(part), "part-" + part, ActorEngine.mailbox());
      context.watch(actor);
      actors.add(actor);
    }
  }

  static Behavior<ClockCommand> create(Parts parts) {
    return Behaviors.setup(context -> new PartsClock(context, parts));
  }

  private Behavior<Round> part(int part) {
    return Behaviors.receive(Round.class)
        .onMessage(
            Round.class,
            round -> {
              try {
                parts.run(part, round.untilPs());
              } catch (Error e) {
                // The clock is told of exceptions alone.
                throw new IllegalStateException("a part cannot go on", e);
              }
              round.replyTo().tell(ClockCommand.RoundDone.DONE);
              return Behaviors.same();
            })
        .build();
  }

  @Override
  public Receive<ClockCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ClockCommand.RunUntil.class, this::onRunUntil)
        .onMessage(ClockCommand.RoundDone.class, done -> onDone())
        .onSignal(ChildFailed.class, failed -> fail(failed.getCause()))
        .build();
  }

  private Behavior<ClockCommand> onRunUntil(ClockCommand.RunUntil command) {
    order = command;
    return goOn(command);
  }

  private Behavior<ClockCommand> onDone() {
    outstanding--;
    return outstanding > 0 || order == null ? this : goOn(order);
  }

  private Behavior<ClockCommand> goOn(ClockCommand.RunUntil current) {
    try {
      OptionalLong round = parts.next(current.untilPs());
      if (round.isEmpty()) {
        order = null;
        current.done().complete(null);
        return this;
      }
      outstanding = actors.size();
      Round next = new Round(round.getAsLong(), getContext().getSelf());
      actors.forEach(actor -> actor.tell(next));
      return this;
    } catch (RuntimeException | Error e) {
      return fail(e);
    }
  }

  private Behavior<ClockCommand> fail(Throwable cause) {
    if (order != null) {
      order.done().completeExceptionally(cause);
    }
    return Behaviors.stopped();
  }
}
