package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.Component;

/** A component as an actor: a chiplet, a source, a link, a port, a DRAM. */
final class ComponentActor extends AbstractBehavior<ComponentActor.Advance> {
  /**
   * Handle everything due before {@code untilPs}.
   *
   * @param inbox what has come since the last time
   * @param outbox where to put what is emitted; travels back with the answer
   */
  record Advance(long untilPs, Inbox inbox, Outbox outbox, ActorRef<ClockCommand> replyTo) {}

  private final Component component;

  private ComponentActor(ActorContext<Advance> context, Component component) {
    super(context);
    this.component = component;
  }

  /** The behaviour of an actor that hosts this component. */
  static Behavior<Advance> create(Component component) {
    return Behaviors.setup(context -> new ComponentActor(context, component));
  }

  @Override
  public Receive<Advance> createReceive() {
    return newReceiveBuilder().onMessage(Advance.class, this::onAdvance).build();
  }

  private Behavior<Advance> onAdvance(Advance command) {
    try {
      command.inbox().deliverTo(component);
      component.advance(command.untilPs(), command.outbox());
    } catch (Error e) {
      // The clock is told of exceptions alone.
      throw new IllegalStateException("a component cannot go on", e);
    }
    command
        .replyTo()
        .tell(
            new ClockCommand.Advanced(
                component.ordinal(),
                component.nextPs(),
                component.freePs(),
                component.queuedLoads()));
    return this;
  }
}
