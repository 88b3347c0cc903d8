package dev.scar.workload.onnx;

import java.util.List;

/**
 * An operator without multiply-accumulates that are counted.
 *
 * @param shaper finds its results
 * @param meets what its data becomes where it reads several tensors
 * @param data how many of its first inputs are data; later ones are sizes, axes or bounds
 * @param changesForm whether a result differs from the input in its form
 * @param cuts whether the result is a part of the input
 */
record FreeOperator(Shaper shaper, Flow.Kind meets, int data, boolean changesForm, boolean cuts) {
  /** Finds the results of an operation from its operands. */
  interface Shaper {
    /**
     * One fact for each result, or fewer if the others are not known.
     *
     * @throws IllegalArgumentException if the operands contradict each other
     */
    List<Fact> results(Operation operation);
  }

  private static final int ALL = Integer.MAX_VALUE;
  private static final int NONE = -1;

  /** Element by element, of one tensor or several that just meet. */
  static FreeOperator plain(Shaper shaper) {
    return new FreeOperator(shaper, Flow.Kind.MEETING, ALL, false, false);
  }

  /** Element by element, in which several tensors are added or multiplied. */
  static FreeOperator meeting(Flow.Kind meets, Shaper shaper) {
    return new FreeOperator(shaper, meets, ALL, false, false);
  }

  /** Changes the form of its first input. */
  static FreeOperator form(Shaper shaper) {
    return new FreeOperator(shaper, Flow.Kind.MEETING, 1, true, false);
  }

  /** Cuts a part out of its first input. */
  static FreeOperator cut(Shaper shaper) {
    return new FreeOperator(shaper, Flow.Kind.MEETING, 1, true, true);
  }

  /** Made by chance: of none of its inputs, and yet no parameter. */
  static FreeOperator chance(Shaper shaper) {
    return new FreeOperator(shaper, Flow.Kind.MEETING, NONE, false, false);
  }

  /** Whether its results are parameters where its data is. */
  boolean isFixed() {
    return data != NONE;
  }

  /** The same, of which so many inputs are data. */
  FreeOperator reading(int first) {
    return new FreeOperator(shaper, meets, first, changesForm, cuts);
  }
}
