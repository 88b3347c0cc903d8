package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The linear-time cuts are as good as the best of all cuts. */
class SegTest {
  @Test
  void cutsAreOptimal() {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int layers = 1 + random.nextInt(9);
      int first = random.nextInt(3);
      LayerRange range = new LayerRange(0, first, first + layers);
      double[][] prefix = new double[2][first + layers + 1];
      for (double[] sums : prefix) {
        for (int l = 0; l < sums.length - 1; l++) {
          sums[l + 1] = sums[l] + random.nextInt(random.nextBoolean() ? 3 : 50);
        }
      }
      int segments = 1 + random.nextInt(layers);
      List<Integer> types = new ArrayList<>();
      for (int s = 0; s < segments; s++) {
        types.add(random.nextInt(2));
      }
      for (boolean longest : new boolean[] {true, false}) {
        List<Integer> cut = Seg.cut(range, types, prefix, longest);
        assertThat(cut).as("seed %d", seed).hasSize(segments + 1).doesNotHaveDuplicates();
        assertThat(cost(cut, types, prefix, longest))
            .as("seed %d", seed)
            .isEqualTo(least(new ArrayList<>(List.of(first)), range.end(), types, prefix, longest));
      }
    }
  }

  private static double cost(
      List<Integer> cut, List<Integer> types, double[][] prefix, boolean longest) {
    double cost = 0;
    for (int s = 0; s < types.size(); s++) {
      double[] sums = prefix[types.get(s)];
      double one = sums[cut.get(s + 1)] - sums[cut.get(s)];
      cost = longest ? Math.max(cost, one) : cost + one;
    }
    return cost;
  }

  private static double least(
      List<Integer> cut, int end, List<Integer> types, double[][] prefix, boolean longest) {
    if (cut.size() == types.size()) {
      cut.add(end);
      double cost = cost(cut, types, prefix, longest);
      cut.remove(cut.size() - 1);
      return cost;
    }
    double least = Double.MAX_VALUE;
    int left = types.size() - cut.size();
    for (int next = cut.get(cut.size() - 1) + 1; next <= end - left; next++) {
      cut.add(next);
      least = Math.min(least, least(cut, end, types, prefix, longest));
      cut.remove(cut.size() - 1);
    }
    return least;
  }
}
