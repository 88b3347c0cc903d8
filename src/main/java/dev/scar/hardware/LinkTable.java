package dev.scar.hardware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The links of a graph by their ends; among parallel links the lowest ordinal. */
final class LinkTable {
  private final List<List<NopLink>> leaving = new ArrayList<>();

  LinkTable(NopGraph graph) {
    for (int node = 0; node < graph.nodeCount(); node++) {
      leaving.add(new ArrayList<>());
    }
    for (NopLink link : graph.links()) {
      leaving.get(link.from()).add(link);
    }
    leaving.forEach(
        links ->
            links.sort(Comparator.comparingInt(NopLink::to).thenComparingInt(NopLink::ordinal)));
  }

  /** Links out of a node by target, then ordinal. */
  List<NopLink> leaving(int node) {
    return leaving.get(node);
  }

  NopLink between(int from, int to) {
    for (NopLink link : leaving.get(from)) {
      if (link.to() == to) {
        return link;
      }
    }
    throw new RoutingException("there is no link from node " + from + " to node " + to);
  }
}
