package dev.scar.replay;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.SourceModel;

/** A source of synthetic traffic as an actor. */
public final class SourceActor extends AbstractBehavior<ComponentCommand> {
  private final SourceModel model;

  private SourceActor(ActorContext<ComponentCommand> context, SourceModel model) {
    super(context);
    this.model = model;
  }

  /** The behaviour of an actor that hosts this model. */
  public static Behavior<ComponentCommand> create(SourceModel model) {
    return Behaviors.setup(context -> new SourceActor(context, model));
  }

  @Override
  public Receive<ComponentCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ComponentCommand.Advance.class, this::onAdvance)
        .onMessage(ComponentCommand.Begin.class, Misdirected::begin)
        .build();
  }

  private Behavior<ComponentCommand> onAdvance(ComponentCommand.Advance command) {
    model.advance(command.untilPs(), command.outbox());
    command
        .replyTo()
        .tell(new ClockCommand.Advanced(model.ordinal(), command.outbox(), model.nextPs(), 0));
    return this;
  }
}
