package dev.scar.study;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of this program, each with a question of its own. */
public final class LocalCrew implements Crew {
  private static final int AHEAD = 2;

  private final int threads;
  private final Answering answering;
  private final ExecutorService pool;
  private final Inbox<Done> done = new Inbox<>();
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
  public List<Done> take() {
    return done.take();
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
