package dev.scar.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.study.Crew;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Takes one question at a time. The next one comes when the coordinator has thanked for the answer,
 * which is sent again until then.
 */
final class Hand extends AbstractBehavior<Hand.Command> {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** What it is told. */
  sealed interface Command {}

  private record Taken(ConsumerController.Delivery<String> delivery) implements Command {}

  private record Answered(Crew.Done done) implements Command {}

  private record Desks(Set<ActorRef<String>> all) implements Command {}

  private record Heard(String text) implements Command {}

  private enum Tick implements Command {
    TICK
  }

  private final Worker.Answers answers;
  private final Executor pool;
  private final String ear;
  private Set<ActorRef<String>> desks = Set.of();
  private Optional<Crew.Done> unthanked = Optional.empty();
  private Optional<ActorRef<ConsumerController.Confirmed>> confirmTo = Optional.empty();

  private Hand(ActorContext<Command> context, Worker.Answers answers, Executor pool) {
    super(context);
    this.answers = answers;
    this.pool = pool;
    this.ear =
        ActorRefResolver.get(context.getSystem())
            .toSerializationFormat(context.messageAdapter(String.class, Heard::new));
  }

  static Behavior<Command> create(Worker.Answers answers, Executor pool) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.TICK, AGAIN);
                  Texts.watchDesks(context, Desks::new);
                  ActorRef<ConsumerController.Command<String>> consumer =
                      context.spawn(ConsumerController.create(Texts.HANDS), "consumer");
                  consumer.tell(
                      new ConsumerController.Start<>(
                          context.messageAdapter(ConsumerController.deliveryClass(), Taken::new)));
                  return new Hand(context, answers, pool);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Taken.class, this::taken)
        .onMessage(Answered.class, this::answered)
        .onMessage(Desks.class, this::desks)
        .onMessage(Heard.class, this::heard)
        .onMessage(Tick.class, tick -> send())
        .build();
  }

  private Behavior<Command> taken(Taken taken) {
    String text = taken.delivery().message();
    String key = Texts.kind(text);
    String question = Texts.rest(text, 1).get(0);
    confirmTo = Optional.of(taken.delivery().confirmTo());
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(() -> answers.answer(key, question), pool),
            // it is stopped only when this actor is, too
            (done, stopped) -> done == null ? Tick.TICK : new Answered(done));
    return this;
  }

  private Behavior<Command> answered(Answered answered) {
    unthanked = Optional.of(answered.done());
    return send();
  }

  private Behavior<Command> desks(Desks found) {
    desks = found.all();
    return send();
  }

  private Behavior<Command> send() {
    unthanked.ifPresent(done -> desks.forEach(desk -> desk.tell(Texts.result(done, ear))));
    return this;
  }

  private Behavior<Command> heard(Heard heard) {
    boolean meant =
        unthanked
            .filter(done -> heard.text().equals(Texts.of(Texts.THANKS, done.key())))
            .isPresent();
    if (meant) {
      unthanked = Optional.empty();
      confirmTo.ifPresent(to -> to.tell(ConsumerController.confirmed()));
      confirmTo = Optional.empty();
    }
    return this;
  }
}
