package dev.scar.hardware;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The routes of one package. Deterministic: one route per ordered pair of nodes, the same at every
 * call, from any thread.
 */
public interface Routing {
  /**
   * The route from one node to another; empty for a node to itself.
   *
   * @throws RoutingException if there is none
   */
  Route route(int source, int target);

  /** Links on that route. An algorithm that knows the number without the route overrides this. */
  default int hops(int source, int target) {
    return route(source, target).hops();
  }

  /**
   * Tells which links follow each other on the routes between these nodes; the same two may be told
   * several times. Costs O(nodes² · hops), and O(nodes²) where an algorithm overrides it.
   */
  default void turns(Collection<Integer> nodes, BiConsumer<NopLink, NopLink> visitor) {
    for (int source : nodes) {
      for (int target : nodes) {
        List<NopLink> links = route(source, target).links();
        for (int hop = 1; hop < links.size(); hop++) {
          visitor.accept(links.get(hop - 1), links.get(hop));
        }
      }
    }
  }

  /** What topology files call it; routes that follow no known algorithm are a table. */
  default String algorithm() {
    return TableRouting.NAME;
  }

  /** Virtual channels that a link needs: routes use the numbers from 0 to one less. */
  default int virtualChannels() {
    return 1;
  }

  /**
   * Which of V virtual channels of a link packets with number c of C may take, as bits: c·V/C to
   * (c+1)·V/C − 1.
   */
  default long channelsOf(int c, int vcs) {
    return (1L << (c + 1) * vcs / virtualChannels()) - (1L << c * vcs / virtualChannels());
  }
}
