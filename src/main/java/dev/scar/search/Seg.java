package dev.scar.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The SEG engine (section IV-C): cuts a model's layers into segments of about equal expected
 * latency.
 */
final class Seg {
  private Seg() {}

  /**
   * The cut of a range into so many segments whose longest is shortest. <b>Cost:</b> O(segments ·
   * layers²).
   *
   * @return first layer of each segment, then the end
   */
  static List<Integer> balanced(LayerRange range, ExpectedCosts costs, int segments) {
    int layers = range.count();
    double[] prefix = new double[layers + 1];
    for (int i = 0; i < layers; i++) {
      prefix[i + 1] = prefix[i] + costs.seconds(range.model(), range.first() + i);
    }
    double[] longest = new double[layers + 1];
    Arrays.fill(longest, Double.MAX_VALUE);
    longest[0] = 0;
    int[][] cut = new int[segments + 1][layers + 1];
    for (int s = 1; s <= segments; s++) {
      double[] next = new double[layers + 1];
      Arrays.fill(next, Double.MAX_VALUE);
      for (int end = s; end <= layers; end++) {
        for (int from = s - 1; from < end; from++) {
          double candidate = Math.max(longest[from], prefix[end] - prefix[from]);
          if (candidate < next[end]) {
            next[end] = candidate;
            cut[s][end] = from;
          }
        }
      }
      longest = next;
    }
    List<Integer> bounds = new ArrayList<>(List.of(range.end()));
    int end = layers;
    for (int s = segments; s > 0; s--) {
      end = cut[s][end];
      bounds.add(0, range.first() + end);
    }
    return bounds;
  }
}
