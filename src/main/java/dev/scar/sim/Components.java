package dev.scar.sim;

import dev.scar.hardware.Chiplet;
import dev.scar.plan.Path;
import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Everything in a package that events happen to, numbered in the order in which it acts at one
 * instant: what the {@link FlowControl} has built up to the ejection ports (links, DRAMs, ejection
 * ports), then chiplets or sources, then injection ports that are components.
 */
public final class Components {
  private final FlowControl flowControl;
  private final Fabric fabric;
  private final Wiring wiring;
  private final long packetBytes;
  private final int firstEndpoint;
  private final Map<Integer, Integer> endpointOf = new HashMap<>();
  private final List<Component> all = new ArrayList<>();

  /** Makes what stands at a node with an enabled chiplet. */
  @FunctionalInterface
  public interface Endpoints {
    /** A chiplet or a source. */
    Component make(int ordinal, Chiplet chiplet);
  }

  /**
   * Builds them.
   *
   * @param packetBytes the size that transfers are cut into
   */
  public Components(
      Wiring wiring,
      FlowControl flowControl,
      long packetBytes,
      LogDetail detail,
      Endpoints endpoints) {
    if (packetBytes < 1) {
      throw new IllegalArgumentException("packets have at least one byte");
    }
    this.wiring = wiring;
    this.flowControl = flowControl;
    this.packetBytes = packetBytes;
    this.fabric = flowControl.build(wiring, packetBytes, detail);
    all.addAll(fabric.inner());
    all.addAll(fabric.ejections());
    this.firstEndpoint = all.size();
    for (Chiplet chiplet : wiring.chipletPackage().chiplets()) {
      endpointOf.put(chiplet.node(), all.size());
      all.add(endpoints.make(all.size(), chiplet));
    }
    all.addAll(fabric.injections());
  }

  /** Those of a plan, for their numbers: with the default flow control, without a log. */
  public static Components of(Plan plan) {
    ReplayOptions options = new ReplayOptions(1, LogDetail.OFF, (window, time) -> {});
    return of(plan, options, (ordinal, chiplet) -> new ChipletModel(ordinal, options));
  }

  /** Those of a replay of a plan; nothing has begun. */
  static Components of(Plan plan, ReplayOptions options, Endpoints chiplets) {
    return new Components(
        plan.resources().wiring(),
        options.flowControl(),
        options.packetBytes(),
        options.detail(),
        chiplets);
  }

  /** By ordinal. */
  public List<Component> all() {
    return all;
  }

  public int size() {
    return all.size();
  }

  /** Ordinal of the first chiplet or source. */
  public int firstEndpoint() {
    return firstEndpoint;
  }

  /** Ordinal of the first ejection port. */
  public int firstEjection() {
    return fabric.inner().size();
  }

  /** Ordinal of the chiplet or source at a node. */
  public int endpoint(int node) {
    return endpointOf.getOrDefault(node, -1);
  }

  /** See {@link FlowControl#onlyForwards}. */
  public boolean onlyForwards() {
    return flowControl.onlyForwards();
  }

  /**
   * Nothing is pending any more.
   *
   * @throws DeadlockException if packets wait for each other
   */
  void checkAtRest(long timePs) {
    fabric.checkAtRest(timePs);
  }

  Component at(int node) {
    return all.get(endpoint(node));
  }

  /**
   * Ordinals in the order of an instant: inner ones, ejection ports, endpoints, injection ports.
   */
  public List<int[]> phases() {
    int[] bounds = {0, firstEjection(), firstEndpoint, firstEndpoint + endpointOf.size(), size()};
    return IntStream.range(0, bounds.length - 1)
        .mapToObj(phase -> IntStream.range(bounds[phase], bounds[phase + 1]).toArray())
        .toList();
  }

  /** Ordinal of the component that models a resource; −1 for an injection port that is none. */
  public int componentOf(Resource resource) {
    return fabric.componentOf(resource);
  }

  /**
   * Compiles a path.
   *
   * @param requestingNode of the chiplet that asks for the transfer or sends it
   */
  SimPath compile(Path path, int requestingNode) {
    return compile(path, requestingNode, packetBytes);
  }

  /** The same for packets of another size. */
  SimPath compile(Path path, int requestingNode, long bytes) {
    int length = path.length();
    int[] component = new int[length];
    int[] input = new int[length];
    Arrays.fill(component, -1);
    Resource from = wiring.resources().injection(requestingNode);
    for (int p = 0; p < length; p++) {
      Resource resource = path.resources().get(p);
      component[p] = componentOf(resource);
      if (component[p] >= 0) {
        input[p] = fabric.inputOf(resource, from);
      }
      from = resource;
    }
    return new SimPath(flowControl.asServed(path), component, input, flowControl.unitBytes(bytes));
  }
}
