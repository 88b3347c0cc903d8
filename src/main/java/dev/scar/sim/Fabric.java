package dev.scar.sim;

import dev.scar.plan.Resource;
import java.util.List;

/**
 * The components that a {@link FlowControl} has built, in the order in which they act at one
 * instant: inner ones, ejection ports, the endpoints of the package (chiplets or sources),
 * injection ports. Ordinals follow that order; an edge to a component that does not act later takes
 * time.
 */
public interface Fabric {
  /** Links, DRAMs, routers, or what there is; ordinals from 0 on. */
  List<Component> inner();

  /** Ejection ports, if they are components of their own. */
  List<Component> ejections();

  /**
   * Injection ports; they number on after the endpoints. Empty if a port is part of its endpoint: a
   * transfer is then timed at its release and handed to the first resource after the port as one
   * run of packets. Else each gets a request for a whole transfer, as a DRAM does for a load.
   */
  List<Component> injections();

  /** Ordinal of the component that stands for a resource; −1 for a port that is none. */
  int componentOf(Resource resource);

  /**
   * Which input of that component a packet arrives at.
   *
   * @param from the resource that it comes from
   */
  int inputOf(Resource resource, Resource from);

  /**
   * Nothing is pending any more.
   *
   * @param timePs of the last barrier
   * @throws DeadlockException if packets wait for each other
   */
  default void checkAtRest(long timePs) {}
}
