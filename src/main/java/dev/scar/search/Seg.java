package dev.scar.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The SEG engine (section IV-C): cuts a model's layers into segments, and keeps the best cuts.
 *
 * <p>All cuts are candidates where there are at most {@link ScarSearch.Segmentation#allCuts()} of
 * them. Else the candidates are, for each sequence of chiplet types that a path offers, the cuts
 * with the shortest longest segment (layer pipelining), the shortest sum and the least energy
 * (layer squeezing). From them, or from the best of them where there are many segments, a local
 * search moves one cut by one layer, {@value #ROUNDS} rounds at most. Each candidate is judged by
 * itself, without the other models (heuristic 1), on one path per sequence of types, and the best
 * {@link ScarSearch.Segmentation#topCuts()} by the objective stay, with the best in latency and in
 * energy and the {@value #BASES} best from before the local search, which differ more.
 */
final class Seg {
  private static final int MOST_SEQUENCES = 32;
  private static final int FEW = 9;
  private static final int BASES = 3;
  private static final int ROUNDS = 12;

  private final PackageView view;
  private final SearchOptions options;

  Seg(PackageView view, SearchOptions options) {
    this.view = view;
    this.options = options;
  }

  /** A judged candidate. */
  private record Judged(CutCosts pipeline, double score, long latencyPs, double energyJ) {}

  /**
   * The kept segmentations of a range into so many segments, best first.
   *
   * @param paths walks over as many chiplets
   */
  List<CutCosts> cuts(LayerRange range, ModelTable table, List<int[]> paths, int segments) {
    Map<List<Integer>, int[]> sequences = new LinkedHashMap<>();
    for (int[] path : paths) {
      if (sequences.size() < MOST_SEQUENCES) {
        sequences.putIfAbsent(Arrays.stream(path).map(view::typeOf).boxed().toList(), path);
      }
    }
    Set<Judged> kept = new LinkedHashSet<>();
    Set<List<Integer>> tried = new LinkedHashSet<>();
    List<Judged> judged = new ArrayList<>();
    Consumer<List<Integer>> consider =
        cuts -> {
          if (tried.add(cuts)) {
            int[] bounds = cuts.stream().mapToInt(Integer::intValue).toArray();
            judged.add(judge(new CutCosts(view, table, options.execution(), bounds), sequences));
          }
        };
    if (combinations(range.count() - 1, segments - 1) <= options.paper().segmentation().allCuts()) {
      all(range, segments, new ArrayList<>(List.of(range.first())), consider);
    } else {
      for (List<Integer> types : sequences.keySet()) {
        consider.accept(cut(range, types, table.secondsBefore(), true));
        consider.accept(cut(range, types, table.secondsBefore(), false));
        consider.accept(cut(range, types, table.joulesBefore(), false));
      }
      best(judged).stream().limit(BASES).forEach(kept::add);
      Collection<Judged> from = segments <= FEW ? List.copyOf(judged) : best(judged);
      for (int round = 0; round < ROUNDS && !from.isEmpty(); round++) {
        Set<Judged> before = best(judged);
        from.forEach(
            base -> neighbours(Arrays.stream(base.pipeline().bounds()).boxed().toList(), consider));
        Set<Judged> improved = best(judged);
        improved.removeAll(before);
        from = improved;
      }
    }
    kept.addAll(best(judged));
    return kept.stream().map(Judged::pipeline).toList();
  }

  /** The best by the objective, and the best in latency and in energy. */
  private Set<Judged> best(List<Judged> judged) {
    List<Judged> sorted = new ArrayList<>(judged);
    sorted.sort(Comparator.comparingDouble(Judged::score));
    Set<Judged> kept =
        new LinkedHashSet<>(
            sorted.subList(0, Math.min(options.paper().segmentation().topCuts(), sorted.size())));
    sorted.stream().min(Comparator.comparingLong(Judged::latencyPs)).ifPresent(kept::add);
    sorted.stream().min(Comparator.comparingDouble(Judged::energyJ)).ifPresent(kept::add);
    return kept;
  }

  private Judged judge(CutCosts pipeline, Map<List<Integer>, int[]> sequences) {
    double score = Double.MAX_VALUE;
    long latency = Long.MAX_VALUE;
    double energy = Double.MAX_VALUE;
    for (int[] path : sequences.values()) {
      CutCosts.Cost cost = pipeline.on(path);
      score = Math.min(score, options.objective().scorePs(cost.latencyPs(), cost.energyJ()));
      latency = Math.min(latency, cost.latencyPs());
      energy = Math.min(energy, cost.energyJ());
    }
    return new Judged(pipeline, score, latency, energy);
  }

  /** Number of ways to choose k of n, or more than any limit if it is large. */
  static long combinations(int n, int k) {
    long ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
      if (ways > Integer.MAX_VALUE) {
        return Long.MAX_VALUE;
      }
    }
    return ways;
  }

  private static void all(
      LayerRange range, int segments, List<Integer> cuts, Consumer<List<Integer>> found) {
    int left = segments - cuts.size() + 1;
    if (left == 1) {
      cuts.add(range.end());
      found.accept(List.copyOf(cuts));
      cuts.remove(cuts.size() - 1);
      return;
    }
    for (int next = cuts.get(cuts.size() - 1) + 1; next <= range.end() - left + 1; next++) {
      cuts.add(next);
      all(range, segments, cuts, found);
      cuts.remove(cuts.size() - 1);
    }
  }

  private static void neighbours(List<Integer> cuts, Consumer<List<Integer>> found) {
    for (int c = 1; c < cuts.size() - 1; c++) {
      for (int moved : new int[] {cuts.get(c) - 1, cuts.get(c) + 1}) {
        if (moved > cuts.get(c - 1) && moved < cuts.get(c + 1)) {
          List<Integer> other = new ArrayList<>(cuts);
          other.set(c, moved);
          found.accept(List.copyOf(other));
        }
      }
    }
  }

  /**
   * The cut of a range into one segment per type, in order, whose total or whose longest segment is
   * least.
   *
   * <p>With prefix sums P, the best start of a segment that ends at e is, for totals, the smallest
   * {@code least[f] − P[f]} so far. For longest segments the starts are tried from the last one on
   * until the segment itself is longer than the best. <b>Cost:</b> O(segments · layers) for totals,
   * times the layers of a segment for longest segments.
   *
   * @param prefix cost of the layers before each layer, by type
   * @return first layer of each segment, then the end
   */
  static List<Integer> cut(
      LayerRange range, List<Integer> types, double[][] prefix, boolean longest) {
    int layers = range.count();
    int segments = types.size();
    double[] least = new double[layers + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = 0;
    int[][] cut = new int[segments + 1][layers + 1];
    for (int s = 1; s <= segments; s++) {
      double[] sums = prefix[types.get(s - 1)];
      double[] next = new double[layers + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      int from = s - 1;
      for (int end = s; end <= layers - (segments - s); end++) {
        int last = end - 1;
        if (longest) {
          from = last;
          for (int f = last; f >= s - 1; f--) {
            double own = sums[range.first() + end] - sums[range.first() + f];
            if (own >= next[end]) {
              break;
            }
            if (Math.max(least[f], own) < next[end]) {
              next[end] = Math.max(least[f], own);
              from = f;
            }
          }
        } else {
          if (least[last] - sums[range.first() + last] < least[from] - sums[range.first() + from]) {
            from = last;
          }
          next[end] = least[from] + sums[range.first() + end] - sums[range.first() + from];
        }
        cut[s][end] = from;
      }
      least = next;
    }
    List<Integer> bounds = new ArrayList<>(List.of(range.end()));
    int end = layers;
    for (int s = segments; s > 0; s--) {
      end = cut[s][end];
      bounds.add(0, range.first() + end);
    }
    return List.copyOf(bounds);
  }
}
