package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Sampled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mini-batches left out against every one walked, by the recurrence as rule 22 writes it. */
class SideBySideTest {
  /** A pipeline of up to five stages with durations of few digits, so that rhythms meet. */
  private static final class Naive {
    private final int stages;
    private final int count;
    private final boolean[] loads;
    private final boolean[] stores;
    private final long[][] load;
    private final long[][] compute;
    private final long[][] store;
    private final int[][] sends;

    Naive(SplittableRandom random) {
      stages = 1 + random.nextInt(5);
      count = 1 + random.nextInt(60);
      loads = new boolean[stages];
      stores = new boolean[stages];
      load = new long[stages][];
      compute = new long[stages][];
      store = new long[stages][];
      sends = new int[random.nextInt(2 * stages)][];
      for (int k = 0; k < stages; k++) {
        loads[k] = random.nextInt(4) > 0;
        stores[k] = random.nextInt(2) > 0;
        load[k] = three(random, loads[k] ? 12 : 1);
        compute[k] = three(random, 12);
        compute[k][0] = compute[k][1];
        store[k] = three(random, stores[k] ? 12 : 1);
      }
      for (int e = 0; e < sends.length; e++) {
        int from = random.nextInt(stages);
        int to = random.nextInt(stages);
        int least = Math.min(from, to);
        sends[e] = new int[] {least, Math.max(from, to), random.nextInt(6), random.nextInt(6)};
      }
    }

    /** For the first, the middle and the last mini-batch; below most, or nothing at all. */
    private static long[] three(SplittableRandom random, int most) {
      return new long[] {
        random.nextInt(5 * most - 4) + (most > 1 ? 1 : 0),
        random.nextInt(most),
        random.nextInt(most)
      };
    }

    private int kind(int i) {
      return i == 0 ? 0 : i == count - 1 ? 2 : 1;
    }

    private static long at(long[] times, int i) {
      return i < 0 ? 0 : times[i];
    }

    long fast() {
      SideBySide steps = new SideBySide();
      steps.begin(stages, count);
      for (int k = 0; k < stages; k++) {
        int last = count == 1 ? 0 : 2;
        steps.compute(k, compute[k][1], compute[k][last]);
        if (loads[k]) {
          steps.load(k, load[k][0], load[k][1], load[k][2]);
        }
        if (stores[k]) {
          steps.store(k, store[k][1], store[k][2]);
        }
      }
      for (int[] send : sends) {
        if (send[0] < send[1]) {
          steps.send(send[0], send[1], send[2], send[3]);
        }
      }
      return steps.latencyPs();
    }

    long slow() {
      long[][] ready = new long[stages][count];
      long latest = 0;
      for (int k = 0; k < stages; k++) {
        long[] l = new long[count + 1];
        long[] c = new long[count];
        long[] o = new long[count];
        for (int i = 0; i < count; i++) {
          boolean last = i == count - 1;
          if (loads[k] && i == 0) {
            l[0] = load[k][0];
          }
          if (loads[k] && !last) {
            long stored = stores[k] ? at(o, i - 1) : 0;
            l[i + 1] = load[k][kind(i + 1)] + Math.max(l[i], Math.max(at(c, i - 1), stored));
          }
          c[i] =
              Math.max(Math.max(at(c, i - 1), l[i]), Math.max(ready[k][i], at(o, i - 2)))
                  + compute[k][count == 1 ? 0 : kind(i)];
          long sent = Math.max(c[i], at(o, i - 1));
          for (int[] send : sends) {
            if (send[0] == k && send[1] > k) {
              sent += last ? send[3] : send[2];
              ready[send[1]][i] = Math.max(ready[send[1]][i], sent);
            }
          }
          o[i] = sent;
          if (stores[k]) {
            long begin = loads[k] && !last ? Math.max(sent, l[i + 1]) : sent;
            o[i] = begin + (last ? store[k][2] : store[k][1]);
          }
        }
        latest = Math.max(latest, o[count - 1]);
      }
      return latest;
    }
  }

  /** When a sample is through that takes 10 to load and 5 to compute. */
  private static long endPs(long memoryPs, long computedPs, long readPs) {
    SideBySide steps = new SideBySide();
    steps.begin(1, 1);
    steps.load(0, 10, 10, 10);
    steps.compute(0, 5, 5);
    steps.after(0, new WorkBefore(memoryPs, 0, computedPs, computedPs, 0, 0));
    if (readPs > 0) {
      steps.read(0, new long[] {readPs}, 0);
    }
    steps.walk(0);
    return steps.endPs(0, 0);
  }

  /** The latest of what its chiplet does before, and what it reads: then 10 and 5. */
  @Test
  void theFirstLoadWaitsForAllThatComesBefore() {
    assertThat(endPs(100, 300, 0)).as("a computation to 300").isEqualTo(315);
    assertThat(endPs(400, 300, 0)).as("a load to 400").isEqualTo(415);
    assertThat(endPs(400, 300, 450)).as("something stored at 450").isEqualTo(465);
    assertThat(endPs(400, 300, 350)).as("something stored at 350").isEqualTo(415);
  }

  /**
   * Computed from 40 to 45 without a load; the weights of the next stage, which take 10, come when
   * memory is free.
   */
  @Test
  void weightsOfTheNextStageComeAfterAllLoadsAndStoresBefore() {
    for (long memoryPs : new long[] {30, 100}) {
      SideBySide steps = new SideBySide();
      steps.begin(1, 1);
      steps.compute(0, 5, 5);
      steps.after(0, new WorkBefore(memoryPs, 0, 40, 40, 0, 0));
      steps.early(0, 10);
      steps.walk(0);
      assertThat(steps.endPs(0, 0)).isEqualTo(memoryPs == 100 ? 110 : 50);
      assertThat(steps.then(0).earlyPs()).isEqualTo(memoryPs == 100 ? 110 : 50);
      assertThat(steps.then(0).memoryPs()).isEqualTo(memoryPs == 100 ? 110 : 50);
      assertThat(steps.then(0).computedPs()).isEqualTo(45);
    }
  }

  /** The first stage computes to 60 and sends to 67; the weights of 10 come from then on. */
  @Test
  void weightsOfTheNextStageComeAfterWhatAStageWithoutLoadsWaitsFor() {
    SideBySide steps = new SideBySide();
    steps.begin(2, 1);
    steps.compute(0, 60, 60);
    steps.compute(1, 5, 5);
    steps.send(0, 1, 7, 7);
    steps.early(1, 10);
    steps.walk(0);
    steps.walk(1);
    assertThat(steps.endPs(0, 0)).isEqualTo(67);
    assertThat(steps.endPs(1, 0)).isEqualTo(77);
  }

  /**
   * It computes for 5 when its weights are there, at 90, though its chiplet computes only to 40.
   */
  @Test
  void aStageWithoutLoadsWaitsForWeightsThatComeEarly() {
    SideBySide steps = new SideBySide();
    steps.begin(1, 1);
    steps.compute(0, 5, 5);
    steps.after(0, new WorkBefore(90, 90, 40, 40, 0, 0));
    steps.walk(0);
    assertThat(steps.endPs(0, 0)).isEqualTo(95);
  }

  @Test
  void leavesOutNothingThatMatters() {
    for (long seed = 0; seed < Sampled.of(40_000); seed++) {
      Naive naive = new Naive(new SplittableRandom(seed));
      assertThat(naive.fast()).as("seed %d", seed).isEqualTo(naive.slow());
    }
  }
}
