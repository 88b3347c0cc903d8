package dev.scar.hardware;

/** A routing algorithm does not fit a graph, or leaves some pair of nodes without a route. */
public final class RoutingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RoutingException(String message) {
    super(message);
  }
}
