package dev.scar.cluster;

import akka.actor.typed.ActorSystem;
import dev.scar.study.Crew;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works for a coordinator until that has all answers. A worker whose coordinator is gone, or has
 * given it up, looks for a coordinator again.
 */
public final class Worker {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_ALONE = 4;

  private final ClusterOptions options;
  private final int threads;
  private final Duration patience;
  private final Function<BooleanSupplier, Answers> answering;
  private final AtomicLong answered = new AtomicLong();

  /** Answers a question, in the calling thread. */
  @FunctionalInterface
  public interface Answers {
    /** The answer, or why there is none. */
    Crew.Done answer(String key, String question);
  }

  /**
   * A worker.
   *
   * @param threads each with a question of its own
   * @param answering how questions are answered, until a stop
   */
  public Worker(ClusterOptions options, int threads, Function<BooleanSupplier, Answers> answering) {
    this(options, threads, answering, PATIENCE);
  }

  /**
   * A worker.
   *
   * @param patience how long it waits for a word in a cluster that it is a member of, before it
   *     joins anew
   */
  Worker(
      ClusterOptions options,
      int threads,
      Function<BooleanSupplier, Answers> answering,
      Duration patience) {
    this.options = options;
    this.threads = threads;
    this.patience = patience;
    this.answering = answering;
  }

  /**
   * How work ended.
   *
   * @param isDone whether the study has all answers
   * @param refusal else: why the coordinator did not take it; empty if none was found
   * @param answered how many questions were answered here
   */
  public record End(boolean isDone, String refusal, long answered) {}

  /**
   * Works to the end.
   *
   * @param joined told whenever a coordinator has taken it
   * @throws ClusterException if its address cannot be had
   */
  public End run(Runnable joined) {
    int alone = 0;
    while (true) {
      String end = join(joined);
      alone = end.equals(Texts.ALONE) ? alone + 1 : 0;
      if (alone > 0 && alone < MOST_ALONE) {
        continue;
      }
      if (end.equals(Texts.BYE)) {
        return new End(true, "", answered.get());
      }
      if (!end.equals(Texts.WELCOME)) {
        String why = Texts.kind(end).equals(Texts.REFUSED) ? Texts.rest(end, 1).get(0) : "";
        return new End(false, why, answered.get());
      }
    }
  }

  /** Works for a coordinator until either is gone; the last that it said. */
  private String join(Runnable joined) {
    AtomicReference<String> last = new AtomicReference<>("");
    AtomicBoolean over = new AtomicBoolean();
    Answers answers = answering.apply(over::get);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      ActorSystem<WorkerActor.Command> system =
          options.start(
              WorkerActor.create(
                  options,
                  threads,
                  patience,
                  (key, question) -> {
                    Crew.Done done = answers.answer(key, question);
                    answered.incrementAndGet();
                    return done;
                  },
                  pool,
                  said(last, joined)),
              Texts.WORKER);
      system.getWhenTerminated().toCompletableFuture().join();
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
    return Objects.requireNonNullElse(last.get(), "");
  }

  private static Consumer<String> said(AtomicReference<String> last, Runnable joined) {
    return text -> {
      last.set(text);
      if (text.equals(Texts.WELCOME)) {
        joined.run();
      }
    };
  }
}
