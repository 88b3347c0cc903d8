package dev.scar.cost;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Reads sizes: whole numbers, {@code Sz(R)} or just {@code R} for a dimension's extent, {@code + -
 * * /}, {@code min(a,b)}, {@code max(a,b)} and parentheses. Division truncates.
 */
final class SizeExpressionParser {
  private static final int DEEPEST = 32;

  private final ListingTokens tokens;
  private int depth;

  SizeExpressionParser(ListingTokens tokens) {
    this.tokens = tokens;
  }

  /** Reads one expression. */
  SizeExpression parse() {
    if (++depth > DEEPEST) {
      throw tokens.problem("is nested too deeply", "");
    }
    SizeExpression sum = product();
    while (tokens.isNext("+") || tokens.isNext("-")) {
      boolean plus = tokens.take().equals("+");
      sum = combine(sum, product(), plus ? Math::addExact : Math::subtractExact);
    }
    depth--;
    return sum;
  }

  private SizeExpression product() {
    SizeExpression product = factor();
    while (tokens.isNext("*") || tokens.isNext("/")) {
      boolean times = tokens.take().equals("*");
      product = combine(product, factor(), times ? Math::multiplyExact : (a, b) -> a / b);
    }
    return product;
  }

  private SizeExpression factor() {
    String token = tokens.peek();
    if (!token.isEmpty() && Character.isDigit(token.charAt(0))) {
      return number();
    }
    switch (token) {
      case "(":
        tokens.take();
        SizeExpression inner = parse();
        tokens.expect(")");
        return inner;
      case "min":
        return pair(Math::min);
      case "max":
        return pair(Math::max);
      case "Sz":
        tokens.take();
        tokens.expect("(");
        SizeExpression extent = extent();
        tokens.expect(")");
        return extent;
      default:
        return extent();
    }
  }

  private SizeExpression number() {
    try {
      long value = Long.parseLong(tokens.peek());
      tokens.take();
      return layer -> value;
    } catch (NumberFormatException e) {
      throw tokens.problem("is not below 2^63", "");
    }
  }

  private SizeExpression pair(LongBinaryOperator operator) {
    tokens.take();
    tokens.expect("(");
    SizeExpression first = parse();
    tokens.expect(",");
    SizeExpression second = parse();
    tokens.expect(")");
    return combine(first, second, operator);
  }

  private SizeExpression extent() {
    Dim dim = dim(tokens);
    return layer -> layer.get(dim);
  }

  private static SizeExpression combine(
      SizeExpression first, SizeExpression second, LongBinaryOperator operator) {
    return layer -> operator.applyAsLong(first.value(layer), second.value(layer));
  }

  /** Reads a dimension's letter. */
  static Dim dim(ListingTokens tokens) {
    String name = tokens.peek();
    return Arrays.stream(Dim.values())
        .filter(d -> d.name().equals(name))
        .findFirst()
        .map(
            d -> {
              tokens.take();
              return d;
            })
        .orElseThrow(
            () ->
                tokens.problem(
                    "is not a dimension here", "They are N, G, K, C, M, R, S, Y and X."));
  }
}
