package dev.scar.files;

/**
 * Text of others on its way to a terminal or into a cell: a name must not move the cursor, change
 * colours, ring, or turn the direction of what follows.
 */
public final class PlainText {
  private static final char SHOWN_INSTEAD = '?';

  private PlainText() {}

  /**
   * The text on one line: line breaks and tabs become spaces, other control characters, those that
   * turn the direction of writing, and code points without a meaning become question marks.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c > '~' && !isPlain(c))) {
        return replaced(text);
      }
    }
    return text;
  }

  /** A character of lines, which keep their breaks; halves of a pair stay together. */
  static char inLines(char c) {
    boolean stays = c == '\n' || Character.isSurrogate(c) || isPlain(c);
    return stays ? c : isSpace(c) ? ' ' : SHOWN_INSTEAD;
  }

  private static String replaced(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isSpace(c) ? ' ' : isPlain(c) ? c : SHOWN_INSTEAD)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isSpace(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !turns(c);
      default -> true;
    };
  }

  /** Marks, embeddings, overrides and isolates of bidirectional text. */
  private static boolean turns(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
