package dev.scar.study;

import java.util.List;
import java.util.Optional;

/** Those who answer questions, each once; which of them does changes no answer. */
public interface Crew extends AutoCloseable {
  /**
   * A question that has ended.
   *
   * @param key of the question
   * @param answer in canonical JSON; empty if there is none
   * @param failure why there is none; else empty
   * @param seconds that it took
   * @param heapBytes in use at its end where it was worked on
   * @param by who worked on it
   */
  record Done(
      String key,
      Optional<String> answer,
      String failure,
      double seconds,
      long heapBytes,
      String by) {}

  /** How many questions may be with it at a time. */
  int capacity();

  /** Takes a question, as {@code study.Experiments} has it. */
  void ask(String key, String question);

  /** Those that have ended; none if none does within a moment. */
  List<Done> take();

  /** Told when all that were taken are on the disk. */
  default void kept() {}

  /** Told when no questions will come any more, before it is closed. */
  default void finished() {}

  /** Who is working, in words, for progress. */
  String state();

  /** Ends work; what is not answered is lost. */
  @Override
  void close();
}
