package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The component of the earliest event, of equal ones that of the lowest number. */
class EventTreeTest {
  @Test
  void theEarliestIsFirstAndOfEqualOnesTheLowest() {
    EventTree tree = new EventTree(3);
    assertThat(tree.timePs(tree.first())).isEqualTo(Component.NEVER);
    tree.update(2, 50);
    assertThat(tree.first()).isEqualTo(2);
    tree.update(1, 50);
    assertThat(tree.first()).isEqualTo(1);
    tree.update(0, 51);
    assertThat(tree.first()).isEqualTo(1);
    tree.update(1, Component.NEVER);
    assertThat(tree.first()).isEqualTo(2);
    tree.update(2, 51);
    assertThat(tree.first()).isZero();
    assertThat(tree.timePs(2)).isEqualTo(51);
  }

  /**
   * Of three components a key holds 61 bits of time. An event beyond them is first for a while;
   * then something else happens before it, 2^61 before and more.
   */
  @Test
  void somethingMayHappenLongBeforeWhatWasFirst() {
    EventTree tree = new EventTree(3);
    tree.update(0, 3L << 60);
    assertThat(tree.first()).isZero();
    tree.update(1, 1000);
    assertThat(tree.first()).isEqualTo(1);
    tree.update(2, 999);
    assertThat(tree.first()).isEqualTo(2);
    tree.update(1, 5L << 60);
    tree.update(2, Component.NEVER);
    assertThat(tree.first()).isZero();
    tree.update(0, Component.NEVER);
    assertThat(tree.first()).isEqualTo(1);
  }

  /** Times up to months, beyond what a key beside an ordinal can hold: beside a plain search. */
  @Test
  void farTimesAreInOrder() {
    Random random = new Random(7);
    for (int components : new int[] {1, 2, 5, 600}) {
      EventTree tree = new EventTree(components);
      long[] times = new long[components];
      Arrays.fill(times, Component.NEVER);
      long now = 0;
      for (int i = 0; i < 2000; i++) {
        int component = random.nextInt(components);
        long next = now + (random.nextLong() >>> (2 + random.nextInt(61)));
        times[component] = random.nextInt(4) == 0 || next < now ? Component.NEVER : next;
        tree.update(component, times[component]);
        int first = 0;
        for (int c = 1; c < components; c++) {
          first = times[c] < times[first] ? c : first;
        }
        assertThat(tree.timePs(tree.first())).isEqualTo(times[first]);
        if (times[first] != Component.NEVER) {
          assertThat(tree.first()).isEqualTo(first);
          now = Math.max(now, random.nextInt(8) == 0 ? times[first] : now);
        }
      }
    }
  }
}
