package dev.scar.search;

import java.util.List;

/**
 * The schedules of one window worth keeping.
 *
 * @param ranges the layers of each model
 * @param shares each model's part of the chiplets by equation 2
 * @param nodes most chiplets of each model
 * @param placements the placements of each model that were not worse in everything than another one
 *     on the same chiplets, best first
 * @param front the Pareto front of their disjoint combinations
 * @param covered disjoint combinations in all, whether looked at or not
 * @param evaluated placements costed
 * @param combined combinations looked at
 * @param exact whether nothing was left out
 * @param stopped whether the search of this window ended before it was through
 */
record WindowSchedules(
    List<LayerRange> ranges,
    double[] shares,
    int[] nodes,
    List<List<Placement>> placements,
    List<Choice<Placement>> front,
    double covered,
    long evaluated,
    long combined,
    boolean exact,
    boolean stopped) {
  WindowSchedules {
    ranges = List.copyOf(ranges);
    placements = placements.stream().map(List::copyOf).toList();
    front = List.copyOf(front);
  }
}
