package dev.scar.study;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Experiments that a crew works on, in the order in which they were added. Answers come in any
 * order, and are told to whoever keeps them; only then does the crew hear that they are kept.
 */
final class Errands {
  private final Crew crew;
  private final BooleanSupplier stop;
  private final BiConsumer<Experiment<?>, Crew.Done> keeper;

  private final Deque<Errand> waiting = new ArrayDeque<>();
  private final Map<String, Experiment<?>> asked = new HashMap<>();
  private final Set<Experiment<?>> added = new HashSet<>();
  private final Set<Experiment<?>> open = new HashSet<>();
  private final Map<Experiment<?>, Double> seconds = new HashMap<>();

  private record Errand(Experiment<?> experiment, String key, String question) {}

  /**
   * None so far.
   *
   * @param stop asked now and then whether to end early
   * @param keeper told what has ended, with an answer or without
   */
  Errands(Crew crew, BooleanSupplier stop, BiConsumer<Experiment<?>, Crew.Done> keeper) {
    this.crew = crew;
    this.stop = stop;
    this.keeper = keeper;
  }

  /** Whether this one was added before, and may have ended. */
  synchronized boolean has(Experiment<?> experiment) {
    return added.contains(experiment);
  }

  /** One more, which was not added before. */
  synchronized void add(Experiment<?> experiment, String key, String question) {
    added.add(experiment);
    open.add(experiment);
    waiting.add(new Errand(experiment, key, question));
  }

  /**
   * Waits until this one has ended; at once if it was never added.
   *
   * @throws CancellationException if told to end early
   */
  synchronized void await(Experiment<?> experiment) {
    while (open.contains(experiment)) {
      work();
    }
  }

  /** What this one took where it was worked on; none if the crew did not answer it. */
  synchronized OptionalDouble seconds(Experiment<?> experiment) {
    Double took = seconds.get(experiment);
    return took == null ? OptionalDouble.empty() : OptionalDouble.of(took);
  }

  private void work() {
    if (stop.getAsBoolean()) {
      throw new CancellationException("waiting for answers");
    }
    while (!waiting.isEmpty() && asked.size() < crew.capacity()) {
      Errand next = waiting.remove();
      asked.put(next.key(), next.experiment());
      crew.ask(next.key(), next.question());
    }
    for (Crew.Done done : crew.take()) {
      Experiment<?> experiment = asked.remove(done.key());
      if (experiment != null) { // else it is a second answer
        open.remove(experiment);
        if (done.answer().isPresent()) {
          seconds.put(experiment, done.seconds());
        }
        keeper.accept(experiment, done);
      }
    }
    crew.kept();
  }
}
