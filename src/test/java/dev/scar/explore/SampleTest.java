package dev.scar.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static Axis axis(String name, int levels) {
    return new Axis(
        name,
        IntStream.range(0, levels)
            .mapToObj(l -> new Level(name + l, Map.of(name, String.valueOf(l))))
            .toList());
  }

  private static List<List<Integer>> all(Sample sample, Axis... axes) {
    List<List<Integer>> all = new ArrayList<>();
    sample.choices(List.of(axes)).forEachRemaining(all::add);
    assertThat(sample.count(List.of(axes))).isEqualTo(all.size());
    return all;
  }

  @Test
  void theGridHasAllCombinationsTheLastAxisFastest() {
    assertThat(all(new Sample.Grid(), axis("a", 2), axis("b", 3)))
        .containsExactly(
            List.of(0, 0),
            List.of(0, 1),
            List.of(0, 2),
            List.of(1, 0),
            List.of(1, 1),
            List.of(1, 2));
    assertThat(all(new Sample.Grid())).containsExactly(List.of());
  }

  @Test
  void aLatinHypercubeHasEveryValueEquallyOften() {
    List<List<Integer>> points =
        all(new Sample.LatinHypercube(12, 5), axis("a", 4), axis("b", 12), axis("c", 3));
    for (int a = 0; a < 3; a++) {
      int at = a;
      int levels = new int[] {4, 12, 3}[a];
      for (int l = 0; l < levels; l++) {
        int level = l;
        assertThat(points.stream().filter(p -> p.get(at) == level)).hasSize(12 / levels);
      }
    }
    assertThat(new HashSet<>(points)).hasSizeGreaterThan(10);
  }

  @Test
  void chanceDependsOnTheSeedAlone() {
    Axis axis = axis("a", 1000);
    assertThat(all(new Sample.Random(50, 3), axis)).isEqualTo(all(new Sample.Random(50, 3), axis));
    assertThat(all(new Sample.Random(50, 3), axis))
        .isNotEqualTo(all(new Sample.Random(50, 4), axis));
    assertThat(all(new Sample.LatinHypercube(50, 3), axis))
        .isEqualTo(all(new Sample.LatinHypercube(50, 3), axis))
        .isNotEqualTo(all(new Sample.LatinHypercube(50, 4), axis));
  }

  @Test
  void shardsHaveEveryPointOnce() {
    for (long point = 1; point <= 20; point++) {
      long number = point;
      assertThat(IntStream.rangeClosed(1, 3).filter(s -> new Shard(s, 3).has(number))).hasSize(1);
    }
  }
}
