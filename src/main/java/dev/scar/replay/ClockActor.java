package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.Component;
import dev.scar.sim.World;
import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock: sets a world going, grants rounds, hands over what components emit, and writes the log
 * in order.
 *
 * <p>It is the parent of all component actors; if one of them fails, the simulation fails with its
 * cause. So it does with its own failures, and with errors of the machine such as too little
 * memory: Akka would end the program over them.
 */
final class ClockActor extends AbstractBehavior<ClockCommand> {
  private static final Comparator<LogRecord> BY_TIME_AND_COMPONENT =
      Comparator.comparingLong(LogRecord::timePs).thenComparingInt(LogRecord::component);

  private final World world;
  private LogSink log;
  private final List<ActorRef<ComponentActor.Advance>> actors = new ArrayList<>();
  private final Agenda agenda;
  private final Rounds rounds;
  private final List<Integer> asked = new ArrayList<>();
  private final List<LogRecord> roundLog = new ArrayList<>();
  private ClockCommand.@Nullable RunUntil order;
  private int outstanding;

  private ClockActor(ActorContext<ClockCommand> context, World world, Rounds rounds, LogSink log) {
    super(context);
    this.world = world;
    this.log = log;
    this.rounds = rounds;
    this.agenda = new Agenda(world.components().all());
    for (Component component : world.components().all()) {
      ActorRef<ComponentActor.Advance> actor =
          context.spawn(
              ComponentActor.create(component),
              "component-" + component.ordinal(),
              ActorEngine.mailbox());
      context.watch(actor);
      actors.add(actor);
    }
  }

  /** The behaviour of the clock of one world. */
  static Behavior<ClockCommand> create(World world, Rounds rounds, LogSink log) {
    return Behaviors.setup(context -> new ClockActor(context, world, rounds, log));
  }

  @Override
  public Receive<ClockCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ClockCommand.RunUntil.class, this::onRunUntil)
        .onMessage(ClockCommand.Advanced.class, this::onAdvanced)
        .onSignal(ChildFailed.class, failed -> fail(failed.getCause()))
        .build();
  }

  /** Lets go of what grows with the replay, so that there is memory to tell of the failure. */
  private Behavior<ClockCommand> fail(Throwable cause) {
    roundLog.clear();
    log = entry -> {};
    if (order != null) {
      order.done().completeExceptionally(cause);
    }
    return Behaviors.stopped();
  }

  private Behavior<ClockCommand> onRunUntil(ClockCommand.RunUntil command) {
    order = command;
    return goOn(command);
  }

  private Behavior<ClockCommand> onAdvanced(ClockCommand.Advanced answer) {
    outstanding--;
    try {
      agenda.answered(answer);
    } catch (RuntimeException | Error e) {
      return fail(e);
    }
    return outstanding > 0 || order == null ? this : goOn(order);
  }

  /**
   * Hands over what the phase emitted that has just ended, and asks the next one in which something
   * is due, of this round or of later ones; what this throws fails the simulation.
   */
  private Behavior<ClockCommand> goOn(ClockCommand.RunUntil current) {
    try {
      for (int component : asked) {
        roundLog.addAll(agenda.outbox(component).log());
        agenda.handOver(component, rounds.ranks(), rounds.quietUntilPs());
      }
      asked.clear();
      while (outstanding == 0) {
        if (!rounds.nextPhase()) {
          writeLog();
          if (!isDueBefore(current.untilPs())) {
            order = null;
            current.done().complete(null);
            return this;
          }
          rounds.next(agenda, current.untilPs());
        }
        askPhase();
      }
      return this;
    } catch (RuntimeException | Error e) {
      return fail(e);
    }
  }

  /** Whether there is more to do; begins the world's next part if nothing is pending. */
  private boolean isDueBefore(long untilPs) {
    while (agenda.earliestPs() == Component.NEVER) {
      if (!world.begin(agenda)) {
        return false;
      }
      rounds.enter();
    }
    return agenda.earliestPs() < untilPs;
  }

  private void askPhase() {
    for (int component : rounds.phase()) {
      if (agenda.duePs(component) < rounds.untilPs()) {
        asked.add(component);
        outstanding++;
        actors
            .get(component)
            .tell(
                new ComponentActor.Advance(
                    rounds.untilPs(),
                    agenda.inbox(component),
                    agenda.supplied(component),
                    getContext().getSelf()));
      }
    }
  }

  private void writeLog() {
    roundLog.sort(BY_TIME_AND_COMPONENT);
    roundLog.forEach(log::append);
    roundLog.clear();
  }
}
