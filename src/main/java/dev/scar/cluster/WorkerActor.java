package dev.scar.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A worker's actor: says hello to the coordinator until it is answered, then has hands. */
final class WorkerActor extends AbstractBehavior<WorkerActor.Command> {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** What it is told. */
  sealed interface Command {}

  private record Desks(Set<ActorRef<String>> all) implements Command {}

  private record Heard(String text) implements Command {}

  private enum Tick implements Command {
    TICK
  }

  private final ClusterOptions options;
  private final int hands;
  private final Worker.Answers answers;
  private final Executor pool;
  private final Consumer<String> said;
  private final ActorRef<String> ear;
  private Set<ActorRef<String>> desks = Set.of();
  private boolean welcome;

  private WorkerActor(
      ActorContext<Command> context,
      ClusterOptions options,
      int threads,
      Worker.Answers answers,
      Executor pool,
      Consumer<String> said) {
    super(context);
    this.options = options;
    // one more than threads: while its answer is on the way, theirs are worked out
    this.hands = threads + 1;
    this.answers = answers;
    this.pool = pool;
    this.said = said;
    this.ear = context.messageAdapter(String.class, Heard::new);
  }

  /**
   * A worker.
   *
   * @param said told what the coordinator says
   */
  static Behavior<Command> create(
      ClusterOptions options,
      int threads,
      Worker.Answers answers,
      Executor pool,
      Consumer<String> said) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.TICK, AGAIN);
                  Texts.watchDesks(context, Desks::new);
                  return new WorkerActor(context, options, threads, answers, pool, said);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tick.class, tick -> hello())
        .onMessage(Desks.class, this::desks)
        .onMessage(Heard.class, this::heard)
        .build();
  }

  private Behavior<Command> desks(Desks found) {
    desks = found.all();
    if (welcome && desks.isEmpty()) { // the coordinator has left
      getContext().getSystem().terminate();
    }
    return hello();
  }

  private Behavior<Command> hello() {
    if (!welcome) {
      String replyTo = ActorRefResolver.get(getContext().getSystem()).toSerializationFormat(ear);
      String hello = Texts.of(Texts.HELLO, replyTo, options.program(), options.token());
      desks.forEach(desk -> desk.tell(hello));
    }
    return this;
  }

  private Behavior<Command> heard(Heard heard) {
    if (heard.text().equals(Texts.WELCOME) && welcome) {
      return this; // it was told twice
    }
    said.accept(heard.text());
    if (heard.text().equals(Texts.WELCOME)) {
      welcome = true;
      for (int h = 0; h < hands; h++) {
        getContext().spawn(Hand.create(answers, pool), "hand-" + h);
      }
    } else {
      getContext().getSystem().terminate();
    }
    return this;
  }
}
