package dev.scar.bound;

import java.util.ArrayList;
import java.util.List;

/**
 * How many chiplets of each type a model holds at once, between two numbers of each.
 *
 * @param least by type
 * @param most by type; 0 only if {@code least} is
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; read in the innermost loop.
record Holding(int[] least, int[] most, int leastInAll, int mostInAll) {
  private static final int MOST_HOLDINGS = 1000;

  /** A range of whole numbers. */
  record Range(int first, int last) {}

  /**
   * Every way to hold at least one chiplet, in ranges that are the longer the more ways there are;
   * none at all for so many types that even the longest ranges would not do.
   */
  static List<Holding> all(List<Integer> chiplets) {
    int largest = chiplets.stream().max(Integer::compare).orElseThrow();
    int exact = largest;
    double growth = 1.25;
    while (count(chiplets, exact, growth) > MOST_HOLDINGS) {
      if (growth > largest) {
        return List.of();
      }
      exact = Math.max(1, exact * 2 / 3);
      growth *= 1.1;
    }
    List<Holding> all = new ArrayList<>();
    extend(chiplets, new ArrayList<>(), exact, growth, all);
    return all;
  }

  private static double count(List<Integer> chiplets, int exact, double growth) {
    return chiplets.stream()
        .mapToDouble(n -> 1 + ranges(n, exact, growth).size())
        .reduce(1, (a, b) -> a * b);
  }

  private static void extend(
      List<Integer> chiplets, List<Range> chosen, int exact, double growth, List<Holding> all) {
    if (chosen.size() == chiplets.size()) {
      int[] least = chosen.stream().mapToInt(Range::first).toArray();
      int[] most = chosen.stream().mapToInt(Range::last).toArray();
      int inAll = chosen.stream().mapToInt(Range::last).sum();
      if (inAll > 0) {
        all.add(new Holding(least, most, chosen.stream().mapToInt(Range::first).sum(), inAll));
      }
      return;
    }
    List<Range> ranges = new ArrayList<>(List.of(new Range(0, 0)));
    ranges.addAll(ranges(chiplets.get(chosen.size()), exact, growth));
    for (Range range : ranges) {
      chosen.add(range);
      extend(chiplets, chosen, exact, growth, all);
      chosen.remove(chosen.size() - 1);
    }
  }

  /** The numbers from 1 to n in ranges: single ones first, then longer and longer ones. */
  static List<Range> ranges(int n, int exact, double growth) {
    List<Range> ranges = new ArrayList<>();
    int first = 1;
    while (first <= n) {
      int last = first <= exact ? first : (int) Math.min(n, Math.max(first, first * growth));
      ranges.add(new Range(first, last));
      first = last + 1;
    }
    return ranges;
  }
}
