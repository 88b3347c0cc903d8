package dev.scar.units;

/** A quantity that cannot be read: what is wrong with the value, and what to write instead. */
public final class UnitException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String advice;

  UnitException(String problem, String advice) {
    super(problem);
    this.advice = advice;
  }

  UnitException(String problem, String advice, Throwable cause) {
    super(problem, cause);
    this.advice = advice;
  }

  /** One sentence with a suggestion. */
  public String advice() {
    return advice;
  }
}
