package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** In which order components may act inside a long round ({@code replay-rules.md#rule-19}). */
class LookaheadTest {
  /** A world of which only the ways are known. */
  private record Ways(List<int[]> all) implements World {
    @Override
    public void ways(Consumer<int[]> told) {
      all.forEach(told);
    }

    @Override
    public Components components() {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public boolean begin(Starter starter) {
      return false;
    }

    @Override
    public long smallestDelayPs() {
      return 1;
    }

    @Override
    public boolean feedsBack() {
      return true;
    }
  }

  private static Optional<List<List<Integer>>> depths(int components, int[]... ways) {
    return Lookahead.byDepth(components, new Ways(List.of(ways)))
        .map(phases -> phases.stream().map(p -> Arrays.stream(p).boxed().toList()).toList());
  }

  @Test
  void componentsActAfterAllThatLeadToThem() {
    assertThat(depths(5, new int[] {0, 1, 3}, new int[] {2, 3}, new int[] {2, 3, 4}))
        .contains(List.of(List.of(0, 2), List.of(1), List.of(3), List.of(4)));
    assertThat(depths(4, new int[] {3, 2, 1, 0}, new int[] {3, 0}))
        .contains(List.of(List.of(3), List.of(2), List.of(1), List.of(0)));
    assertThat(depths(2)).contains(List.of(List.of(0, 1)));
  }

  /** Injection ports are none, and ejection ports act in a phase of their own. */
  @Test
  void whatIsNumberedOutsideIsLeftOut() {
    assertThat(depths(2, new int[] {-1, 1, 0, 2}, new int[] {2, 0}))
        .contains(List.of(List.of(1), List.of(0)));
    assertThat(depths(2, new int[] {0, 5, 1}, new int[] {1, -1, 0}))
        .contains(List.of(List.of(0, 1)));
  }

  @Test
  void aCycleHasNoOrder() {
    assertThat(depths(3, new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 0})).isEmpty();
    assertThat(depths(3, new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 1})).isEmpty();
  }
}
