package dev.scar.study;

import dev.scar.files.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers experiments, each once: the answer is kept under the SHA-256 of the program and of the
 * experiment's canonical JSON. An experiment that was stopped has no answer and leaves none.
 */
public final class Experiments {
  /** Every kind. */
  public static final List<Kind<?>> ALL =
      List.of(
          new Kind<>("search", SearchExperiment.class, SearchOutcome.class),
          new Kind<>("validate", ValidationExperiment.class, Validation.class),
          new Kind<>("package", PackageExperiment.class, PackageOutcome.class),
          new Kind<>("execution", ExecutionExperiment.class, ExecutionOutcome.class));

  /**
   * A kind of experiment.
   *
   * @param name what its JSON calls it
   */
  public record Kind<A>(String name, Class<? extends Experiment<A>> question, Class<A> answer) {}

  /** Told about progress, from any thread. */
  @FunctionalInterface
  public interface Listener {
    /** So many experiments of all are done; the last one was this. */
    void done(int experiments, int all, String last);
  }

  private final ExperimentFormat format;
  private final Bench bench;
  private final String program;
  private final ResultCache cache;
  private final Listener listener;
  private final Map<Experiment<?>, Object> answered = new ConcurrentHashMap<>();

  /**
   * Experiments of all kinds.
   *
   * @param program identifies the program, since another one may come to other answers
   */
  public Experiments(Bench bench, String program, ResultCache cache, Listener listener) {
    this(ALL, bench, program, cache, listener);
  }

  Experiments(
      List<Kind<?>> kinds, Bench bench, String program, ResultCache cache, Listener listener) {
    this.format = new ExperimentFormat(kinds);
    this.bench = bench;
    this.program = program;
    this.cache = cache;
    this.listener = listener;
  }

  /** The bench on which they are run. */
  public Bench bench() {
    return bench;
  }

  /**
   * The answer, looked up or found out.
   *
   * @throws CancellationException if the bench was stopped meanwhile
   */
  public <A> A run(Experiment<A> experiment) {
    return run(experiment, bench);
  }

  /** The answer and what it took; nothing is measured of one that was known. */
  public <E extends Experiment<A>, A> Measured<E, A> measured(E experiment, Meter meter) {
    meter.reset();
    long begun = meter.nanoseconds();
    A answer = run(experiment);
    double seconds = (meter.nanoseconds() - begun) * 1e-9;
    return new Measured<>(experiment, answer, seconds, meter.peakBytes());
  }

  /** The answer to a question in JSON, as canonical JSON: what another machine would do. */
  public String run(String json) {
    return ExperimentFormat.canonical(run(format.experiment(json)));
  }

  /** An experiment as canonical JSON. <b>Cost:</b> as long as its scenario and package. */
  public static String question(Experiment<?> experiment) {
    return new ExperimentFormat(ALL).text(experiment);
  }

  /** By what the answer to a question is kept, 64 hexadecimal digits. */
  public static String key(String program, String question) {
    return Sha256.of(program + "\n" + question);
  }

  /**
   * The answer to a question in JSON, as canonical JSON; nothing is kept. What a worker does.
   *
   * @throws IllegalArgumentException if it is no question
   * @throws CancellationException if the bench was stopped meanwhile
   */
  public static String answer(String question, Bench bench) {
    Experiment<?> experiment = new ExperimentFormat(ALL).experiment(question);
    Object answer = experiment.run(bench);
    if (bench.stop().getAsBoolean()) {
      throw new CancellationException(experiment.label());
    }
    return ExperimentFormat.canonical(answer);
  }

  /** An answer to questions of this class, from JSON. */
  public static <A> A read(Class<? extends Experiment<A>> question, String answer) {
    return ExperimentFormat.answer(new ExperimentFormat(ALL).kind(question), answer);
  }

  /** A line that keeps an answer, with a digest by which damage is noticed. */
  public static String record(String key, String label, String answer) {
    return ExperimentFormat.kept(key, label, answer).stripTrailing();
  }

  /** The key and the answer in such a line; none if it is damaged. */
  public static Optional<Map.Entry<String, String>> recorded(String line) {
    return ExperimentFormat.kept(line);
  }

  private <A> A run(Experiment<A> experiment, Bench on) {
    Kind<A> kind = format.kind(experiment.getClass());
    Object seen = answered.get(experiment);
    if (seen != null) {
      return kind.answer().cast(seen);
    }
    String key = key(program, format.text(experiment));
    Optional<A> kept = cache.get(key).map(text -> ExperimentFormat.answer(kind, text));
    A answer = kept.isPresent() ? kept.get() : experiment.run(on);
    if (kept.isEmpty()) {
      if (on.stop().getAsBoolean()) {
        throw new CancellationException(experiment.label());
      }
      cache.put(key, experiment.label(), ExperimentFormat.canonical(answer));
    }
    answered.put(experiment, answer);
    return answer;
  }

  /** Answers all of these side by side, so that later questions find them known. */
  public void prepare(List<? extends Experiment<?>> experiments) {
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(bench.threads());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Experiment<?> experiment : experiments) {
        running.add(
            pool.submit(
                () -> {
                  run(experiment, bench.beside());
                  listener.done(done.incrementAndGet(), experiments.size(), experiment.label());
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
