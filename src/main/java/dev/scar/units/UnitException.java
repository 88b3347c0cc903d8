package dev.scar.units;

/** A quantity that cannot be read: what is wrong with the value, and what to write instead. */
public final class UnitException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String reason;
  private final String advice;

  UnitException(String value, String reason, String advice) {
    super("(" + value + ") " + reason);
    this.reason = reason;
    this.advice = advice;
  }

  UnitException(String value, String reason, String advice, Throwable cause) {
    super("(" + value + ") " + reason, cause);
    this.reason = reason;
    this.advice = advice;
  }

  /** What is wrong with the value, without the value: "has no known unit". */
  public String reason() {
    return reason;
  }

  /** One sentence with a suggestion. */
  public String advice() {
    return advice;
  }
}
