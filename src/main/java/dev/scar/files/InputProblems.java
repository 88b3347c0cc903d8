package dev.scar.files;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Collects what is wrong with the files of one load, at most one problem for each place.
 *
 * <p>The schema speaks first, the readers after it: what a reader says about a place of which the
 * schema has already complained is left out. Not thread-safe. Costs O(log n) for each problem.
 */
public final class InputProblems {
  /** Separates file and path in a key; no path contains it. */
  private static final char SEPARATOR = '\u0000';

  private final List<InputProblem> problems = new ArrayList<>();
  private final TreeSet<String> places = new TreeSet<>();

  /** Adds a problem unless its place has one already. */
  public void add(InputProblem problem) {
    if (places.add(key(problem.file(), problem.path()))) {
      problems.add(problem);
    }
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Whether nothing at this place of this file, or inside it, is wrong. */
  boolean isSound(String file, String path) {
    String key = key(file, path);
    if (path.isEmpty()) {
      return places.subSet(key, file + (char) (SEPARATOR + 1)).isEmpty();
    }
    return !places.contains(key)
        && places.subSet(key + ".", key + "/").isEmpty()
        && places.subSet(key + "[", key + "\\").isEmpty();
  }

  /**
   * Ends a load.
   *
   * @throws InputException if anything was found
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw toException();
    }
  }

  InputException toException() {
    return new InputException(problems);
  }

  private static String key(String file, String path) {
    return file + SEPARATOR + path;
  }
}
