package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * The elements of a small tensor, from which shapes are computed.
 *
 * <p>Whole numbers are kept exactly, since the ends of slices use all of 2^63.
 *
 * @param isWhole whether they are whole numbers or truth values
 * @param wholes the elements, or their whole parts
 * @param reals the elements as numbers with fraction
 */
record Values(boolean isWhole, List<Long> wholes, List<Double> reals) {
  /** Tensors with more elements carry none. */
  static final int MOST = 1024;

  Values {
    wholes = List.copyOf(wholes);
    reals = List.copyOf(reals);
  }

  static Values whole(List<Long> wholes) {
    return new Values(true, wholes, wholes.stream().map(Long::doubleValue).toList());
  }

  static Values whole(long one) {
    return whole(List.of(one));
  }

  static Values real(List<Double> reals) {
    return new Values(false, reals.stream().map(Double::longValue).toList(), reals);
  }

  int size() {
    return wholes.size();
  }

  /**
   * The first element, cut to a whole number.
   *
   * @throws IllegalArgumentException if there is none
   */
  long first() {
    return wholes.get(first(wholes));
  }

  /**
   * The first element with its fraction.
   *
   * @throws IllegalArgumentException if there is none
   */
  double firstReal() {
    return reals.get(first(reals));
  }

  private static int first(List<?> elements) {
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("reads an element of a tensor that has none");
    }
    return 0;
  }

  /** As whole numbers, cut towards zero, or as they are. */
  Values as(boolean whole) {
    return whole == isWhole ? this : whole ? whole(wholes) : real(reals);
  }

  /** So many elements, each a copy of one of these. */
  Values pick(int count, IntUnaryOperator from) {
    List<Long> picked = new ArrayList<>(count);
    List<Double> real = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      picked.add(wholes.get(from.applyAsInt(i)));
      real.add(reals.get(from.applyAsInt(i)));
    }
    return new Values(isWhole, picked, real);
  }

  /** These and others. */
  Values then(Values other) {
    List<Long> all = new ArrayList<>(wholes);
    all.addAll(other.wholes);
    List<Double> real = new ArrayList<>(reals);
    real.addAll(other.reals);
    return new Values(isWhole && other.isWhole, all, real);
  }

  /** Element by element with another of the same size. */
  Values with(Values other, LongBinaryOperator whole, DoubleBinaryOperator real) {
    if (isWhole && other.isWhole) {
      List<Long> out = new ArrayList<>(size());
      for (int i = 0; i < size(); i++) {
        out.add(whole.applyAsLong(wholes.get(i), other.wholes.get(i)));
      }
      return whole(out);
    }
    List<Double> out = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      out.add(real.applyAsDouble(reals.get(i), other.reals.get(i)));
    }
    return real(out);
  }
}
