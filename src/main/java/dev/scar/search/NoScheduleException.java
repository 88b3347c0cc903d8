package dev.scar.search;

/** No schedule meets the latency bounds; the message says how close the search came. */
public final class NoScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoScheduleException(String message) {
    super(message);
  }
}
