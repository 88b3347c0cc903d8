package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.sim.Component;
import dev.scar.sim.DramModel;
import dev.scar.sim.LinkModel;
import dev.scar.sim.OpenLoop;
import dev.scar.sim.SourceModel;
import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The clock of synthetic traffic. Nothing feeds back to the sources, so they come first in a round,
 * and where the routes have no cycle of links a round's length is only a matter of memory; else it
 * is the smallest delay.
 */
final class OpenLoopClock extends AbstractBehavior<ClockCommand> {
  private static final Comparator<LogRecord> BY_TIME_AND_COMPONENT =
      Comparator.comparingLong(LogRecord::timePs).thenComparingInt(LogRecord::component);

  /** Simulate up to a time. */
  record RunUntil(long untilPs, CompletableFuture<Void> done) implements ClockCommand {}

  private final LogSink log;
  private final List<ActorRef<ComponentCommand>> actors = new ArrayList<>();
  private final Agenda agenda;
  private final List<int[]> phases;
  private final int[] ranks;
  private final long longestPs;
  private final List<Integer> asked = new ArrayList<>();
  private final List<LogRecord> roundLog = new ArrayList<>();
  private @Nullable RunUntil order;
  private long endPs;
  private int phase;
  private int outstanding;

  private OpenLoopClock(
      ActorContext<ClockCommand> context, OpenLoop network, long capPs, LogSink log) {
    super(context);
    this.log = log;
    List<Component> components = network.components();
    this.agenda = new Agenda(components.size());
    Optional<List<int[]>> byDepth = network.longPhases();
    this.phases = byDepth.orElseGet(network::shortPhases);
    this.longestPs = byDepth.isPresent() ? capPs : network.smallestDelayPs();
    this.ranks = new int[components.size()];
    for (int p = 0; p < phases.size(); p++) {
      for (int component : phases.get(p)) {
        ranks[component] = p;
      }
    }
    for (Component component : components) {
      ActorRef<ComponentCommand> actor =
          context.spawn(
              behavior(component), "component-" + component.ordinal(), ActorEngine.mailbox());
      context.watch(actor);
      actors.add(actor);
      agenda.due(component.ordinal(), component.nextPs());
    }
  }

  static Behavior<ClockCommand> create(OpenLoop network, long capPs, LogSink log) {
    return Behaviors.setup(context -> new OpenLoopClock(context, network, capPs, log));
  }

  private static Behavior<ComponentCommand> behavior(Component component) {
    if (component instanceof LinkModel link) {
      return LinkActor.create(link);
    }
    if (component instanceof DramModel dram) {
      return DramActor.create(dram);
    }
    return SourceActor.create((SourceModel) component);
  }

  @Override
  public Receive<ClockCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(RunUntil.class, this::onRunUntil)
        .onMessage(ClockCommand.Advanced.class, this::onAdvanced)
        .onSignal(ChildFailed.class, this::onFailed)
        .build();
  }

  private Behavior<ClockCommand> onFailed(ChildFailed failed) {
    if (order != null) {
      order.done().completeExceptionally(failed.getCause());
    }
    return Behaviors.stopped();
  }

  private Behavior<ClockCommand> onRunUntil(RunUntil command) {
    order = command;
    phase = phases.size();
    return goOn(command);
  }

  private Behavior<ClockCommand> onAdvanced(ClockCommand.Advanced answer) {
    agenda.answered(answer);
    outstanding--;
    RunUntil current = order;
    if (outstanding > 0 || current == null) {
      return this;
    }
    try {
      for (int component : asked) {
        roundLog.addAll(agenda.outbox(component).log());
        agenda.handOver(component, ranks, endPs);
      }
    } catch (RuntimeException e) {
      current.done().completeExceptionally(e);
      return Behaviors.stopped();
    }
    asked.clear();
    phase++;
    return goOn(current);
  }

  /** Asks the next phase in which something is due, of this round or of later ones. */
  private Behavior<ClockCommand> goOn(RunUntil current) {
    while (outstanding == 0) {
      if (phase >= phases.size()) {
        writeLog();
        long earliest = agenda.earliestPs();
        if (earliest >= current.untilPs()) {
          order = null;
          current.done().complete(null);
          return this;
        }
        endPs = Math.min(Math.addExact(earliest, longestPs), current.untilPs());
        phase = 0;
      }
      ask();
      if (outstanding == 0) {
        phase++;
      }
    }
    return this;
  }

  private void ask() {
    for (int component : phases.get(phase)) {
      if (agenda.duePs(component) < endPs) {
        asked.add(component);
        outstanding++;
        actors
            .get(component)
            .tell(
                new ComponentCommand.Advance(
                    endPs,
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
