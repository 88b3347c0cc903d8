package dev.scar.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.scar.plan.WindowPlan;
import dev.scar.sim.ChipletModel;
import dev.scar.sim.Component;
import dev.scar.sim.DramModel;
import dev.scar.sim.LinkModel;
import dev.scar.sim.ReplayCollector;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.Simulation;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The clock: starts windows, grants rounds, hands over what components emit, and writes the log in
 * order.
 *
 * <p>It is the parent of all component actors; if one of them fails, the replay fails with its
 * cause.
 */
public final class ClockActor extends AbstractBehavior<ClockCommand> {
  private static final Comparator<LogRecord> BY_TIME_AND_COMPONENT =
      Comparator.comparingLong(LogRecord::timePs).thenComparingInt(LogRecord::component);

  private final Simulation simulation;
  private final ReplayOptions options;
  private final LogSink log;
  private final CompletableFuture<ReplayResult> result;
  private final List<ActorRef<ComponentCommand>> actors = new ArrayList<>();
  private final Agenda agenda;
  private final Rounds rounds;
  private final List<WindowReplay> windows = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final List<LogRecord> roundLog = new ArrayList<>();
  private List<StageRun> runs = List.of();
  private long windowStartPs;
  private int epoch;
  private int outstanding;

  private ClockActor(
      ActorContext<ClockCommand> context,
      Simulation simulation,
      Rounds rounds,
      ReplayOptions options,
      LogSink log,
      CompletableFuture<ReplayResult> result) {
    super(context);
    this.simulation = simulation;
    this.options = options;
    this.log = log;
    this.result = result;
    this.agenda = new Agenda(simulation.network().componentCount());
    this.rounds = rounds;
    for (Component component : simulation.network().components()) {
      ActorRef<ComponentCommand> actor =
          context.spawn(
              behavior(component), "component-" + component.ordinal(), ActorEngine.mailbox());
      context.watch(actor);
      actors.add(actor);
    }
  }

  /** The behaviour of the clock of one replay; the result completes when it is done. */
  static Behavior<ClockCommand> create(
      Simulation simulation,
      RoundForm form,
      ReplayOptions options,
      LogSink log,
      CompletableFuture<ReplayResult> result) {
    return Behaviors.setup(
        context ->
            new ClockActor(
                context, simulation, new Rounds(simulation.network(), form), options, log, result));
  }

  private static Behavior<ComponentCommand> behavior(Component component) {
    if (component instanceof LinkModel link) {
      return LinkActor.create(link);
    }
    if (component instanceof DramModel dram) {
      return DramActor.create(dram);
    }
    return ChipletActor.create((ChipletModel) component);
  }

  @Override
  public Receive<ClockCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ClockCommand.Start.class, start -> guarded(this::startWindow))
        .onMessage(ClockCommand.Advanced.class, answer -> guarded(() -> onAdvanced(answer)))
        .onSignal(ChildFailed.class, this::onFailed)
        .build();
  }

  private Behavior<ClockCommand> onFailed(ChildFailed failed) {
    result.completeExceptionally(failed.getCause());
    return Behaviors.stopped();
  }

  /** A step of the clock; what it throws fails the replay. */
  private Behavior<ClockCommand> guarded(Step step) {
    try {
      return step.run();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
      return Behaviors.stopped();
    }
  }

  private interface Step {
    Behavior<ClockCommand> run();
  }

  private Behavior<ClockCommand> startWindow() {
    if (epoch == simulation.epochs().size()) {
      result.complete(ReplayCollector.collect(simulation, options.packetBytes(), windows));
      return Behaviors.stopped();
    }
    List<WindowPlan> plans = simulation.epochs().get(epoch);
    rounds.enter(plans);
    runs = simulation.runs(plans);
    simulation
        .byChiplet(runs)
        .forEach(
            (chiplet, own) ->
                ask(
                    chiplet,
                    new ComponentCommand.Begin(
                        own, windowStartPs, agenda.outbox(chiplet), getContext().getSelf())));
    return this;
  }

  private Behavior<ClockCommand> onAdvanced(ClockCommand.Advanced answer) {
    agenda.answered(answer);
    outstanding--;
    return outstanding > 0 ? this : phaseDone();
  }

  /** All components of a phase have answered. */
  private Behavior<ClockCommand> phaseDone() {
    for (int component : asked) {
      roundLog.addAll(agenda.outbox(component).log());
      agenda.handOver(component, rounds.ranks(), rounds.quietUntilPs());
    }
    asked.clear();
    while (outstanding == 0) {
      if (!rounds.nextPhase()) {
        writeLog();
        if (!rounds.next(agenda)) {
          return endWindow();
        }
      }
      askPhase();
    }
    return this;
  }

  private void askPhase() {
    for (int component : rounds.phase()) {
      if (agenda.duePs(component) < rounds.untilPs()) {
        ask(
            component,
            new ComponentCommand.Advance(
                rounds.untilPs(),
                agenda.inbox(component),
                agenda.supplied(component),
                getContext().getSelf()));
      }
    }
  }

  private void ask(int component, ComponentCommand command) {
    asked.add(component);
    outstanding++;
    actors.get(component).tell(command);
  }

  private void writeLog() {
    roundLog.sort(BY_TIME_AND_COMPONENT);
    roundLog.forEach(log::append);
    roundLog.clear();
  }

  private Behavior<ClockCommand> endWindow() {
    List<WindowPlan> plans = simulation.epochs().get(epoch);
    for (WindowReplay window : simulation.end(plans, windowStartPs, runs)) {
      windows.add(window);
      options.progress().windowDone(window.index(), window.endPs());
    }
    for (WindowReplay window : windows) {
      windowStartPs = Math.max(windowStartPs, window.endPs());
    }
    epoch++;
    return startWindow();
  }
}
