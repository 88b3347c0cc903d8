package dev.scar.files;

/**
 * One thing that is wrong with an input: where, which value, what was expected, and advice.
 *
 * <p>The text is one line, or two with advice:
 *
 * <pre>{@code
 * topologies/mesh6x6.json: links[12].bandwidth (64 GBps) has no known unit.
 * Maybe write "64 GB/s".
 * }</pre>
 *
 * @param file the file as the user knows it
 * @param path the place inside, such as {@code layers[3].stride}; empty for the file as a whole
 * @param value the offending value, shortened; empty if there is none
 * @param expectation a predicate without its final stop: "has no known unit"
 * @param advice a sentence, or empty
 */
public record InputProblem(
    String file, String path, String value, String expectation, String advice) {
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_SENTENCE = 600;

  public InputProblem {
    file = printable(file, LONGEST_SENTENCE);
    path = printable(path, LONGEST_SENTENCE);
    value = printable(value, LONGEST_VALUE);
    expectation = printable(expectation, LONGEST_SENTENCE);
    advice = printable(advice, LONGEST_SENTENCE);
  }

  /** Keeps a message on its line, whatever a file or the command line contains. */
  static String printable(String text, int longest) {
    String plain = PlainText.of(text);
    return plain.codePointCount(0, plain.length()) > longest
        ? plain.substring(0, plain.offsetByCodePoints(0, longest)) + "…"
        : plain;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file).append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(' ');
    }
    if (!value.isEmpty()) {
      text.append('(').append(value).append(") ");
    }
    text.append(expectation).append('.');
    if (!advice.isEmpty()) {
      text.append('\n').append(advice);
    }
    return text.toString();
  }
}
