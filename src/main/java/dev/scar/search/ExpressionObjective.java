package dev.scar.search;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.Log10Function;
import com.ezylang.evalex.functions.basic.LogFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.operators.AbstractOperator;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A user's expression of {@code latency} (seconds), {@code energy} (joules) and {@code edp}, their
 * product, with the operators and functions of EvalEx: {@code + - * / ^}, {@code max}, {@code min},
 * {@code sqrt}, {@code abs}, {@code log} (natural), {@code log10} and {@code if}.
 *
 * <p>It must grow with latency and with energy, since the search drops schedules that are worse in
 * both; that is tried on a grid of {@value #STEPS} × {@value #STEPS} values from 1 µs and 1 µJ up
 * to 1000 s and 1000 J, which finds every expression that falls by more than it rises between two
 * neighbours of the grid.
 */
public final class ExpressionObjective implements Objective {
  private static final int LONGEST = 500;
  private static final Pattern LARGE_EXPONENT = Pattern.compile("(?i)[0-9.]e[+-]?[0-9]{4,}");
  private static final FunctionDictionaryIfc FUNCTIONS =
      MapBasedFunctionDictionary.ofFunctions(
          Map.entry("ABS", new AbsFunction()),
          Map.entry("IF", new IfFunction()),
          Map.entry("LOG", new LogFunction()),
          Map.entry("LOG10", new Log10Function()),
          Map.entry("MAX", new MaxFunction()),
          Map.entry("MIN", new MinFunction()),
          Map.entry("SQRT", new FloatingRoot()));
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
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has %d characters; an objective has at most %d".formatted(text.length(), LONGEST));
    }
    if (LARGE_EXPONENT.matcher(text).find()) {
      throw new IllegalArgumentException(
          "(%s) has a number with an exponent of more than three digits".formatted(text));
    }
    Expression expression = new Expression(text, configuration());
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

  /** Functions of numbers alone, which are fast; a power is a floating-point one. */
  private static ExpressionConfiguration configuration() {
    MapBasedOperatorDictionary operators = new MapBasedOperatorDictionary();
    ExpressionConfiguration standard = ExpressionConfiguration.defaultConfiguration();
    for (String operator : List.of("+", "-")) {
      operators.addOperator(operator, standard.getOperatorDictionary().getPrefixOperator(operator));
    }
    for (String operator :
        List.of("+", "-", "*", "/", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "&&", "||")) {
      operators.addOperator(operator, standard.getOperatorDictionary().getInfixOperator(operator));
    }
    operators.addOperator("^", new FloatingPower());
    return standard.toBuilder().functionDictionary(FUNCTIONS).operatorDictionary(operators).build();
  }

  /**
   * {@code ^} on doubles: an exact one takes hours for large exponents.
   *
   * <p>As in the library's own, the right one of two is evaluated first.
   */
  @InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_POWER, leftAssociative = false)
  private static final class FloatingPower extends AbstractOperator {
    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
        throws EvaluationException {
      double power =
          Math.pow(
              operands[0].getNumberValue().doubleValue(),
              operands[1].getNumberValue().doubleValue());
      if (!Double.isFinite(power)) {
        throw new EvaluationException(token, "a power is not finite");
      }
      return expression.convertDoubleValue(power);
    }
  }

  /** The square root of a double: an exact one takes milliseconds. */
  @FunctionParameter(name = "value", nonNegative = true)
  private static final class FloatingRoot extends AbstractFunction {
    @Override
    public EvaluationValue evaluate(
        Expression expression, Token token, EvaluationValue... parameters) {
      return expression.convertDoubleValue(Math.sqrt(parameters[0].getNumberValue().doubleValue()));
    }
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
    double least = score(LEAST, LEAST);
    if (!(below[STEPS - 1] > least)) {
      throw new IllegalArgumentException(
          "(%s) is %.4g for every latency and energy; it must grow with one of them"
              .formatted(text, least));
    }
  }

  private static String shown(EvaluationValue value) {
    return value.isNumberValue() ? "too large" : "the value " + value.getStringValue();
  }

  @Override
  public String label() {
    return text;
  }

  @Override
  public double score(double latencySeconds, double energyJ) {
    try {
      EvaluationValue value =
          expression
              .copy()
              .with("latency", latencySeconds)
              .with("energy", energyJ)
              .with("edp", latencySeconds * energyJ)
              .evaluate();
      double score = value.isNumberValue() ? value.getNumberValue().doubleValue() : Double.NaN;
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException(
            "(%s) is not a finite number at latency %.4g, energy %.4g, but %s"
                .formatted(text, latencySeconds, energyJ, shown(value)));
      }
      return score;
    } catch (EvaluationException | ParseException e) {
      throw new IllegalArgumentException(
          "(%s) has no value at latency %s, energy %s: %s"
              .formatted(text, latencySeconds, energyJ, e.getMessage()),
          e);
    }
  }
}
