package dev.scar.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The time of a chiplet that does several things at once, each instant counted once: for the first
 * of the things done then, in the order of their ranks. So what hides behind computing is not seen.
 * <b>Cost:</b> O(n log n) for n spans.
 */
final class Exposed {
  private record Edge(long timePs, int rank, int change) {}

  private final List<Edge> edges = new ArrayList<>();
  private final long[] sumPs;

  /** Of so many ranks. */
  Exposed(int ranks) {
    sumPs = new long[ranks + 1];
  }

  void add(int rank, long fromPs, long toPs) {
    if (toPs > fromPs) {
      edges.add(new Edge(fromPs, rank, 1));
      edges.add(new Edge(toPs, rank, -1));
    }
  }

  /** How long each rank is the first; the last element is how long nothing is done. */
  long[] between(long fromPs, long toPs) {
    edges.sort(Comparator.comparingLong(Edge::timePs));
    int[] open = new int[sumPs.length - 1];
    long now = fromPs;
    for (Edge edge : edges) {
      long until = Math.min(toPs, Math.max(now, edge.timePs()));
      sumPs[first(open)] += until - now;
      now = until;
      open[edge.rank()] += edge.change();
    }
    sumPs[first(open)] += toPs - now;
    return sumPs;
  }

  private static int first(int[] open) {
    int rank = 0;
    while (rank < open.length && open[rank] == 0) {
      rank++;
    }
    return rank;
  }
}
