package dev.scar.replay;

import akka.actor.typed.ActorSystem;
import dev.scar.sim.OpenLoop;
import dev.scar.sim.OpenLoopEngine;
import dev.scar.trace.LogSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Synthetic traffic with one actor per link, port and source. */
public final class ActorOpenLoop implements OpenLoopEngine {
  private final int threads;
  private final long capPs;

  /**
   * An engine.
   *
   * @param capPs longest round; more takes fewer messages and more memory
   */
  public ActorOpenLoop(int threads, long capPs) {
    if (threads < 1 || capPs < 1) {
      throw new IllegalArgumentException("at least one thread and one picosecond");
    }
    this.threads = threads;
    this.capPs = capPs;
  }

  @Override
  public Run start(OpenLoop network, LogSink log) {
    ActorSystem<ClockCommand> system =
        ActorSystem.create(
            OpenLoopClock.create(network, capPs, log), "traffic", ActorEngine.config(threads));
    return new Run() {
      @Override
      public void until(long untilPs) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        system
            .getWhenTerminated()
            .whenComplete(
                (stopped, failure) ->
                    done.completeExceptionally(
                        new IllegalStateException("the simulation stopped early", failure)));
        system.tell(new OpenLoopClock.RunUntil(untilPs, done));
        try {
          done.join();
        } catch (CompletionException e) {
          throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
      }

      @Override
      public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
      }
    };
  }
}
