package dev.scar.replay;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.Props;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.scar.sim.Engine;
import dev.scar.sim.World;
import dev.scar.trace.LogSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Simulates a world with one actor per component and a clock actor.
 *
 * <p>Threads change neither results nor log. On two cores a second thread is no faster: messages,
 * not events, cost.
 */
public final class ActorEngine implements Engine {
  private static final long LONGEST_ROUND_PS = 2_048_000;

  private final int threads;
  private final RoundForm form;
  private final long longestRoundPs;

  /** An engine with so many dispatcher threads and long rounds. */
  public ActorEngine(int threads) {
    this(threads, RoundForm.LONG);
  }

  public ActorEngine(int threads, RoundForm form) {
    this(threads, form, LONGEST_ROUND_PS);
  }

  /**
   * An engine.
   *
   * @param longestRoundPs where nothing feeds back; more takes fewer messages and more memory
   */
  public ActorEngine(int threads, RoundForm form, long longestRoundPs) {
    if (threads < 1 || longestRoundPs < 1) {
      throw new IllegalArgumentException("at least one thread and one picosecond");
    }
    this.threads = threads;
    this.form = form;
    this.longestRoundPs = longestRoundPs;
  }

  static Props mailbox() {
    return MailboxSelector.fromConfig("scar.mailbox");
  }

  @Override
  public Run start(World world, LogSink log) {
    Rounds rounds = new Rounds(world, form, longestRoundPs);
    return start(ClockActor.create(world, rounds, log), threads);
  }

  /** A clock, and those whose parent it is, with so many threads. */
  static Run start(Behavior<ClockCommand> clock, int threads) {
    return new ActorRun(ActorSystem.create(clock, "replay", config(threads)));
  }

  /** An actor system that holds a world. */
  private static final class ActorRun implements Run {
    private final ActorSystem<ClockCommand> system;
    private volatile CompletableFuture<Void> order = new CompletableFuture<>();
    private boolean failed;

    ActorRun(ActorSystem<ClockCommand> system) {
      this.system = system;
      system
          .getWhenTerminated()
          .whenComplete(
              (stopped, failure) ->
                  order.completeExceptionally(
                      new IllegalStateException("the simulation stopped early", failure)));
    }

    @Override
    public void until(long untilPs) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      order = done;
      if (system.getWhenTerminated().toCompletableFuture().isDone()) {
        throw new IllegalStateException("the simulation has stopped");
      }
      system.tell(new ClockCommand.RunUntil(untilPs, done));
      try {
        done.join();
      } catch (CompletionException e) {
        failed = true;
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    /** After a failure, which may have left no thread to stop the actors, nothing is waited for. */
    @Override
    public void close() {
      system.terminate();
      if (!failed) {
        system.getWhenTerminated().toCompletableFuture().join();
      }
    }
  }

  private static Config config(int threads) {
    return ConfigFactory.parseString(
            """
            akka {
              daemonic = on
              jvm-exit-on-fatal-error = off
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
