package dev.scar.traffic.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Numbers are handed out in the cycle that they were noted for, in their order. */
class CalendarTest {
  private static int[] taken(Calendar calendar, long cycle) {
    int first = calendar.first(cycle);
    return Arrays.copyOfRange(calendar.entries(), first, first + calendar.take(cycle));
  }

  @Test
  void everyCycleHasItsOwn() {
    Calendar calendar = new Calendar(3, 4);
    assertThat(calendar.isEmpty()).isTrue();
    calendar.add(101, 7);
    calendar.addAll(100, new int[] {1, 3, 1, 2, 9}, new int[] {8, 30, 9, 20, 99}, 4);
    calendar.add(103, 31);
    assertThat(taken(calendar, 100)).isEmpty();
    assertThat(taken(calendar, 101)).containsExactly(7, 8, 9);
    assertThat(taken(calendar, 101)).isEmpty();
    assertThat(taken(calendar, 102)).containsExactly(20);
    assertThat(calendar.isEmpty()).isFalse();
    assertThat(taken(calendar, 103)).containsExactly(30, 31);
    assertThat(calendar.isEmpty()).isTrue();
    calendar.addAll(103, new int[0], new int[0], 0);
    assertThat(calendar.isEmpty()).isTrue();
  }

  /** Room for two numbers, and nine for each of three cycles. */
  @Test
  void moreThanExpectedFindRoom() {
    Calendar calendar = new Calendar(3, 2);
    int[] numbers = new int[27];
    int[] delays = new int[27];
    for (int i = 0; i < 27; i++) {
      numbers[i] = i;
      delays[i] = 1 + i % 3;
    }
    calendar.addAll(5, delays, numbers, 27);
    assertThat(taken(calendar, 6)).containsExactly(0, 3, 6, 9, 12, 15, 18, 21, 24);
    assertThat(taken(calendar, 7)).containsExactly(1, 4, 7, 10, 13, 16, 19, 22, 25);
    assertThat(taken(calendar, 8)).containsExactly(2, 5, 8, 11, 14, 17, 20, 23, 26);
    assertThat(calendar.isEmpty()).isTrue();
  }
}
