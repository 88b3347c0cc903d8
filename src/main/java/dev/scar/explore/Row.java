package dev.scar.explore;

import dev.scar.study.PackageOutcome;
import java.util.Optional;

/**
 * A point and what came of it.
 *
 * @param number of the point in the study, from 1
 * @param key of its record; empty if there is no question to ask
 * @param facts of its package, if there is one
 * @param message what is wrong, or which constraint it breaks; else empty
 */
public record Row(
    long number,
    Point point,
    String key,
    Status status,
    Optional<Facts> facts,
    Optional<PackageOutcome> outcome,
    String message) {
  /** How a point ended. */
  public enum Status {
    /** Within the constraints. */
    DONE,
    /** It breaks a constraint; if one of the package, nothing was searched. */
    OUTSIDE,
    /** There is no such package, or no schedule for it. */
    FAILED
  }

  /** Whether it may be built. */
  public boolean isDone() {
    return status == Status.DONE;
  }

  /** What was asked and what is wrong, for people. */
  public String text(Study study) {
    return point.text(study) + (message.isEmpty() ? "" : ": " + message);
  }
}
