package dev.scar.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order in which components may act inside a long round ({@code replay-rules.md#rule-19}). */
public final class Lookahead {
  private Lookahead() {}

  /**
   * Components by depth in the graph of consecutive ones on the ways of a world; empty if that
   * graph has a cycle.
   *
   * @param components how many, numbered from 0; what has a higher number on a way is left out
   */
  public static Optional<List<int[]>> byDepth(int components, World world) {
    BitSet[] next = new BitSet[components];
    Arrays.setAll(next, c -> new BitSet());
    int[] incoming = new int[components];
    world.ways(
        way -> {
          int before = -1;
          for (int component : way) {
            boolean inside = component >= 0 && component < components;
            if (before >= 0 && inside && !next[before].get(component)) {
              next[before].set(component);
              incoming[component]++;
            }
            before = inside ? component : -1;
          }
        });
    return depths(next, incoming).map(Lookahead::byDepth);
  }

  /** The longest way to each component, if there is no cycle. */
  private static Optional<int[]> depths(BitSet[] next, int[] incoming) {
    int[] depth = new int[next.length];
    int[] left = incoming.clone();
    List<Integer> ready = new ArrayList<>();
    IntStream.range(0, left.length).filter(c -> left[c] == 0).forEach(ready::add);
    for (int i = 0; i < ready.size(); i++) {
      int component = ready.get(i);
      next[component].stream()
          .forEach(
              follower -> {
                depth[follower] = Math.max(depth[follower], depth[component] + 1);
                if (--left[follower] == 0) {
                  ready.add(follower);
                }
              });
    }
    return ready.size() == next.length ? Optional.of(depth) : Optional.empty();
  }

  private static List<int[]> byDepth(int[] depth) {
    int deepest = Arrays.stream(depth).max().orElse(0);
    List<int[]> phases = new ArrayList<>();
    for (int d = 0; d <= deepest; d++) {
      int wanted = d;
      phases.add(IntStream.range(0, depth.length).filter(c -> depth[c] == wanted).toArray());
    }
    return phases;
  }
}
