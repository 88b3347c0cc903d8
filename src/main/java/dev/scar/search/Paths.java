package dev.scar.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scheduling-tree forest (section IV-D): every self-avoiding walk over neighbouring chiplets of
 * a length, from every root, roots and neighbours in order. Where there are more walks than a
 * limit, each root gets its even share of the first ones.
 */
final class Paths {
  private final PackageView view;
  private final Map<Long, List<int[]>> known = new TreeMap<>();
  private boolean complete = true;

  Paths(PackageView view) {
    this.view = view;
  }

  /** The walks over so many chiplets, or so many of them. */
  synchronized List<int[]> of(int length, int most) {
    return known.computeIfAbsent((long) length << 32 | most, key -> walks(length, most));
  }

  private List<int[]> walks(int length, int most) {
    List<int[]> found = new ArrayList<>();
    int roots = view.chiplets();
    for (int root = 0; root < roots; root++) {
      int limit = found.size() + Math.max(1, most / roots);
      walk(new int[length], 0, root, new BitSet(), found, limit);
    }
    return found;
  }

  /** Whether no walk has been left out so far. */
  synchronized boolean isComplete() {
    return complete;
  }

  private void walk(
      int[] path, int depth, int chiplet, BitSet visited, List<int[]> found, int limit) {
    if (found.size() >= limit) {
      complete = false;
      return;
    }
    path[depth] = chiplet;
    visited.set(chiplet);
    if (depth == path.length - 1) {
      found.add(path.clone());
    } else {
      for (int next : view.neighbours(chiplet)) {
        if (!visited.get(next)) {
          walk(path, depth + 1, next, visited, found, limit);
        }
      }
    }
    visited.clear(chiplet);
  }
}
