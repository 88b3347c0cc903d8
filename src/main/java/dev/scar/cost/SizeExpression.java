package dev.scar.cost;

import java.util.Locale;

/**
 * A size in a directive: numbers, {@code Sz(R)} or a bare dimension letter for an extent of the
 * layer, {@code + - *}, {@code min(a,b)} and parentheses. Evaluated per layer.
 */
final class SizeExpression {
  private static final int DEEPEST = 20;

  private final String text;

  private SizeExpression(String text) {
    this.text = text;
  }

  /**
   * Checks the syntax.
   *
   * @throws CostException if malformed
   */
  static SizeExpression parse(String text) {
    SizeExpression expression = new SizeExpression(text.replaceAll("\\s+", ""));
    expression.evaluate(Extents.ones());
    return expression;
  }

  long evaluate(Extents extents) {
    Parser parser = new Parser(text, extents);
    long value = parser.sum(0);
    if (parser.at < text.length()) {
      throw parser.wrong();
    }
    return value;
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class Parser {
    private final String text;
    private final Extents extents;
    private int at;

    Parser(String text, Extents extents) {
      this.text = text;
      this.extents = extents;
    }

    long sum(int depth) {
      if (depth > DEEPEST) {
        throw wrong();
      }
      long value = product(depth);
      while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        char operator = text.charAt(at++);
        long term = product(depth);
        value = operator == '+' ? Math.addExact(value, term) : Math.subtractExact(value, term);
      }
      return value;
    }

    private long product(int depth) {
      long value = factor(depth);
      while (take("*")) {
        value = Math.multiplyExact(value, factor(depth));
      }
      return value;
    }

    private long factor(int depth) {
      if (take("min(")) {
        long a = sum(depth + 1);
        expect(",");
        long b = sum(depth + 1);
        expect(")");
        return Math.min(a, b);
      }
      if (take("Sz(") || take("sz(")) {
        long size = dimension();
        expect(")");
        return size;
      }
      if (take("(")) {
        long value = sum(depth + 1);
        expect(")");
        return value;
      }
      return at < text.length() && Character.isDigit(text.charAt(at)) ? number() : dimension();
    }

    private long number() {
      int from = at;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      if (at - from > 10) {
        throw wrong();
      }
      return Long.parseLong(text.substring(from, at));
    }

    private long dimension() {
      if (at < text.length()) {
        String letter = text.substring(at, at + 1).toUpperCase(Locale.ROOT);
        for (Dim dim : Dim.values()) {
          if (dim.name().equals(letter)) {
            at++;
            return extents.get(dim);
          }
        }
      }
      throw wrong();
    }

    private boolean take(String token) {
      boolean found = text.startsWith(token, at);
      at += found ? token.length() : 0;
      return found;
    }

    private void expect(String token) {
      if (!take(token)) {
        throw wrong();
      }
    }

    CostException wrong() {
      return new CostException("size \"" + text + "\" is not understood at character " + (at + 1));
    }
  }
}
