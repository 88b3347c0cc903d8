package dev.scar.cost;

/**
 * A layer that cannot be costed, or a dataflow listing that cannot be evaluated; the message says
 * why.
 */
public final class CostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CostException(String message) {
    super(message);
  }

  public CostException(String message, Throwable cause) {
    super(message, cause);
  }
}
