package dev.scar.hardware;

/** A routing algorithm does not fit a graph, or leaves some pair of nodes without a route. */
public final class RoutingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public RoutingException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong, for the user. */
  public String reason() {
    return reason;
  }
}
