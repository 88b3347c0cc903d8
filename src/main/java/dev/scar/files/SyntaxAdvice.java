package dev.scar.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong where the JSON parser stopped, judging by the characters that stand there.
 *
 * @param value what stands there
 * @param expectation a predicate
 * @param advice a sentence, or empty
 */
record SyntaxAdvice(String value, String expectation, String advice) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]{1,40}");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("'([+-]?(?:NaN|INF|Infinity))'");

  /** Judges the character at this offset of the text; the parser's message breaks ties. */
  static SyntaxAdvice at(String text, int offset, String message) {
    Matcher special = NOT_A_NUMBER.matcher(message);
    if (special.find()) {
      return new SyntaxAdvice(special.group(1), "is not a number", "Numbers are finite.");
    }
    int start = wordStart(text, offset);
    if ((start < offset && message.contains("umeric")) || isHexadecimal(text, offset)) {
      Matcher number = WORD.matcher(text).region(start, text.length());
      return new SyntaxAdvice(
          number.lookingAt() ? number.group() : "",
          "is not a JSON number",
          "Numbers are decimal, without plus sign and leading zeros.");
    }
    char here = text.charAt(offset);
    char before = before(text, offset);
    if (message.contains("quoted character") || message.contains("escape")) {
      return new SyntaxAdvice(
          "",
          "has a text with a bare control character or an unknown escape",
          "Write \\n, \\\\ or \\\".");
    }
    if (message.contains("comma") && here == '"') {
      return new SyntaxAdvice("", "lacks a comma", "Write a comma between two entries.");
    }
    return switch (here) {
      case '\'' -> new SyntaxAdvice("'", "is not a JSON quote", "Write \"double quotes\".");
      case '/', '#' ->
          new SyntaxAdvice("", "has a comment, which JSON does not allow", "Use \"notes\".");
      case ',', ']', '}' ->
          before == ','
              ? new SyntaxAdvice("", "has a comma with nothing after it", "Remove the comma.")
              : new SyntaxAdvice(String.valueOf(here), "is not expected", "");
      default -> word(text, offset, before);
    };
  }

  private static SyntaxAdvice word(String text, int offset, char before) {
    Matcher word = WORD.matcher(text).region(offset, text.length());
    if (!word.lookingAt()) {
      return new SyntaxAdvice(text.substring(offset, offset + 1), "is not expected", "");
    }
    if (before == '\0') {
      return new SyntaxAdvice(word.group(), "is not JSON", "Start with { and end with }.");
    }
    if (Character.isLetter(text.charAt(offset)) && ":{,[".indexOf(before) >= 0) {
      return new SyntaxAdvice(word.group(), "is not JSON", "Maybe write \"" + word.group() + "\".");
    }
    return new SyntaxAdvice(word.group(), "is not expected", "");
  }

  private static boolean isHexadecimal(String text, int offset) {
    return offset > 0 && text.startsWith("0x", offset - 1);
  }

  /** Where the word begins of which this character is a part or the end. */
  private static int wordStart(String text, int offset) {
    int start = offset;
    while (start > 0
        && ("+-.".indexOf(text.charAt(start - 1)) >= 0
            || Character.isLetterOrDigit(text.charAt(start - 1)))) {
      start--;
    }
    return start;
  }

  /** The nearest character before this one that is not white space. */
  private static char before(String text, int offset) {
    int i = offset - 1;
    while (i >= 0 && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < 0 ? '\0' : text.charAt(i);
  }
}
