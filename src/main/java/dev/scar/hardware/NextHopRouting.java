package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Routes that follow from one decision per node: which link leads on towards a target, on which
 * virtual channel. A packet's way so far does not matter, as in a router with a forwarding table.
 *
 * <p>Hence the rest of a route is the route from its second node, and a proof over all routes needs
 * only their first two links. Routes are made on demand in O(hops) and not kept.
 */
abstract class NextHopRouting implements Routing {
  private final String algorithm;
  private final NopGraph graph;

  NextHopRouting(String algorithm, NopGraph graph) {
    this.algorithm = algorithm;
    this.graph = graph;
  }

  @Override
  public final String algorithm() {
    return algorithm;
  }

  final NopGraph graph() {
    return graph;
  }

  /** The link to take at a node that is not the target; parallel links share the targets. */
  final NopLink next(int node, int target) {
    NopLink link = toward(node, target);
    return graph.hasParallels() ? graph.link(link.from(), link.to(), target).orElse(link) : link;
  }

  /** A link to the node that is next on the way to a target; the first of parallel ones. */
  abstract NopLink toward(int node, int target);

  /** The virtual channel on that link. */
  int virtualChannel(int node, int target) {
    return 0;
  }

  @Override
  public final Route route(int source, int target) {
    checkNode(source);
    checkNode(target);
    List<NopLink> links = new ArrayList<>();
    int[] channels = new int[hops(source, target)];
    int at = source;
    while (at != target) {
      NopLink link = next(at, target);
      channels[links.size()] = virtualChannel(at, target);
      links.add(link);
      at = link.to();
    }
    return new Route(source, target, links, channels);
  }

  /** Routes to one target are a tree, each of whose links is looked at once. */
  @Override
  public final void turns(Collection<Integer> nodes, BiConsumer<NopLink, NopLink> visitor) {
    for (int target : nodes) {
      @Nullable NopLink[] chosen = new NopLink[graph.nodeCount()];
      for (int source : nodes) {
        NopLink before = null;
        int at = source;
        boolean isNew = true;
        while (isNew && at != target) {
          NopLink link = chosen[at];
          isNew = link == null;
          if (link == null) {
            link = next(at, target);
            chosen[at] = link;
          }
          if (before != null) {
            visitor.accept(before, link);
          }
          before = link;
          at = link.to();
        }
      }
    }
  }

  @Override
  public abstract int hops(int source, int target);

  private void checkNode(int node) {
    if (node < 0 || node >= graph.nodeCount()) {
      throw new RoutingException("there is no node " + node);
    }
  }

  @Override
  public String toString() {
    return algorithm + "[" + graph.nodeCount() + " nodes]";
  }
}
