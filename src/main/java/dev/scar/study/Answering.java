package dev.scar.study;

import dev.scar.cost.CostException;
import dev.scar.plan.TooLongException;
import dev.scar.search.NoScheduleException;
import dev.scar.search.SearchRefusal;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Answers one question in the calling thread, whatever happens.
 *
 * @param answers the answer to a question, both in canonical JSON
 * @param nanoseconds a clock
 * @param by the name of who does it
 */
public record Answering(UnaryOperator<String> answers, LongSupplier nanoseconds, String by) {
  private static final double NANOS = 1e9;

  /** Answers experiments of all kinds on this bench. */
  public static Answering on(Bench bench, LongSupplier nanoseconds, String by) {
    return new Answering(question -> Experiments.answer(question, bench), nanoseconds, by);
  }

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
      answer = Optional.of(answers.apply(question));
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
