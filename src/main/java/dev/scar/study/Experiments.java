package dev.scar.study;

import dev.scar.files.Sha256;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

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

  /** Told about progress by the thread that asks. */
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
  private final Optional<Errands> crew;
  private final Map<Experiment<?>, Object> answered = new ConcurrentHashMap<>();
  private int announced;
  private int ended;

  /**
   * Experiments of all kinds.
   *
   * @param program identifies the program, since another one may come to other answers
   */
  public Experiments(Bench bench, String program, ResultCache cache, Listener listener) {
    this(ALL, bench, program, cache, Optional.empty(), listener);
  }

  /**
   * The same with a crew, if there is one, to which those are given that are {@linkplain #ahead
   * announced}.
   *
   * @param crew whom others close
   */
  public Experiments(
      Bench bench, String program, ResultCache cache, Optional<Crew> crew, Listener listener) {
    this(ALL, bench, program, cache, crew, listener);
  }

  Experiments(
      List<Kind<?>> kinds,
      Bench bench,
      String program,
      ResultCache cache,
      Optional<Crew> crew,
      Listener listener) {
    this.format = new ExperimentFormat(kinds);
    this.bench = bench;
    this.program = program;
    this.cache = cache;
    this.listener = listener;
    this.crew = crew.map(this::errands);
  }

  private Errands errands(Crew of) {
    return new Errands(of, bench.stop(), this::keep);
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
    crew.ifPresent(errands -> await(errands, experiment));
    Kind<A> kind = format.kind(experiment.getClass());
    Optional<A> known = known(experiment);
    if (known.isPresent()) {
      return known.get();
    }
    A answer = experiment.run(bench);
    if (bench.stop().getAsBoolean()) {
      throw new CancellationException(experiment.label());
    }
    cache.put(key(experiment), experiment.label(), ExperimentFormat.canonical(answer));
    answered.put(experiment, kind.answer().cast(answer));
    return answer;
  }

  /**
   * The answer and what it took here, or where the crew worked it out; nothing is measured of one
   * that was known.
   */
  public <E extends Experiment<A>, A> Measured<E, A> measured(E experiment, Meter meter) {
    meter.reset();
    long begun = meter.nanoseconds();
    A answer = run(experiment);
    double here = (meter.nanoseconds() - begun) * 1e-9;
    double seconds =
        crew.map(errands -> errands.seconds(experiment))
            .orElse(OptionalDouble.empty())
            .orElse(here);
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
    return answer(new ExperimentFormat(ALL), question, bench);
  }

  private static String answer(ExperimentFormat format, String question, Bench bench) {
    Experiment<?> experiment = format.experiment(question);
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

  private String key(Experiment<?> experiment) {
    return key(program, format.text(experiment));
  }

  private <A> Optional<A> known(Experiment<A> experiment) {
    Kind<A> kind = format.kind(experiment.getClass());
    Object seen = answered.get(experiment);
    if (seen == null) {
      Optional<A> kept =
          cache.get(key(experiment)).map(text -> ExperimentFormat.answer(kind, text));
      kept.ifPresent(answer -> answered.put(experiment, answer));
      return kept;
    }
    return Optional.of(kind.answer().cast(seen));
  }

  private void keep(Experiment<?> experiment, Crew.Done done) {
    done.answer()
        .ifPresent(
            text -> {
              cache.put(done.key(), experiment.label(), text);
              answered.put(
                  experiment, ExperimentFormat.answer(format.kind(experiment.getClass()), text));
            });
    listener.done(++ended, announced, experiment.label());
  }

  /**
   * Announces experiments that will be asked for soon: the crew works on them from the next {@link
   * #run} on, side by side. Without a crew nothing happens. One that the crew cannot answer is run
   * here when it is asked for, so that it fails as it would without a crew.
   */
  public void ahead(Collection<? extends Experiment<?>> experiments) {
    crew.ifPresent(errands -> give(errands, experiments));
  }

  private void await(Errands errands, Experiment<?> experiment) {
    give(errands, List.of(experiment));
    errands.await(experiment);
  }

  private void give(Errands errands, Collection<? extends Experiment<?>> experiments) {
    for (Experiment<?> experiment : new LinkedHashSet<>(experiments)) {
      if (known(experiment).isEmpty() && !errands.has(experiment)) {
        String question = format.text(experiment);
        if (ended == announced) {
          ended = 0;
          announced = 0;
        }
        announced++;
        errands.add(experiment, key(program, question), question);
      }
    }
  }

  /**
   * Answers all of these side by side, by the crew or by as many threads as the bench has, so that
   * later questions find them known.
   *
   * @throws CancellationException if the bench was stopped meanwhile
   */
  public void prepare(Collection<? extends Experiment<?>> experiments) {
    if (crew.isPresent()) {
      finish(crew.get(), experiments);
      return;
    }
    Bench beside = bench.beside();
    Answering answering = new Answering(question -> answer(format, question, beside), () -> 0, "");
    try (LocalCrew threads = new LocalCrew(bench.threads(), answering)) {
      finish(errands(threads), experiments);
    }
  }

  private void finish(Errands errands, Collection<? extends Experiment<?>> experiments) {
    give(errands, experiments);
    experiments.forEach(errands::await);
    experiments.forEach(this::run); // fails as it does, where a crew had no answer
  }
}
