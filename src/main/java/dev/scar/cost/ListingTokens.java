package dev.scar.cost;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and signs of a listing, without white space and comments. */
final class ListingTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skip>[ \\t\\f]+|//[^\\n]*|/\\*(?s:.*?)\\*/)|(?<line>\\r?\\n|\\r)"
              + "|(?<token>[A-Za-z][A-Za-z0-9_]*['\u2032]?|[0-9]+|[-+*/(){},;:])");
  private static final int LONGEST_SHOWN = 20;

  /** The end of the text. */
  static final String END = "";

  private record Token(String text, int line, int from, int to) {}

  private final String file;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /**
   * Splits a text.
   *
   * @throws InputException at a character that no listing has
   */
  ListingTokens(String file, String text) {
    this.file = file;
    this.source = text;
    Matcher matcher = TOKEN.matcher(text);
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        int end = Math.min(text.length(), text.offsetByCodePoints(at, 1));
        throw problem(line, text.substring(at, end), "does not belong in a listing", "");
      }
      if (matcher.group("token") != null) {
        tokens.add(new Token(matcher.group(), line, at, matcher.end()));
      } else {
        line += matcher.group("line") != null ? 1 : (int) matcher.group().lines().count() - 1;
      }
      at = matcher.end();
    }
    tokens.add(new Token(END, line, at, at));
  }

  /** The token that is read next. */
  String peek() {
    return tokens.get(next).text();
  }

  boolean isNext(String text) {
    return peek().equals(text);
  }

  /** Moves past the next token and gives it. */
  String take() {
    String text = peek();
    if (next < tokens.size() - 1) {
      next++;
    }
    return text;
  }

  /** Moves past this token if it is next. */
  boolean takeIf(String text) {
    boolean is = isNext(text) && !text.equals(END);
    if (is) {
      next++;
    }
    return is;
  }

  /**
   * Moves past this token.
   *
   * @throws InputException if something else is next
   */
  void expect(String text) {
    if (!takeIf(text)) {
      throw problem("stands where \"" + text + "\" is expected", "");
    }
  }

  /** Where reading stands, for {@link #textSince}. */
  int mark() {
    return next;
  }

  /** The text from a mark up to the last token read. */
  String textSince(int mark) {
    return source
        .substring(tokens.get(mark).from(), tokens.get(Math.max(mark, next - 1)).to())
        .replaceAll("\\s+", " ");
  }

  /** Something is wrong with the next token. */
  InputException problem(String expectation, String advice) {
    Token token = tokens.get(next);
    String shown = token.text().equals(END) ? "the end" : token.text();
    return problem(token.line(), shown, expectation, advice);
  }

  /** Something is wrong with the last token read, or with what ends there. */
  InputException problemBefore(String value, String expectation, String advice) {
    return problem(tokens.get(Math.max(0, next - 1)).line(), value, expectation, advice);
  }

  private InputException problem(int line, String value, String expectation, String advice) {
    String shown =
        value.length() > LONGEST_SHOWN * 3 ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    return new InputException(new InputProblem(file, "line " + line, shown, expectation, advice));
  }
}
