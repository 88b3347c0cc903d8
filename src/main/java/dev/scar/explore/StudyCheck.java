package dev.scar.explore;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries every value of every axis once, beside the first values of the others, before long work
 * begins. What is wrong with the value itself is told with its place in the study; what is wrong
 * with a combination is left to its points.
 */
final class StudyCheck {
  private static final int MOST_TRIED = 2000;

  private final InputFile file;
  private final Study study;
  private final PointReader points;
  private final List<InputProblem> problems = new ArrayList<>();

  StudyCheck(InputFile file, Study study, PointReader points) {
    this.file = file;
    this.study = study;
    this.points = points;
  }

  /**
   * Tries them; at most {@value #MOST_TRIED} of an axis.
   *
   * @throws InputException with the values that are never possible
   */
  void run() {
    List<Integer> first = study.axes().stream().map(axis -> 0).toList();
    for (int a = 0; a < study.axes().size(); a++) {
      int levels = Math.min(MOST_TRIED, study.axes().get(a).levels().size());
      for (int l = 0; l < levels; l++) {
        List<Integer> choice = new ArrayList<>(first);
        choice.set(a, l);
        attempt(choice, a);
      }
    }
    if (study.axes().isEmpty()) {
      attempt(first, -1);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems.stream().distinct().toList());
    }
  }

  private void attempt(List<Integer> choice, int axis) {
    try {
      points.read(Point.of(study, choice));
    } catch (InputException e) {
      for (InputProblem problem : e.problems()) {
        String place = axis < 0 ? "" : place(problem, axis, choice.get(axis));
        String base = base(problem, axis);
        if (!place.isEmpty() || !base.isEmpty()) {
          problems.add(
              new InputProblem(
                  file.shown(),
                  place.isEmpty() ? base : place,
                  value(problem),
                  problem.expectation(),
                  problem.advice()));
        }
      }
    }
  }

  /** What is wrong; where the place itself is, that one. */
  private static String value(InputProblem problem) {
    return problem.value().isEmpty() && problem.file().equals("package")
        ? Settings.PACKAGE + problem.path()
        : problem.value();
  }

  /** The place of the axis's value if that sets what is wrong; else nothing. */
  private String place(InputProblem problem, int axis, int level) {
    Level tried = study.axes().get(axis).levels().get(level);
    return tried.settings().keySet().stream().anyMatch(field -> sets(field, problem))
        ? "axes[%d].values[%d]".formatted(axis, level)
        : "";
  }

  /** The place of the base's value, if that sets what is wrong and no axis does. */
  private String base(InputProblem problem, int axis) {
    boolean varied =
        study.axes().stream()
            .flatMap(a -> a.levels().stream())
            .flatMap(l -> l.settings().keySet().stream())
            .anyMatch(field -> sets(field, problem));
    boolean missing = problem.file().equals(Settings.SCENARIO) && problem.value().isEmpty();
    return varied && axis >= 0
        ? ""
        : study.base().keySet().stream()
            .filter(field -> sets(field, problem))
            .findFirst()
            .map(field -> field.contains(".") ? "base[\"" + field + "\"]" : "base." + field)
            .orElse(missing ? "base.scenario" : "");
  }

  private static boolean sets(String field, InputProblem problem) {
    if (!problem.file().equals("package")) {
      return problem.file().equals(field);
    }
    String wrong = Settings.PACKAGE + problem.path();
    String pattern =
        Stream.of(field.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^.\\]]+"));
    return wrong.matches(pattern + "(?:[.\\[].*)?");
  }
}
