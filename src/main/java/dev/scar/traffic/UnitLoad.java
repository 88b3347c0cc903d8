package dev.scar.traffic;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.LinkLoad;
import dev.scar.hardware.NopLink;
import java.util.Comparator;
import java.util.List;

/**
 * What a load of one flit per terminal and cycle would put on every link and port: flits a cycle as
 * parts of what each carries.
 */
public final class UnitLoad {
  private final TrafficNetwork network;
  private final double[] onLink;
  private final double[] into;
  private final double mostOnPorts;

  private UnitLoad(TrafficNetwork network, double[] onLink, double[] into, double mostOnPorts) {
    this.network = network;
    this.onLink = onLink;
    this.into = into;
    this.mostOnPorts = mostOnPorts;
  }

  /** Costs O(flows · hops) time, and for uniform traffic with a next hop per node O(nodes²). */
  static UnitLoad of(TrafficNetwork network, TrafficPattern pattern) {
    return of(network, pattern, 0);
  }

  /**
   * The same with answers, which go the other way.
   *
   * @param answered flits of a reply for every flit of requests
   */
  static UnitLoad of(TrafficNetwork network, TrafficPattern pattern, double answered) {
    int nodes = network.chipletPackage().nop().nodeCount();
    double[] onLink = new double[network.chipletPackage().nop().links().size()];
    double[] into = new double[nodes];
    double[] answersInto = new double[nodes];
    double mostOnPorts = 0;
    for (Chiplet terminal : network.chipletPackage().chiplets()) {
      int source = terminal.node();
      int count = pattern.count(source);
      for (int i = 0; i < count; i++) {
        double share = pattern.shareAt(source, i);
        into[pattern.target(source, i)] += share;
        answersInto[source] += share * answered;
        if (!pattern.isUniform()) {
          addRoute(network, source, pattern.target(source, i), share, onLink);
          if (answered > 0) {
            addRoute(network, pattern.target(source, i), source, share * answered, onLink);
          }
        }
      }
    }
    for (Chiplet terminal : network.chipletPackage().chiplets()) {
      int node = terminal.node();
      double sent = pattern.count(node) == 0 ? 0 : pattern.rate(node);
      mostOnPorts =
          Math.max(
              mostOnPorts,
              (sent + into[node] * answered) / network.flitsPerCycle(terminal.injection()));
      mostOnPorts =
          Math.max(
              mostOnPorts,
              (into[node] + answersInto[node]) / network.flitsPerCycle(terminal.ejection()));
    }
    if (pattern.isUniform()) {
      LinkLoad pairs = LinkLoad.uniform(network.chipletPackage());
      for (NopLink link : network.chipletPackage().nop().links()) {
        onLink[link.ordinal()] = pairs.on(link) * (1 + answered) / network.terminals().size();
      }
    }
    return new UnitLoad(network, onLink, into, mostOnPorts);
  }

  private static void addRoute(
      TrafficNetwork network, int source, int target, double amount, double[] onLink) {
    for (NopLink link : network.chipletPackage().routing().route(source, target).links()) {
      onLink[link.ordinal()] += amount;
    }
  }

  /** Flits a cycle, as part of what the link carries. */
  public double share(NopLink link) {
    return onLink[link.ordinal()] / network.flitsPerCycle(link.bandwidth());
  }

  /** Flits a cycle to a node. */
  double into(int node) {
    return into[node];
  }

  /**
   * The load at which the busiest link or port carries all it can; no network of unbounded buffers
   * does better.
   */
  public double bound() {
    double most = mostOnPorts;
    for (NopLink link : network.chipletPackage().nop().links()) {
      most = Math.max(most, share(link));
    }
    return most == 0 ? 1 : 1 / most;
  }

  /** Links by share, the largest first, equal ones by ordinal. */
  public List<NopLink> busiestFirst() {
    return network.chipletPackage().nop().links().stream()
        .sorted(
            Comparator.comparingDouble((NopLink link) -> -share(link))
                .thenComparingInt(NopLink::ordinal))
        .toList();
  }
}
