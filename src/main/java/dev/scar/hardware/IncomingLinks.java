package dev.scar.hardware;

import java.util.ArrayList;
import java.util.List;

/** Links by the node they lead to, in order of their ordinals. */
final class IncomingLinks {
  private final List<List<NopLink>> byTarget = new ArrayList<>();

  IncomingLinks(NopGraph graph) {
    for (int node = 0; node < graph.nodeCount(); node++) {
      byTarget.add(new ArrayList<>());
    }
    graph.links().forEach(link -> byTarget.get(link.to()).add(link));
  }

  List<NopLink> of(int node) {
    return byTarget.get(node);
  }
}
