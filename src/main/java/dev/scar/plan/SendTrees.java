package dev.scar.plan;

import dev.scar.schedule.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which sends of a stage begin together: each list is a tree ({@code replay-rules.md#rule-24}). */
final class SendTrees {
  private SendTrees() {}

  /**
   * The sends of a stage to other chiplets, in order. A tree ends at a chiplet once; further
   * segments there get the tensor afterwards, each by itself.
   */
  static List<List<Cut.Send>> of(Cut cut, List<Segment> segments, int k) {
    List<List<Cut.Send>> trees = new ArrayList<>();
    List<List<Cut.Send>> again = new ArrayList<>();
    List<Cut.Send> tree = new ArrayList<>();
    Set<Integer> reached = new HashSet<>();
    for (Cut.Send send : cut.sends(k)) {
      if (!send.along()) {
        trees.add(tree);
        trees.addAll(again);
        again.clear();
        tree = new ArrayList<>();
        reached.clear();
        reached.add(segments.get(k).chiplet());
      }
      int to = segments.get(send.toStage()).chiplet();
      if (reached.add(to)) {
        tree.add(send);
      } else if (to != segments.get(k).chiplet()) {
        again.add(List.of(send));
      }
    }
    trees.add(tree);
    trees.addAll(again);
    return trees;
  }
}
