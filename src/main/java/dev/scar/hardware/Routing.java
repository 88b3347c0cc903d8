package dev.scar.hardware;

/**
 * The routes of one package. Deterministic: one route per ordered pair of nodes, the same at every
 * call, from any thread.
 */
public interface Routing {
  /**
   * The route from one node to another; empty for a node to itself.
   *
   * @throws RoutingException if there is none
   */
  Route route(int source, int target);

  /** Links on that route. An algorithm that knows the number without the route overrides this. */
  default int hops(int source, int target) {
    return route(source, target).hops();
  }

  /** Virtual channels that a link needs: routes use the numbers from 0 to one less. */
  default int virtualChannels() {
    return 1;
  }
}
