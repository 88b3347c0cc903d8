package dev.scar.explore;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of this program, each with a question of its own. */
public final class LocalCrew implements Crew {
  private static final int MOMENT_MS = 200;
  private static final int AHEAD = 2;

  private final int threads;
  private final Answering answering;
  private final ExecutorService pool;
  private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  /** So many threads, which answer alike. */
  public LocalCrew(int threads, Answering answering) {
    this.threads = threads;
    this.answering = answering;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  @Override
  public int capacity() {
    return AHEAD * threads;
  }

  @Override
  public void ask(String key, String question) {
    pool.execute(
        () -> {
          running.incrementAndGet();
          try {
            done.add(answering.answer(key, question));
          } catch (CancellationException stopped) {
            // Whoever stopped it does not wait for an answer.
          } finally {
            running.decrementAndGet();
          }
        });
  }

  @Override
  public Optional<Done> take() {
    try {
      return Optional.ofNullable(done.poll(MOMENT_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public String state() {
    return running.get() + " running";
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
