package dev.scar.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What mini-batches cost at least, by hand and beside pipelines that are walked through. */
class BatchingTest {
  private static final double[][] CHAINS = {{7}, {1, 1}, {5, 1}, {1, 5}, {2, 3, 1}, {1, 1, 9, 1}};

  /**
   * 16 samples by 12, so that 4 are left: the mean of 4F + 12c and 12F + 0c, the first of which
   * counts as one third; two loads by the first one, one by the second.
   */
  @Test
  void aLastMiniBatchCountsAsFarAsItIsFull() {
    Batching twelve = Batching.all(16).get(11);
    assertThat(twelve.smallest()).isEqualTo(12);
    assertThat(twelve.loads()).isEqualTo(2);
    assertThat(twelve.alongPath()).isCloseTo(28.0 / 3, within(1e-12));
    assertThat(twelve.onPath()).isCloseTo(4, within(1e-12));
    assertThat(twelve.offPath()).isCloseTo(40.0 / 3, within(1e-12));
    assertThat(twelve.loadsInTurn()).isCloseTo(4.0 / 3, within(1e-12));
  }

  @Test
  void divisorsAreExactAndSoIsEverySmallSize() {
    List<Batching> all = Batching.all(60);
    assertThat(all).hasSize(60);
    assertThat(all.get(19)).isEqualTo(new Batching(20, 3, 20, 40, 60, 3));
  }

  /** Chains of stages whose weights are loaded for every mini-batch, walked through in order. */
  @Test
  void noPipelineIsFaster() {
    for (int batch : new int[] {1, 5, 16, 45, 64, 100, 131}) {
      for (Batching of : Batching.all(batch)) {
        int last = lastSize(batch, of.smallest());
        for (int size = of.smallest(); size <= last; size++) {
          for (double[] chain : CHAINS) {
            for (double load : new double[] {0, 3, 40}) {
              check(batch, of, size, chain, load);
            }
          }
        }
      }
    }
  }

  /** The largest size that the mini-batches which begin with this one stand for. */
  private static int lastSize(int batch, int first) {
    return Batching.all(batch).stream()
            .mapToInt(Batching::smallest)
            .filter(next -> next > first)
            .min()
            .orElse(batch + 1)
        - 1;
  }

  private static void check(int batch, Batching of, int size, double[] chain, double load) {
    double[] free = new double[chain.length];
    double path = 0;
    for (double perSample : chain) {
      path += of.alongPath() * perSample + load;
    }
    double now = 0;
    for (int begin = 0; begin < batch; begin += size) {
      now = 0;
      for (int s = 0; s < chain.length; s++) {
        int samples = Math.min(size, batch - begin);
        now = Math.max(now, free[s]) + load + samples * chain[s];
        free[s] = now;
      }
    }
    for (double perSample : chain) {
      double least = path + of.onPath() * perSample + (of.loadsInTurn() - 1) * load;
      assertThat(least)
          .as("%d by %d, %s of %s, load %s", batch, size, perSample, List.of(chain), load)
          .isLessThanOrEqualTo(now * (1 + 1e-12));
      double aside = of.offPath() * perSample + of.loadsInTurn() * load;
      assertThat(aside).isLessThanOrEqualTo(now * (1 + 1e-12));
    }
  }
}
