package dev.scar.replay;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.DramModel;

/** A DRAM as an actor; it also bounds the arrival of its loads, for the clock. */
public final class DramActor extends AbstractBehavior<ComponentCommand> {
  private final DramModel model;

  private DramActor(ActorContext<ComponentCommand> context, DramModel model) {
    super(context);
    this.model = model;
  }

  /** The behaviour of an actor that hosts this model. */
  public static Behavior<ComponentCommand> create(DramModel model) {
    return Behaviors.setup(context -> new DramActor(context, model));
  }

  @Override
  public Receive<ComponentCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ComponentCommand.Advance.class, this::onAdvance)
        .onMessage(ComponentCommand.Begin.class, Misdirected::begin)
        .build();
  }

  private Behavior<ComponentCommand> onAdvance(ComponentCommand.Advance command) {
    command.inbox().packets().forEach(batch -> batch.deliverTo(model));
    model.advance(command.untilPs(), command.outbox());
    model.boundLoads();
    command
        .replyTo()
        .tell(
            new ClockCommand.Advanced(
                model.ordinal(), command.outbox(), model.nextPs(), model.freePs()));
    return this;
  }
}
