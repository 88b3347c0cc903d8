package dev.scar.study;

/**
 * A question with everything that decides its answer: scenario, package and options as values, no
 * names of files. {@link ExperimentFormat} turns it into JSON and back, {@link Experiments} answers
 * it.
 *
 * <p>An implementation is a record. Its answer depends on nothing but its components and the
 * program: not on threads, clock, place or what was asked before.
 *
 * @param <A> the answer, a record that JSON carries as well
 */
public interface Experiment<A> {
  /** The question in a few words, for progress and for those who look into results. */
  String label();

  /**
   * Answers it.
   *
   * @throws dev.scar.search.NoScheduleException if a search is asked for what no schedule can do
   */
  A run(Bench bench);
}
