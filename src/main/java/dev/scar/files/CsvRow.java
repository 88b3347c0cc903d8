package dev.scar.files;

import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a comma-separated file, which knows its line for messages.
 *
 * <p>A value that is missing or wrong becomes a problem, and a harmless stand-in is returned; ask
 * {@link #isSound()} before building something from it.
 */
public final class CsvRow {
  private final String file;
  private final int line;
  private final List<String> fields;
  private final Map<String, Integer> places;
  private final InputProblems problems;
  private boolean sound = true;

  CsvRow(
      String file,
      int line,
      List<String> fields,
      Map<String, Integer> places,
      InputProblems problems) {
    this.file = file;
    this.line = line;
    this.fields = List.copyOf(fields);
    this.places = places;
    this.problems = problems;
  }

  /** All fields, in the order of the columns. */
  public List<String> fields() {
    return fields;
  }

  /** What a column says; empty if there is no such column or it is blank. */
  public Optional<String> optional(String column) {
    Integer place = places.get(column);
    return place == null || fields.get(place).isBlank()
        ? Optional.empty()
        : Optional.of(fields.get(place));
  }

  /** What a column says; a problem if there is nothing. */
  public String text(String column) {
    return optional(column)
        .orElseGet(
            () -> {
              problem(column, "is missing", "");
              return "";
            });
  }

  /** A whole number within bounds. */
  public long whole(String column, long least, long most) {
    String text = text(column);
    if (text.isEmpty()) {
      return least;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
      problem(column, "is outside " + least + " to " + most, "");
    } catch (NumberFormatException e) {
      problem(column, "is not a whole number", "");
    }
    return least;
  }

  /**
   * A quantity with its unit, more than 0.
   *
   * @param most the largest that is believed
   * @param mostShown the same with its unit
   * @param example a value of the usual size
   */
  public double positive(
      String column, Quantity quantity, double most, String mostShown, String example) {
    String text = text(column);
    if (text.isEmpty()) {
      return 1;
    }
    try {
      double value = quantity.parseDouble(text, example);
      if (value > 0 && value <= most) {
        return value;
      }
      problem(column, value > 0 ? "is more than " + mostShown : "is not more than 0", "");
    } catch (UnitException e) {
      problem(column, e.reason(), e.advice());
    }
    return 1;
  }

  /** The line of the file on which it begins, from 1. */
  public int line() {
    return line;
  }

  /** Where it is, for messages about it that come later. */
  public String place() {
    return file + ": line " + line;
  }

  /** Something is wrong with a column of this row. */
  public void problem(String column, String expectation, String advice) {
    sound = false;
    String path = "line " + line + (column.isEmpty() ? "" : ", " + column);
    problems.add(new InputProblem(file, path, optional(column).orElse(""), expectation, advice));
  }

  /** Whether nothing was found wrong with this row. */
  public boolean isSound() {
    return sound;
  }
}
