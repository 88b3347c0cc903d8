package dev.scar.sim;

import dev.scar.hardware.Dram;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Flow;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.WindowPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an engine that works in rounds must know about a network: the smallest delay between
 * components, and the order in which components may act inside a round ({@code
 * replay-rules.md#rule-16} to {@code replay-rules.md#rule-19}).
 */
public final class Lookahead {
  private final Network network;

  public Lookahead(Network network) {
    this.network = network;
  }

  /**
   * The smallest delay on an edge between components that is not a step to a later phase: min(hop
   * latency, DRAM latency).
   */
  public long smallestDelayPs() {
    long smallest = Long.MAX_VALUE;
    for (NopLink link : network.chipletPackage().nop().links()) {
      smallest = Math.min(smallest, link.latencyPs());
    }
    for (Dram dram : network.chipletPackage().drams()) {
      smallest = Math.min(smallest, dram.latencyPs());
    }
    return smallest;
  }

  /** Three phases, valid for any routes: links and DRAMs; ejection ports; chiplets. */
  public List<int[]> shortPhases() {
    List<int[]> phases = new ArrayList<>();
    phases.add(range(0, network.firstEjection()));
    phases.add(range(network.firstEjection(), network.firstChiplet()));
    phases.add(range(network.firstChiplet(), network.componentCount()));
    return phases;
  }

  /**
   * Phases by depth in the graph of consecutive resources on the routes of some windows, then
   * ejection ports, then chiplets; empty if that graph has a cycle.
   */
  public Optional<List<int[]>> longPhases(List<WindowPlan> windows) {
    return longPhasesOf(windows.stream().flatMap(w -> w.flows().stream()).map(Flow::path).toList());
  }

  /** The same for any paths. */
  Optional<List<int[]>> longPhasesOf(Iterable<Path> paths) {
    int servers = network.firstEjection();
    List<List<Integer>> next = new ArrayList<>();
    int[] incoming = new int[servers];
    for (int c = 0; c < servers; c++) {
      next.add(new ArrayList<>());
    }
    for (Path path : paths) {
      int before = -1;
      for (Resource resource : path.resources()) {
        int component = network.componentOf(resource);
        boolean forwards = component >= 0 && component < servers;
        if (before >= 0 && forwards && !next.get(before).contains(component)) {
          next.get(before).add(component);
          incoming[component]++;
        }
        before = forwards ? component : -1;
      }
    }
    return depths(next, incoming).map(this::byDepth);
  }

  /** The longest way to each component, if there is no cycle. */
  private static Optional<int[]> depths(List<List<Integer>> next, int[] incoming) {
    int[] depth = new int[next.size()];
    int[] left = incoming.clone();
    List<Integer> ready = new ArrayList<>();
    for (int c = 0; c < left.length; c++) {
      if (left[c] == 0) {
        ready.add(c);
      }
    }
    for (int i = 0; i < ready.size(); i++) {
      int component = ready.get(i);
      for (int follower : next.get(component)) {
        depth[follower] = Math.max(depth[follower], depth[component] + 1);
        if (--left[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    return ready.size() == next.size() ? Optional.of(depth) : Optional.empty();
  }

  private List<int[]> byDepth(int[] depth) {
    int deepest = Arrays.stream(depth).max().orElse(0);
    List<int[]> phases = new ArrayList<>();
    for (int d = 0; d <= deepest; d++) {
      int wanted = d;
      phases.add(IntStream.range(0, depth.length).filter(c -> depth[c] == wanted).toArray());
    }
    phases.addAll(shortPhases().subList(1, 3));
    return phases;
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
