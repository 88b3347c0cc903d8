package dev.scar.hardware;

import java.util.ArrayList;
import java.util.List;

/**
 * A network from another tool's file.
 *
 * @param graph its nodes and links
 * @param chiplets the nodes that have a chiplet, ascending; at least one
 * @param names what the file calls each node
 */
public record ImportedTopology(NopGraph graph, List<Integer> chiplets, List<String> names) {
  private static final int NAMES_OF_A_NOTE = 10;

  public ImportedTopology {
    chiplets = List.copyOf(chiplets);
    names = List.copyOf(names);
    if (chiplets.isEmpty()) {
      throw new IllegalArgumentException("no node has a chiplet");
    }
    if (names.size() != graph.nodeCount()) {
      throw new IllegalArgumentException(
          names.size() + " names for " + graph.nodeCount() + " nodes");
    }
  }

  /** The names of the first nodes in lines of a bearable length. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int first = 0; first < names.size() && notes.size() < 100; first += NAMES_OF_A_NOTE) {
      int end = Math.min(names.size(), first + NAMES_OF_A_NOTE);
      String these = String.join(", ", names.subList(first, end));
      notes.add("Nodes " + first + " to " + (end - 1) + " were called: " + these + ".");
    }
    return notes;
  }
}
