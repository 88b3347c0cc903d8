package dev.scar.hardware;

import dev.scar.hardware.RoutingVerdict.CanDeadlock;
import dev.scar.hardware.RoutingVerdict.Dependency;
import dev.scar.hardware.RoutingVerdict.Incomplete;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a routing function is complete and deadlock-free, or finds a counterexample.
 *
 * <p>W. J. Dally, C. L. Seitz, "Deadlock-Free Message Routing in Multiprocessor Interconnection
 * Networks", IEEE Trans. Computers C-36(5), 1987: a deterministic routing function is deadlock-free
 * if and only if its channel dependency graph has no cycle. A channel is a virtual channel of a
 * link; one depends on another if some route uses the two one after the other. Packets that have
 * arrived are assumed to be consumed.
 *
 * <p><b>Cost:</b> O(nodes²) for algorithms whose next hop depends on node and target alone,
 * O(nodes² · hops) for tables; memory of one bit for each pair of channels that meet at a node.
 */
public final class DeadlockProof {
  private DeadlockProof() {}

  /** The verdict over the routes of all ordered pairs of nodes. */
  public static RoutingVerdict verdict(NopGraph graph, Routing routing) {
    Optional<Incomplete> gap =
        routing instanceof NextHopRouting hops && hops.graph() == graph
            ? firstGap(graph, hops)
            : firstGap(graph, routing);
    if (gap.isPresent()) {
      return gap.get();
    }
    DependencySource source =
        routing instanceof NextHopRouting hops
            ? visitor -> visitHops(graph, hops, visitor)
            : visitor -> visitRoutes(graph, routing, visitor);
    return judge(graph, routing.virtualChannels(), source);
  }

  /** The verdict over these routes only, such as those that a schedule uses. */
  public static RoutingVerdict verdict(NopGraph graph, Collection<Route> routes) {
    int channels = 1;
    for (Route route : routes) {
      for (int hop = 0; hop < route.hops(); hop++) {
        channels = Math.max(channels, route.virtualChannel(hop) + 1);
      }
    }
    return judge(graph, channels, visitor -> routes.forEach(route -> visitRoute(route, visitor)));
  }

  /**
   * Tells a visitor all dependencies, each with a flow that has it, in the same order every time.
   */
  private interface DependencySource {
    void tell(DependencyVisitor visitor);
  }

  private interface DependencyVisitor {
    /** A first link of a route; tells that its channel is in use. */
    void used(NopLink link, int virtualChannel);

    void depends(NopLink holds, int holdsVc, NopLink wants, int wantsVc, int source, int target);
  }

  private static RoutingVerdict judge(
      NopGraph graph, int virtualChannels, DependencySource source) {
    ChannelGraph channels = new ChannelGraph(graph, virtualChannels);
    source.tell(
        new DependencyVisitor() {
          @Override
          public void used(NopLink link, int virtualChannel) {
            channels.use(link, virtualChannel);
          }

          @Override
          public void depends(NopLink h, int hVc, NopLink w, int wVc, int s, int t) {
            channels.depend(h, hVc, w, wVc);
          }
        });
    int[] cycle = channels.cycle();
    return cycle.length == 0
        ? new RoutingVerdict.DeadlockFree(channels.channelsInUse(), channels.dependencies())
        : new CanDeadlock(explain(channels, cycle, source));
  }

  /** For each step of the cycle the first flow that makes it. */
  private static List<Dependency> explain(
      ChannelGraph channels, int[] cycle, DependencySource source) {
    Dependency[] found = new Dependency[cycle.length];
    int[] place = new int[channels.channelCount()];
    Arrays.fill(place, -1);
    for (int i = 0; i < cycle.length; i++) {
      place[cycle[i]] = i;
    }
    source.tell(
        new DependencyVisitor() {
          @Override
          public void used(NopLink link, int virtualChannel) {
            // Only pairs of channels make a cycle.
          }

          @Override
          public void depends(NopLink h, int hVc, NopLink w, int wVc, int s, int t) {
            int i = place[channels.channel(h, hVc)];
            if (i >= 0
                && found[i] == null
                && channels.channel(w, wVc) == cycle[(i + 1) % cycle.length]) {
              found[i] =
                  new Dependency(
                      new RoutingVerdict.Channel(h, hVc), new RoutingVerdict.Channel(w, wVc), s, t);
            }
          }
        });
    return List.of(found);
  }

  private static void visitRoutes(NopGraph graph, Routing routing, DependencyVisitor visitor) {
    for (int source = 0; source < graph.nodeCount(); source++) {
      for (int target = 0; target < graph.nodeCount(); target++) {
        visitRoute(routing.route(source, target), visitor);
      }
    }
  }

  private static void visitRoute(Route route, DependencyVisitor visitor) {
    List<NopLink> links = route.links();
    for (int hop = 0; hop < links.size(); hop++) {
      int channel = route.virtualChannel(hop);
      visitor.used(links.get(hop), channel);
      if (hop > 0) {
        visitor.depends(
            links.get(hop - 1),
            route.virtualChannel(hop - 1),
            links.get(hop),
            channel,
            route.source(),
            route.target());
      }
    }
  }

  /** Each dependency of a route is the first one of the route that starts at its first link. */
  private static void visitHops(NopGraph graph, NextHopRouting routing, DependencyVisitor visitor) {
    NopLink[] next = new NopLink[graph.nodeCount()];
    int[] channel = new int[graph.nodeCount()];
    for (int target = 0; target < next.length; target++) {
      for (int node = 0; node < next.length; node++) {
        if (node != target) {
          next[node] = routing.next(node, target);
          channel[node] = routing.virtualChannel(node, target);
          visitor.used(next[node], channel[node]);
        }
      }
      for (int node = 0; node < next.length; node++) {
        if (node != target && next[node].to() != target) {
          int second = next[node].to();
          visitor.depends(next[node], channel[node], next[second], channel[second], node, target);
        }
      }
    }
  }

  private static Optional<Incomplete> firstGap(NopGraph graph, Routing routing) {
    for (int source = 0; source < graph.nodeCount(); source++) {
      for (int target = 0; target < graph.nodeCount(); target++) {
        try {
          Route route = routing.route(source, target);
          if (route.source() != source || route.target() != target) {
            return gap(source, target, "the route given is " + route);
          }
          for (NopLink link : route.links()) {
            if (!graph.asGraph().containsEdge(link)) {
              return gap(source, target, "the route uses a link that is not of this package");
            }
          }
        } catch (RoutingException e) {
          return gap(source, target, e.reason());
        }
      }
    }
    return Optional.empty();
  }

  /** Follows the next hops of each target until a node is met that is known to arrive. */
  private static Optional<Incomplete> firstGap(NopGraph graph, NextHopRouting routing) {
    int[] metFor = new int[graph.nodeCount()];
    for (int target = 0; target < graph.nodeCount(); target++) {
      Arrays.fill(metFor, -1);
      metFor[target] = target;
      for (int source = 0; source < graph.nodeCount(); source++) {
        int at = source;
        while (metFor[at] < 0) {
          metFor[at] = source;
          try {
            at = routing.next(at, target).to();
          } catch (RoutingException e) {
            return gap(source, target, e.reason());
          }
        }
        if (at != target && metFor[at] == source) {
          return gap(source, target, "the route never arrives");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Incomplete> gap(int source, int target, String reason) {
    return Optional.of(new Incomplete(source, target, reason));
  }
}
