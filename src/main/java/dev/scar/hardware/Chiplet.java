package dev.scar.hardware;

import dev.scar.units.Bandwidth;

/**
 * A chiplet on its node.
 *
 * @param node the node it sits on, which is also its id
 * @param enabled a disabled chiplet computes nothing; its router still forwards
 * @param injection rate of its port into the NoP
 * @param ejection rate of its port out of the NoP
 */
public record Chiplet(
    int node, ChipletType type, boolean enabled, Bandwidth injection, Bandwidth ejection) {

  /** The same chiplet, computing nothing. */
  Chiplet disable() {
    return new Chiplet(node, type, false, injection, ejection);
  }

  /** The same chiplet with other ports. */
  public Chiplet withPorts(Bandwidth otherInjection, Bandwidth otherEjection) {
    return new Chiplet(node, type, enabled, otherInjection, otherEjection);
  }
}
