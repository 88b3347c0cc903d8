package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.ChipletModel;
import dev.scar.sim.Transfer;

/** A chiplet as an actor. */
public final class ChipletActor extends AbstractBehavior<ComponentCommand> {
  private final ChipletModel model;

  private ChipletActor(ActorContext<ComponentCommand> context, ChipletModel model) {
    super(context);
    this.model = model;
  }

  /** The behaviour of an actor that hosts this model. */
  public static Behavior<ComponentCommand> create(ChipletModel model) {
    return Behaviors.setup(context -> new ChipletActor(context, model));
  }

  @Override
  public Receive<ComponentCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ComponentCommand.Advance.class, this::onAdvance)
        .onMessage(ComponentCommand.Begin.class, this::onBegin)
        .build();
  }

  private Behavior<ComponentCommand> onBegin(ComponentCommand.Begin command) {
    model.begin(command.runs(), command.startPs());
    reply(command.outbox(), command.replyTo());
    return this;
  }

  private Behavior<ComponentCommand> onAdvance(ComponentCommand.Advance command) {
    for (Transfer arrived : command.inbox().arrivals()) {
      model.deliver(arrived, arrived.arrivalPs());
    }
    model.advance(command.untilPs(), command.outbox());
    reply(command.outbox(), command.replyTo());
    return this;
  }

  private void reply(Outbox outbox, ActorRef<ClockCommand> replyTo) {
    replyTo.tell(new ClockCommand.Advanced(model.ordinal(), outbox, model.nextPs(), 0));
  }
}
