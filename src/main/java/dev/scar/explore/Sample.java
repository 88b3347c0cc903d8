package dev.scar.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Which combinations of the axes' values are tried. A combination is a number on every axis. */
public sealed interface Sample {
  /** More points than this are taken for a slip. */
  long MOST_POINTS = 100_000_000;

  /** The combinations in order; the same every time. None for {@link Guided}, which finds them. */
  Iterator<List<Integer>> choices(List<Axis> axes);

  /** How many there are. */
  long count(List<Axis> axes);

  /** Every combination, the last axis changing fastest. */
  record Grid() implements Sample {
    @Override
    public Iterator<List<Integer>> choices(List<Axis> axes) {
      return LongStream.range(0, count(axes)).mapToObj(i -> at(axes, i)).iterator();
    }

    private static List<Integer> at(List<Axis> axes, long index) {
      Integer[] choice = new Integer[axes.size()];
      long rest = index;
      for (int a = axes.size() - 1; a >= 0; a--) {
        int levels = axes.get(a).levels().size();
        choice[a] = (int) (rest % levels);
        rest /= levels;
      }
      return List.of(choice);
    }

    @Override
    public long count(List<Axis> axes) {
      long count = 1;
      for (Axis axis : axes) {
        count = Math.min(MOST_POINTS + 1, Math.multiplyExact(count, axis.levels().size()));
      }
      return count;
    }
  }

  /** These combinations. */
  record Listed(List<List<Integer>> points) implements Sample {
    public Listed {
      points = List.copyOf(points);
    }

    @Override
    public Iterator<List<Integer>> choices(List<Axis> axes) {
      return points.iterator();
    }

    @Override
    public long count(List<Axis> axes) {
      return points.size();
    }
  }

  /** Values drawn independently and evenly. */
  record Random(long number, long seed) implements Sample {
    @Override
    public Iterator<List<Integer>> choices(List<Axis> axes) {
      RandomGenerator random = generator(seed);
      return LongStream.range(0, number)
          .mapToObj(i -> axes.stream().map(a -> random.nextInt(a.levels().size())).toList())
          .iterator();
    }

    @Override
    public long count(List<Axis> axes) {
      return number;
    }
  }

  /**
   * A Latin hypercube: along every axis the points are spread evenly, one in each of as many equal
   * parts as there are points, in an order drawn for each axis.
   *
   * <p>M. D. McKay, R. J. Beckman, W. J. Conover, "A Comparison of Three Methods for Selecting
   * Values of Input Variables in the Analysis of Output from a Computer Code", Technometrics 21(2),
   * 1979.
   */
  record LatinHypercube(int number, long seed) implements Sample {
    @Override
    public Iterator<List<Integer>> choices(List<Axis> axes) {
      RandomGenerator random = generator(seed);
      List<List<Integer>> columns = new ArrayList<>();
      for (Axis axis : axes) {
        int levels = axis.levels().size();
        List<Integer> column = new ArrayList<>();
        for (int i = 0; i < number; i++) {
          column.add((int) ((long) i * levels / number));
        }
        shuffle(column, random);
        columns.add(column);
      }
      return IntStream.range(0, number)
          .mapToObj(i -> columns.stream().map(column -> column.get(i)).toList())
          .iterator();
    }

    private static void shuffle(List<Integer> column, RandomGenerator random) {
      for (int i = column.size() - 1; i > 0; i--) {
        Collections.swap(column, i, random.nextInt(i + 1));
      }
    }

    @Override
    public long count(List<Axis> axes) {
      return number;
    }
  }

  /**
   * Generations of combinations, each bred from the best of those before, see {@link GuidedSearch}.
   */
  record Guided(int population, int generations, long seed) implements Sample {
    @Override
    public Iterator<List<Integer>> choices(List<Axis> axes) {
      return Collections.emptyIterator();
    }

    @Override
    public long count(List<Axis> axes) {
      return (long) population * generations;
    }
  }

  /** The generator that a seed stands for. */
  static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
