package dev.scar.hardware;

/**
 * A way to choose routes on any graph it supports. An open set: a new one is a class and a line in
 * the registry.
 */
public interface RoutingAlgorithm {
  /** The name topology files use. */
  String name();

  /**
   * Its routes on this graph.
   *
   * @throws RoutingException if it does not support the graph or some node cannot be reached
   */
  Routing on(NopGraph graph);
}
