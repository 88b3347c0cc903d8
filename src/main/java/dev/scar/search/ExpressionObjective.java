package dev.scar.search;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.parser.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A user's expression of {@code latency} (seconds), {@code energy} (joules) and {@code edp}, their
 * product, with the operators and functions of EvalEx: {@code + - * / ^}, {@code max}, {@code min},
 * {@code sqrt}, {@code log} (natural), {@code log10}, {@code if} and others.
 *
 * <p>It must grow with latency and with energy, since the search drops schedules that are worse in
 * both; that is tried on a grid of {@value #STEPS} × {@value #STEPS} values from 1 µs and 1 µJ up
 * to 1000 s and 1000 J, which finds every expression that falls by more than it rises between two
 * neighbours of the grid.
 */
public final class ExpressionObjective implements Objective {
  private static final Set<String> VARIABLES = Set.of("latency", "energy", "edp");
  private static final int STEPS = 37;
  private static final double LEAST = 1e-6;
  private static final double RATIO = Math.pow(10, 0.25);

  private final String text;
  private final Expression expression;

  private ExpressionObjective(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with the character at fault, if it is none, uses unknown
   *     variables, or falls somewhere
   */
  public static ExpressionObjective parse(String text) {
    Expression expression = new Expression(text);
    try {
      expression.validate();
      Set<String> unknown = new TreeSet<>(expression.getUsedVariables());
      unknown.removeIf(name -> VARIABLES.contains(name.toLowerCase(Locale.ROOT)));
      if (!unknown.isEmpty()) {
        String name = unknown.iterator().next();
        throw new IllegalArgumentException(
            "(%s) has the unknown variable %s at character %d; there are latency, energy and edp"
                .formatted(text, name, text.indexOf(name) + 1));
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "(%s) is neither latency, energy, edp nor an expression: %s at character %d"
              .formatted(text, e.getMessage(), e.getStartPosition()),
          e);
    }
    ExpressionObjective objective = new ExpressionObjective(text, expression);
    objective.requireGrowth();
    return objective;
  }

  private void requireGrowth() {
    double[] below = new double[STEPS];
    Arrays.fill(below, Double.NEGATIVE_INFINITY);
    for (int l = 0; l < STEPS; l++) {
      double left = Double.NEGATIVE_INFINITY;
      for (int e = 0; e < STEPS; e++) {
        double latency = LEAST * Math.pow(RATIO, l);
        double energy = LEAST * Math.pow(RATIO, e);
        double here = score(latency, energy);
        if (!(here >= left && here >= below[e])) {
          throw new IllegalArgumentException(
              "(%s) does not grow with latency and energy: it is %.4g at latency %.4g, energy %.4g"
                  .formatted(text, here, latency, energy));
        }
        left = here;
        below[e] = here;
      }
    }
  }

  @Override
  public String label() {
    return text;
  }

  @Override
  public double score(double latencySeconds, double energyJ) {
    try {
      return expression
          .copy()
          .with("latency", latencySeconds)
          .with("energy", energyJ)
          .with("edp", latencySeconds * energyJ)
          .evaluate()
          .getNumberValue()
          .doubleValue();
    } catch (EvaluationException | ParseException e) {
      throw new IllegalArgumentException(
          "(%s) has no value at latency %s, energy %s: %s"
              .formatted(text, latencySeconds, energyJ, e.getMessage()),
          e);
    }
  }
}
