package dev.scar.hardware;

/** The routes of one package. Deterministic: one route per ordered pair of nodes. */
public interface Routing {
  /** The route from one node to another; empty for a node to itself. */
  Route route(int source, int target);
}
