package dev.scar.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
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
  private final Duration patience;
  private final Worker.Answers answers;
  private final Executor pool;
  private final Consumer<String> said;
  private final ActorRef<String> ear;
  private Set<ActorRef<String>> desks = Set.of();
  private boolean welcome;
  private Duration alone = Duration.ZERO;

  private WorkerActor(
      ActorContext<Command> context,
      ClusterOptions options,
      int threads,
      Duration patience,
      Worker.Answers answers,
      Executor pool,
      Consumer<String> said) {
    super(context);
    this.options = options;
    this.patience = patience;
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
   * @param patience after so long in a cluster without a welcome it ends
   * @param said told what the coordinator says, or that it is alone
   */
  static Behavior<Command> create(
      ClusterOptions options,
      int threads,
      Duration patience,
      Worker.Answers answers,
      Executor pool,
      Consumer<String> said) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.TICK, AGAIN);
                  Texts.watchDesks(context, Desks::new);
                  return new WorkerActor(context, options, threads, patience, answers, pool, said);
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tick.class, tick -> tick())
        .onMessage(Desks.class, this::desks)
        .onMessage(Heard.class, this::heard)
        .build();
  }

  /**
   * A coordinator that ends while a worker joins leaves it in a cluster where nobody answers, which
   * is no failure to join; nor does it see there that another coordinator has begun.
   */
  private Behavior<Command> tick() {
    if (!welcome && isMember()) {
      alone = alone.plus(AGAIN);
      if (alone.compareTo(patience) >= 0) {
        said.accept(Texts.ALONE);
        getContext().getSystem().terminate();
        return this;
      }
    }
    return hello();
  }

  private boolean isMember() {
    MemberStatus status = Cluster.get(getContext().getSystem()).selfMember().status();
    return status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
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
