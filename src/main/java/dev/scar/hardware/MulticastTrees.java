package dev.scar.hardware;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the routes from every chiplet to all others make a tree: two of them that have parted
 * never meet again, so a packet for several chiplets passes each link once.
 */
final class MulticastTrees {
  private MulticastTrees() {}

  /** Two routes that meet again, if there are any. <b>Cost:</b> O(links of all routes). */
  static Optional<String> obstacle(Routing routing, List<Chiplet> chiplets) {
    for (Chiplet source : chiplets) {
      Map<Integer, Integer> before = new HashMap<>();
      for (Chiplet target : chiplets) {
        int last = -1;
        for (NopLink link : routing.route(source.node(), target.node()).links()) {
          Integer known = before.putIfAbsent(link.ordinal(), last);
          if (known != null && known != last) {
            return Optional.of(
                "routes from node %d, one of them to node %d, part and meet again on link %d>%d"
                    .formatted(source.node(), target.node(), link.from(), link.to()));
          }
          last = link.ordinal();
        }
      }
    }
    return Optional.empty();
  }
}
