package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fabric with a component of its own for every link, DRAM and ejection port. */
final class ServerPerResource implements Fabric {
  private final Wiring wiring;
  private final int[] componentOf;
  private final List<Component> inner = new ArrayList<>();
  private final List<Component> ejections;
  private final List<Component> injections;

  /** Makes the component of a resource. */
  @FunctionalInterface
  public interface Maker {
    /** Its number and what it stands for. */
    Component make(int ordinal, Resource resource);
  }

  /**
   * Makes all of them.
   *
   * @param injectionPorts whether injection ports are components, too
   */
  public ServerPerResource(Wiring wiring, boolean injectionPorts, Maker maker) {
    this.wiring = wiring;
    this.componentOf = new int[wiring.resources().size()];
    Arrays.fill(componentOf, -1);
    int endpoints = wiring.chipletPackage().chiplets().size();
    inner.addAll(make(0, Resource.Kind.LINK, maker));
    inner.addAll(make(inner.size(), Resource.Kind.DRAM, maker));
    ejections = make(inner.size(), Resource.Kind.EJECTION, maker);
    injections =
        injectionPorts
            ? make(inner.size() + ejections.size() + endpoints, Resource.Kind.INJECTION, maker)
            : List.of();
  }

  private List<Component> make(int first, Resource.Kind kind, Maker maker) {
    List<Component> made = new ArrayList<>();
    for (Resource resource : wiring.all(kind)) {
      componentOf[resource.ordinal()] = first + made.size();
      made.add(maker.make(first + made.size(), resource));
    }
    return made;
  }

  @Override
  public List<Component> inner() {
    return inner;
  }

  @Override
  public List<Component> ejections() {
    return ejections;
  }

  @Override
  public List<Component> injections() {
    return injections;
  }

  @Override
  public int componentOf(Resource resource) {
    return componentOf[resource.ordinal()];
  }

  @Override
  public int inputOf(Resource resource, Resource from) {
    return wiring.inputs(resource).indexOf(from);
  }
}
