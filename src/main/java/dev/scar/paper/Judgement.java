package dev.scar.paper;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A verdict and its reason. The thresholds are those of {@link Verdict}.
 *
 * @param ours our figures as text
 * @param values our figures, where the paper prints figures
 * @param ratio ours over the paper's, the geometric mean of several; NaN if there is none
 * @param why in one line
 */
record Judgement(String ours, List<Double> values, double ratio, Verdict verdict, String why) {
  public Judgement {
    values = List.copyOf(values);
  }

  /** Without figures. */
  static Judgement of(String ours, Verdict verdict, String why) {
    return new Judgement(ours, List.of(), Double.NaN, verdict, why);
  }

  /** A claim that is not checked. */
  public static Judgement notCheckable(String ours, String why) {
    return of(ours, Verdict.NOT_CHECKABLE, why);
  }

  /** A statement that is either so or not. */
  public static Judgement decided(boolean holds, String ours, String why) {
    return of(ours, holds ? Verdict.HOLDS : Verdict.FAILS, why);
  }

  /** A statement of several cases, which holds if it does in all of them. */
  public static Judgement ranking(int holding, int cases, String ours) {
    return ranking(holding, 0, cases, ours);
  }

  /**
   * The same.
   *
   * @param ties cases in which there is no difference, so that it does not hold
   */
  static Judgement ranking(int holding, int ties, int cases, String ours) {
    String tied = ties == 0 ? "" : ties == 1 ? ", 1 tie" : ", " + ties + " ties";
    return decided(
        holding == cases, ours, holding + " of " + cases + " cases as in the paper" + tied);
  }

  /** Ratios of two of our results against the paper's; 1 means no difference. */
  public static Judgement ratios(List<Double> paper, List<Double> ours) {
    return judged(paper, ours, Comparison::ofRatios);
  }

  private static Judgement judged(
      List<Double> paper, List<Double> ours, BiFunction<Double, Double, Comparison> compare) {
    List<Comparison> all =
        IntStream.range(0, paper.size())
            .mapToObj(i -> compare.apply(paper.get(i), ours.get(i)))
            .toList();
    return new Judgement(
        all.stream().map(Comparison::shown).collect(Collectors.joining(", ")),
        ours,
        mean(paper, ours),
        all.stream().map(Comparison::verdict).reduce(Verdict.HOLDS, Verdict::and),
        all.stream().map(Comparison::why).collect(Collectors.joining("; ")));
  }

  /** A ratio. */
  public static Judgement ratio(double paper, double ours) {
    return ratios(List.of(paper), List.of(ours));
  }

  /** Reductions in percent; 0 means no difference. */
  public static Judgement percents(List<Double> paper, List<Double> ours) {
    return judged(paper, ours, Comparison::ofPercents);
  }

  /** A reduction in percent. */
  public static Judgement percent(double paper, double ours) {
    return percents(List.of(paper), List.of(ours));
  }

  /** Whether no figure differs from another judgement's by as much as counts as an effect. */
  boolean isLike(Judgement other) {
    if (values.size() != other.values.size() || values.isEmpty()) {
      return ours.equals(other.ours);
    }
    for (int i = 0; i < values.size(); i++) {
      if (Effect.ofRatio(values.get(i) / other.values.get(i)) != Effect.NONE) {
        return false;
      }
    }
    return true;
  }

  /** The same with more of a reason. */
  public Judgement because(String more) {
    return new Judgement(ours, values, ratio, verdict, why.isEmpty() ? more : why + "; " + more);
  }

  /** Three significant digits, without exponent. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size == 0 ? 2 : (int) Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(size))));
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static double mean(List<Double> paper, List<Double> ours) {
    double sum = 0;
    for (int i = 0; i < paper.size(); i++) {
      double ratio = ours.get(i) / paper.get(i);
      if (!(ratio > 0)) {
        return paper.size() == 1 ? ratio : Double.NaN;
      }
      sum += Math.log(ratio);
    }
    return Math.exp(sum / paper.size());
  }
}
