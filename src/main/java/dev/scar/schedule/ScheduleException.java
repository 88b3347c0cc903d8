package dev.scar.schedule;

import java.util.List;

/** A schedule that is not valid; each problem says which layer, chiplet or window breaks what. */
public final class ScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /**
   * One thing wrong.
   *
   * @param path where in the schedule, as in a file: {@code windows[1].segments[3]}
   * @param message what is wrong
   * @param advice what would be right
   */
  public record Problem(String path, String message, String advice) {}

  ScheduleException(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.path() + ": " + p.message())
            .reduce((a, b) -> a + "; " + b)
            .orElse(""));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
