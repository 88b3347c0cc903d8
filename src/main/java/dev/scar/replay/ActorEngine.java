package dev.scar.replay;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.Props;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.scar.plan.Plan;
import dev.scar.sim.ReplayEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.Simulation;
import dev.scar.trace.LogSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Replays plans with one actor per chiplet, link, ejection port and DRAM, and a clock actor.
 *
 * <p>Threads change neither results nor log. On two cores a second thread is no faster: messages,
 * not events, cost.
 */
public final class ActorEngine implements ReplayEngine {
  private final int threads;
  private final RoundForm form;

  /** An engine with so many dispatcher threads and long rounds. */
  public ActorEngine(int threads) {
    this(threads, RoundForm.LONG);
  }

  public ActorEngine(int threads, RoundForm form) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread, not " + threads);
    }
    this.threads = threads;
    this.form = form;
  }

  static Props mailbox() {
    return MailboxSelector.fromConfig("scar.mailbox");
  }

  @Override
  public ReplayResult replay(Plan plan, ReplayOptions options, LogSink log) {
    Simulation simulation = new Simulation(plan, options.packetBytes(), options.detail());
    CompletableFuture<ReplayResult> result = new CompletableFuture<>();
    ActorSystem<ClockCommand> system =
        ActorSystem.create(
            ClockActor.create(simulation, form, options, log, result), "replay", config(threads));
    system
        .getWhenTerminated()
        .whenComplete(
            (done, failure) ->
                result.completeExceptionally(
                    new IllegalStateException("the replay stopped before its end", failure)));
    try {
      system.tell(new ClockCommand.Start());
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  static Config config(int threads) {
    return ConfigFactory.parseString(
            """
            akka {
              daemonic = on
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.run-by-actor-system-terminate = off
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              actor.default-dispatcher {
                executor = "fork-join-executor"
                fork-join-executor { parallelism-min = %1$d, parallelism-factor = 1.0, parallelism-max = %1$d }
                throughput = 64
              }
            }
            scar.mailbox.mailbox-type = "akka.dispatch.SingleConsumerOnlyUnboundedMailbox"
            """
                .formatted(threads))
        .withFallback(ConfigFactory.load(ActorEngine.class.getClassLoader()));
  }
}
