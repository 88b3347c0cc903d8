package dev.scar.explore;

import dev.scar.cost.CostException;
import dev.scar.plan.TooLongException;
import dev.scar.search.NoScheduleException;
import dev.scar.search.SearchRefusal;
import dev.scar.study.Bench;
import dev.scar.study.Experiments;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * Answers one question in the calling thread, whatever happens.
 *
 * @param nanoseconds a clock
 * @param by the name of who does it
 */
public record Answering(Bench bench, LongSupplier nanoseconds, String by) {
  private static final double NANOS = 1e9;

  /**
   * The answer, or why there is none. Nothing passes through: a question that no memory suffices
   * for must not end a study.
   *
   * @throws CancellationException if the bench was stopped
   */
  public Crew.Done answer(String key, String question) {
    long begun = nanoseconds.getAsLong();
    Optional<String> answer = Optional.empty();
    String failure = "";
    try {
      answer = Optional.of(Experiments.answer(question, bench));
    } catch (CancellationException stopped) {
      throw stopped;
    } catch (NoScheduleException | SearchRefusal | CostException | TooLongException refused) {
      failure = String.valueOf(refused.getMessage());
    } catch (RuntimeException | Error defect) {
      failure = defect.toString();
    }
    Runtime runtime = Runtime.getRuntime();
    return new Crew.Done(
        key,
        answer,
        failure.lines().findFirst().orElse(""),
        (nanoseconds.getAsLong() - begun) / NANOS,
        runtime.totalMemory() - runtime.freeMemory(),
        by);
  }
}
